// Seconds from start to the first page, idle memory, size of the program.
import { readFileSync, statSync } from "node:fs";
import { demonstration, program, serve } from "../e2e/support/server.mjs";
import { RUNS, spread } from "./figures.mjs";

export async function* start() {
  yield { what: "size of the program", ours: statSync(program()).size / 1048576, unit: "MB" };
  const office = await demonstration();
  const [seconds, memory] = [[], []];
  try {
    for (let at = 0; at < RUNS; at += 1) {
      const began = performance.now();
      const site = await serve(office);
      try {
        await (await fetch(`${site.url}/`)).text();
        seconds.push((performance.now() - began) / 1000);
        memory.push(Number(readFileSync(`/proc/${site.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024);
      } finally {
        await site.stop();
      }
    }
  } finally {
    office.forget();
  }
  yield { what: "start to first page", ours: spread(seconds), unit: "s", goal: "seconds" };
  yield { what: "memory, idle after the first page", ours: spread(memory), unit: "MB" };
}
