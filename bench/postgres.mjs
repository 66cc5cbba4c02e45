// A PostgreSQL of our own with fsync on, as Debian brings it, on a free port; gone when the benchmark ends.
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

function binaries() {
  const root = "/usr/lib/postgresql";
  const newest = readdirSync(root).map(Number).sort((a, b) => a - b).at(-1);
  return `${root}/${newest}/bin`;
}

/** Starts one; PostgreSQL refuses to run as root. */
export async function postgres() {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-bench-pg-"));
  const bin = binaries();
  const root = process.getuid() === 0;
  const as = root ? ["runuser", ["-u", "postgres", "--"]] : ["env", []];
  const call = (name, ...words) => run(as[0], [...as[1], `${bin}/${name}`, ...words]);
  if (root) {
    const { stdout } = await run("id", ["-u", "postgres"]);
    chownSync(folder, Number(stdout), 0);
  }
  const probe = createServer();
  const port = await new Promise((resolve) => probe.listen(0, "127.0.0.1", () => resolve(probe.address().port)));
  await new Promise((resolve) => probe.close(resolve));
  const data = join(folder, "data");
  await call("initdb", "-D", data, "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  await call("pg_ctl", "-D", data, "-w", "-l", join(data, "log"), "-o", options, "start");
  const at = ["-h", "127.0.0.1", "-p", String(port), "-U", "gongkai"];
  return {
    at,
    bin,
    async database(name) {
      await run(`${bin}/createdb`, [...at, name]);
      return `postgres://gongkai@127.0.0.1:${port}/${name}`;
    },
    sql: (name, text) => run(`${bin}/psql`, [...at, "-q", "-c", text, name]),
    async stop() {
      await call("pg_ctl", "-D", data, "-m", "fast", "-w", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
