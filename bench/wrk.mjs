// wrk, the load of every measurement over HTTP: it takes less of the two cores than a client in JavaScript would.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs wrk; gives requests a second and the latencies in ms. Any answer that is not 2xx or 3xx is a mistake of the benchmark. */
export async function wrk(url, { connections = 64, seconds = 8, headers = [], script } = {}) {
  const words = ["-t2", `-c${connections}`, `-d${seconds}s`, "--latency", ...headers.flatMap((header) => ["-H", header])];
  const { stdout } = await run("wrk", [...words, ...(script ? ["-s", script] : []), url]);
  const bad = stdout.match(/Non-2xx or 3xx responses: (\d+)/);
  if (bad) throw new Error(`${url} answered ${bad[1]} times with an error: a limit is in the way`);
  const ms = (share) => {
    const found = stdout.match(new RegExp(`\\s${share}%\\s+([\\d.]+)(us|ms|s)`));
    return found && Number(found[1]) * { us: 0.001, ms: 1, s: 1000 }[found[2]];
  };
  return { perSecond: Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]), p50: ms(50), p99: ms(99), text: stdout };
}
