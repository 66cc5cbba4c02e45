// Starts the real program on a free loopback port over a data directory of its own, and stops it again. Official time stands
// where the test says; nothing is waited for but the program's own answers.
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const output = join(root, "e2e/output");
const run = promisify(execFile);

/** What cargo built. */
export function built(name) {
  const path = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", name);
  if (!existsSync(path)) throw new Error(`no program at ${path}: run script/test browser, which builds it`);
  return path;
}

/** The program under test. */
export const program = () => process.env.GONGKAI_BINARY ?? built("gongkai");

/** Runs a command of the program over a data directory; gives what it printed. */
export async function gongkai(data, ...words) {
  try {
    const { stdout } = await run(program(), ["--data", data, ...words], { maxBuffer: 1 << 28 });
    return stdout;
  } catch (error) {
    throw new Error(`gongkai ${words.join(" ")} ends with status ${error.code}:\n${error.stdout}${error.stderr}`);
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function emptyFolder() {
  return mkdtempSync(join(tmpdir(), "gongkai-e2e-"));
}

/**
 * A data directory with the demonstration district and its accounts. Made once for a build of the program and copied, so that
 * each journey may change what it likes.
 */
export async function demonstration(...words) {
  const build = statSync(program());
  const name = createHash("sha256").update(JSON.stringify([build.size, build.mtimeMs, words])).digest("hex").slice(0, 12);
  const kept = join(output, `demo-${name}`);
  if (!existsSync(kept)) {
    mkdirSync(output, { recursive: true });
    const making = `${kept}.${process.pid}`;
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making);
    const accounts = await gongkai(join(making, "data"), "demo", ...words, "--format", "json");
    writeFileSync(join(making, "accounts.json"), accounts);
    try {
      renameSync(making, kept);
    } catch (error) {
      // Another run of the tests was quicker with the same.
      if (!existsSync(kept)) throw error;
      rmSync(making, { recursive: true, force: true });
    }
  }
  const folder = emptyFolder();
  cpSync(kept, folder, { recursive: true });
  return {
    data: join(folder, "data"),
    accounts: JSON.parse(readFileSync(join(folder, "accounts.json"), "utf8")),
    forget: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A data directory with one new office and its administrator, in which official time may be moved. */
export async function newOffice({ organ, level, code, login, password }) {
  const folder = emptyFolder();
  const data = join(folder, "data");
  const secret = join(folder, "password");
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  await gongkai(data, "setup", "--organ", organ, "--level", level, ...(code ? ["--code", code] : []), "--admin", login, "--password-file", secret, "--demo");
  return { data, accounts: [{ login, password, roles: [], organ }], forget: () => rmSync(folder, { recursive: true, force: true }) };
}

/** An empty data directory: the first-run page. */
export function emptyOffice() {
  const folder = emptyFolder();
  return { data: join(folder, "data"), accounts: [], forget: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts the server over a data directory; `clock` is official time (2026-11-24T10:26:00+08:00). */
export async function serve({ data }, { clock, words = [], environment = {} } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    program(),
    ["--data", data, "serve", "--listen", `127.0.0.1:${port}`, "--management", "none", ...(clock ? ["--clock", clock] : []), ...words],
    { env: { ...process.env, NO_COLOR: "1", ...environment }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => { log += text; });
  const ended = once(child, "exit");
  const ready = (async () => {
    for (;;) {
      try {
        const answer = await fetch(`${url}/livez`);
        if (answer.ok) return;
      } catch {
        // Not listening yet; ask again as soon as the program says something or a moment has passed.
      }
      await Promise.race([once(child.stderr, "data"), new Promise((resolve) => setTimeout(resolve, 50))]);
    }
  })();
  const early = ended.then(([status]) => { throw new Error(`the server ended with status ${status}:\n${log}`); });
  await Promise.race([ready, early]);
  early.catch(() => {});
  return {
    url,
    pid: child.pid,
    log: () => log,
    async stop() {
      child.kill("SIGTERM");
      const impatient = setTimeout(() => child.kill("SIGKILL"), 35_000);
      const [status] = await ended;
      clearTimeout(impatient);
      return status;
    },
  };
}
