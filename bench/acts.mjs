// Acts: requests submitted over HTTP by 16 clients, against bare transactions of five rows by the same database on the same
// disk: SQLite with synchronous=FULL, PostgreSQL with fsync by pgbench. The forms before the last are filled in first and
// not counted; wrk then sends each of them once.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { cookiesOf } from "../e2e/support/cookies.mjs";
import { newOffice, serve } from "../e2e/support/server.mjs";
import { RUNS, byTurns } from "./figures.mjs";
import { postgres } from "./postgres.mjs";
import { wrk } from "./wrk.mjs";

const run = promisify(execFile);
const CLIENTS = 16;
const SECONDS = 2;
/** Forms filled in for each turn: more than are sent in its seconds. */
const FORMS = Number(process.env.GONGKAI_BENCH_FORMS ?? 8000);
const LIMITS = { GONGKAI_LIMITS__SUBMISSIONS_PER_HOUR: "100000000" };
const ORGAN = { organ: "洛城市西工区人民政府西工街道办事处", level: "subdistrict", code: "XG", login: "guanli", password: "西工街道办事处 2026 年的一句话" };

const BARE = `
import os, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.executescript("pragma journal_mode=wal; pragma synchronous=full; create table t (id integer primary key, a text, b text)")
start, done = time.monotonic(), 0
while time.monotonic() < start + ${SECONDS}:
    db.execute("begin immediate")
    for _ in range(5):
        db.execute("insert into t (a, b) values (?, ?)", ("x" * 200, os.urandom(100).hex()))
    db.execute("commit")
    done += 1
print(done / (time.monotonic() - start))
`;

const FIVE = ["begin;", ...Array(5).fill("insert into five (a, b) values (repeat('x', 200), md5(random()::text));"), "commit;"].join("\n");

// Each form once: every thread of wrk takes a part of its own, and a form too few is an error and no silence.
const SEND = `
local counter = 0
function setup(thread) thread:set("part", counter); counter = counter + 1 end
function init(args)
  forms = {}
  local line = 0
  for text in io.lines(os.getenv("GONGKAI_FORMS")) do
    if line % 2 == part then table.insert(forms, text) end
    line = line + 1
  end
  at = 0
end
function request()
  at = at + 1
  if at > #forms then return wrk.format("GET", "/no-form-is-left") end
  local cookie, body = string.match(forms[at], "^([^\\t]*)\\t(.*)$")
  return wrk.format("POST", "/apply/check", { ["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded", ["Sec-Fetch-Site"] = "same-origin" }, body)
end
function response(status)
  if status ~= 303 then error("a request was not taken: " .. status) end
end
`;

/** A browser without a screen: cookies and forms, nothing else. */
class Client {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }

  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async ask(path, form) {
    const answer = await fetch(new URL(path, this.url), {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { Cookie: this.cookie, "Sec-Fetch-Site": "same-origin" },
      body: form && new URLSearchParams(form),
    });
    for (const pair of cookiesOf(answer)) {
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return { status: answer.status, to: answer.headers.get("location"), html: await answer.text() };
  }

  async step(path, form) {
    const answer = await this.ask(path, form);
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${answer.html.slice(0, 2000)}`);
  }
}

/** Fills the form up to its summary; gives what is sent last. */
async function filled(url) {
  const client = new Client(url);
  await client.step("/apply", { kind: "natural_person" });
  await client.step("/apply/contact", { name: "张建国", paper: "identity_card", paper_number: "11010519491231002X", phone: "0379-55550100", email: "a@example.com" });
  await client.step("/apply/matters", { "matter-1": "2025年资金拨付明细", act: "next" });
  await client.step("/apply/reply", { form_wanted: "electronic", reply_way: "site" });
  const { html } = await client.ask("/apply/check");
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  return `${client.cookie}\t${new URLSearchParams(hidden.filter(([name]) => name !== "back"))}`;
}

async function many(url) {
  const forms = [];
  let left = FORMS;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (left-- > 0) forms.push(await filled(url));
  }));
  return forms;
}

async function against(what, environment, bare) {
  // Commands of the program take their database from the environment.
  Object.assign(process.env, environment);
  const office = await newOffice(ORGAN);
  const site = await serve(office, { environment: { ...environment, ...LIMITS, GONGKAI_LOG__LEVEL: "warn" } });
  const folder = mkdtempSync(join(tmpdir(), "gongkai-forms-"));
  try {
    const [script, forms] = [join(folder, "send.lua"), join(folder, "forms")];
    writeFileSync(script, SEND);
    process.env.GONGKAI_FORMS = forms;
    const ours = async () => {
      writeFileSync(forms, `${(await many(site.url)).join("\n")}\n`);
      return (await wrk(site.url, { connections: CLIENTS, seconds: SECONDS, script })).perSecond;
    };
    return { what, ...(await byTurns(ours, () => bare(folder))), unit: "/s", goal: "≥ 0.5" };
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    await site.stop();
    office.forget();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function* acts() {
  console.log(`limits of this run: ${JSON.stringify(LIMITS)}; ${CLIENTS} clients, ${FORMS} forms a turn, ${RUNS} turns`);
  yield await against("requests submitted : bare SQLite", {}, async (folder) => {
    const { stdout } = await run("python3", ["-c", BARE, join(folder, `bare-${Math.random()}.db`)]);
    return Number(stdout);
  });
  const server = await postgres();
  try {
    const url = await server.database("gongkai");
    await server.database("bare");
    await server.sql("bare", "create table five (id bigserial primary key, a text, b text)");
    yield await against("requests submitted : pgbench", { GONGKAI_DATABASE__URL: url }, async (folder) => {
      const script = join(folder, "five.sql");
      writeFileSync(script, FIVE);
      const { stdout } = await run(`${server.bin}/pgbench`, [...server.at, "-n", "-M", "prepared", "-c", String(CLIENTS), "-j", "2", "-T", String(SECONDS), "-f", script, "bare"]);
      return Number(stdout.match(/tps = ([\d.]+)/)[1]);
    });
  } finally {
    await server.stop();
  }
}
