// What is measured inside the program: counting a year of a million events, a reply letter with warm fonts.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { RUNS, percentile, spread } from "./figures.mjs";

const run = promisify(execFile);

/** crates/web/examples/bench, in the words that its first lines give. */
export async function inside(...words) {
  const { stdout } = await run(process.env.GONGKAI_BENCH_INSIDE, words.map(String), { maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

export async function* counting() {
  const runs = [];
  for (let at = 0; at < RUNS; at += 1) runs.push(await inside("count", 1_000_000));
  yield { what: "a year of 1,000,000 events, read and counted", ours: spread(runs.map(({ events, seconds }) => events / seconds)), unit: "events/s" };
  yield { what: "peak memory of it", ours: spread(runs.map(({ peak }) => peak / 1048576)), unit: "MB" };
}

export async function* letters() {
  const runs = [];
  for (let at = 0; at < RUNS; at += 1) runs.push(await inside("letters", 200));
  yield { what: "a reply letter, warm, median of 200", ours: spread(runs.map(({ warm_ms: warm }) => percentile(warm, 0.5))), unit: "ms", goal: "≤ 5 ms" };
  yield { what: "a reply letter, warm, p99", ours: spread(runs.map(({ warm_ms: warm }) => percentile(warm, 0.99))), unit: "ms" };
  yield { what: "the first letter of a process", ours: spread(runs.map(({ cold_ms: cold }) => cold)), unit: "ms" };
}
