// Seconds from start to the first page, idle memory, size of the program.
import { readFileSync, statSync } from "node:fs";
import { demonstration, program, serve } from "../e2e/support/server.mjs";

export async function* start() {
  yield { what: "size of the program", ours: statSync(program()).size / 1048576, unit: "MB" };
  const office = await demonstration();
  const began = performance.now();
  const site = await serve(office);
  try {
    await (await fetch(`${site.url}/`)).text();
    yield { what: "start to first page", ours: (performance.now() - began) / 1000, unit: "s", goal: "2 s" };
    const status = readFileSync(`/proc/${site.pid}/status`, "utf8");
    yield { what: "memory, idle", ours: Number(status.match(/VmRSS:\s+(\d+)/)[1]) / 1024, unit: "MB" };
  } finally {
    await site.stop();
    office.forget();
  }
}
