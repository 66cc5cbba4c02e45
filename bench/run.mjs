// The benchmarks behind script/bench. Each prints one line: what, ours, theirs, ratio, goal; of repeated runs the middle with
// the least and the largest.
import { cpus, loadavg } from "node:os";
import { acts } from "./acts.mjs";
import { check } from "./check.mjs";
import { RUNS, words } from "./figures.mjs";
import { counting, letters } from "./inside.mjs";
import { pages } from "./pages.mjs";
import { start } from "./start.mjs";
import { worklist } from "./worklist.mjs";

const all = { start, pages, acts, counting, letters, worklist, check };
const wanted = process.argv.slice(2);
for (const name of wanted) if (!all[name]) throw new Error(`there is no benchmark ${name}; there are ${Object.keys(all).join(", ")}`);

const load = () => loadavg().map((value) => value.toFixed(1)).join(" ");
console.log(`${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} × ${cpus()[0].model}, load ${load()}, ${RUNS} runs`);
for (const [name, measure] of Object.entries(all)) {
  if (wanted.length && !wanted.includes(name)) continue;
  for await (const { what, ours, theirs, ratio, goal, unit } of measure()) {
    const shown = (value) => value === undefined ? "" : `${words(value)} ${unit}`;
    console.log([what.padEnd(56), shown(ours), shown(theirs), ratio ? `ratio ${words(ratio)}` : "", goal ? `goal ${goal}` : ""].filter(Boolean).join("  |  "));
  }
}
console.log(`load at the end ${load()}`);
