// The benchmarks behind script/bench. Each prints one line: what, ours, theirs, ratio, goal.
import { acts } from "./acts.mjs";
import { check } from "./check.mjs";
import { pages } from "./pages.mjs";
import { start } from "./start.mjs";

const all = { pages, acts, start, check };
const wanted = process.argv.slice(2);
for (const name of wanted) if (!all[name]) throw new Error(`there is no benchmark ${name}; there are ${Object.keys(all).join(", ")}`);

console.log("what".padEnd(44), "ours".padStart(12), "theirs".padStart(12), "ratio".padStart(8), "goal".padStart(8));
for (const [name, measure] of Object.entries(all)) {
  if (wanted.length && !wanted.includes(name)) continue;
  for await (const { what, ours, theirs, goal, unit = "/s" } of measure()) {
    const shown = (value) => value === undefined ? "" : `${value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 2 : 0 })} ${unit}`;
    console.log(what.padEnd(44), shown(ours).padStart(12), shown(theirs).padStart(12), (theirs ? (ours / theirs).toFixed(2) : "").padStart(8), String(goal ?? "").padStart(8));
  }
}
