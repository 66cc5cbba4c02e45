// gongkai check: how much it reads right on invented reports of every layout (a table of its own), how fast it is against
// the plain Python way on the same files, and what a city's worth of reports costs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../e2e/support/server.mjs";
import { byTurns, RUNS } from "./figures.mjs";

const python = "target/python/bin/python";
const reports = "target/report-check";
const many = Number(process.env.GONGKAI_BENCH_REPORTS ?? 40_000);

// One core for both sides: "per second and core".
const oneCore = (words) => execFileSync("taskset", ["-c", "0", ...words], { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
const measured = (words, output = "/dev/null", core = true) => {
  const command = [python, "-S", "tests/report_generator/measure.py", "3600", output, ...words];
  const told = core ? oneCore(command) : execFileSync(command[0], command.slice(1), { encoding: "utf8" });
  return JSON.parse(told);
};

function files(folder, kind) {
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name))
    .filter((path) => path.endsWith(`.${kind}`) && statSync(path).isFile()).sort();
}

function generate() {
  // The same seed makes the same reports, so that they are made anew only where the generator has changed.
  const stamp = `${reports}/.gongkai`;
  const have = execFileSync("bash", ["-c", ". script/support.sh; digest tests/report_generator/*.py tests/report_generator/data"], { encoding: "utf8" }).trim();
  try {
    if (readFileSync(stamp, "utf8").trim() === have) return;
  } catch { /* not made yet */ }
  rmSync(reports, { recursive: true, force: true });
  console.error("making the reports");
  execFileSync(python, ["tests/report_generator", reports, "--seed", "1", "--repeat", "2", "--faults", "6", "--pairs", "40"], { stdio: "inherit" });
  writeFileSync(stamp, `${have}\n`);
}

// Copies of the clean pages, each of an organ of its own, so that no two are years of one organ.
function city(folder) {
  const pages = files(`${reports}/reports/L1`, "html").concat(files(`${reports}/reports/L36`, "html")).map((path) => {
    const truth = JSON.parse(readFileSync(path.replace(reports, `${reports}/truth`) + ".json", "utf8"));
    const encoding = truth.writer.match(/old|gb/) ? "gb18030" : "utf-8";
    return { text: new TextDecoder(encoding).decode(readFileSync(path)).replace(/charset=[^"]+"/i, 'charset=utf-8"'), organ: truth.organ };
  });
  const signs = [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"];
  for (let number = 0; number < many; number += 1) {
    const { text, organ } = pages[number % pages.length];
    const other = [number % 34, Math.floor(number / 34) % 34, Math.floor(number / 1156) % 34].map((at) => signs[at]).join("");
    if (number % 1000 === 0) mkdirSync(`${folder}/${number / 1000}`, { recursive: true });
    writeFileSync(`${folder}/${Math.floor(number / 1000)}/${number}.html`, text.replaceAll(organ, other + organ));
  }
}

export async function* check() {
  generate();
  console.log("\nread and judged, by layout (generated reports)");
  spawnSync(python, ["tests/report_generator/judge.py", reports, "--worst", "10"], { stdio: "inherit", env: { ...process.env, GONGKAI_BINARY: program() } });
  console.log();
  spawnSync(python, ["tests/report_generator/bad.py"], { stdio: "inherit", env: { ...process.env, GONGKAI_BINARY: program() } });
  console.log();

  for (const name of readdirSync(`${reports}/reports`).sort((one, other) => one.slice(1) - other.slice(1))) {
    const folder = `${reports}/reports/${name}`;
    const { seconds } = measured([program(), "check", folder, "--format", "json"]);
    yield { what: `reports of layout ${name}`, ours: readdirSync(folder).length / seconds, unit: "/s" };
  }

  const work = mkdtempSync(join(tmpdir(), "gongkai-check-"));
  try {
    for (const [kind, goal] of [["html", "≥ 2 ×"], ["docx", "≥ 10 ×"], ["xlsx", ""], ["pdf", "≥ 20 ×"]]) {
      // pdfplumber needs most of a second a file: a sample of at most 60, spread over all layouts, is timed.
      const every = files(`${reports}/reports`, kind);
      const paths = every.filter((_, at) => at % Math.ceil(every.length / 60) === 0);
      const list = join(work, "list");
      writeFileSync(list, paths.join("\n"));
      const theirs = () => JSON.parse(oneCore([python, "bench/check_plain.py", kind, list]));
      const ours = () => measured([program(), "check", ...paths, "--format", "json"]);
      const told = await byTurns(() => paths.length / ours().seconds, () => paths.length / theirs().seconds, Math.min(RUNS, 3));
      yield { what: `${kind} read and judged; tables only in Python`, ...told, unit: "/s", goal };
    }
    city(join(work, "city"));
    const ours = measured([program(), "check", join(work, "city"), "--format", "json"], "/dev/null", false);
    yield { what: `${many} HTML reports, all cores`, ours: ours.seconds, unit: "s", goal: "< 60 s" };
    yield { what: "peak memory of that", ours: ours.megabytes, unit: "MB", goal: "< 512 MB" };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
