// Acts: requests submitted over HTTP by 16 clients, against bare SQLite transactions of five rows with synchronous=FULL on
// the same disk. The forms before the last are filled in first and not counted.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demonstration, serve } from "../e2e/support/server.mjs";

const run = promisify(execFile);
const CLIENTS = 16;
const REQUESTS = 480;

const BARE = `
import os, sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.executescript("pragma journal_mode=wal; pragma synchronous=full; create table t (id integer primary key, a text, b text)")
end, done = time.monotonic() + 5, 0
start = time.monotonic()
while time.monotonic() < end:
    db.execute("begin immediate")
    for _ in range(5):
        db.execute("insert into t (a, b) values (?, ?)", ("x" * 200, os.urandom(100).hex()))
    db.execute("commit")
    done += 1
print(done / (time.monotonic() - start))
`;

async function bare() {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-bare-"));
  try {
    const { stdout } = await run("python3", ["-c", BARE, join(folder, "bare.db")]);
    return Number(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A browser without a screen: cookies, forms, nothing else.. */
class Client {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }

  async ask(path, form) {
    const answer = await fetch(new URL(path, this.url), {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), Origin: this.url, "Sec-Fetch-Site": "same-origin" },
      body: form && new URLSearchParams(form),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(";");
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return { status: answer.status, to: answer.headers.get("location"), html: await answer.text() };
  }

  /** Sends the form of a page with what it already holds and these answers. */
  async sends(path, answers, to = path) {
    const { html } = await this.ask(path);
    const hidden = Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    delete hidden.back;
    return { form: { ...hidden, ...answers }, send: (form) => this.ask(to, form) };
  }

  async step(path, answers) {
    const { form, send } = await this.sends(path, answers);
    const answer = await send(form);
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${answer.html.match(/govuk-error-summary__list">[\s\S]*?<\/ul>/)?.[0] ?? ""}`);
    return answer.to;
  }
}

async function filled(url, organ) {
  const client = new Client(url);
  await client.step(`/o/${organ}/apply`, { kind: "natural" });
  await client.step("/apply/contact", { name: "张建国", paper: "id", paper_number: "11010519491231002X", phone: "0379-55550100", email: "a@example.com" });
  await client.step("/apply/matters", { matter_1: "2025年资金拨付明细", act: "next" });
  await client.step("/apply/reply", { form_wanted: FORM, reply_way: "site" });
  return client.sends("/apply/check", {});
}

export async function* acts() {
  const office = await demonstration();
  const site = await serve(office, { environment: { GONGKAI_LIMITS__SUBMISSIONS_PER_HOUR: "100000000" } });
  try {
    const list = await (await fetch(`${site.url}/apply`)).text();
    const organ = list.match(/name="organ"[^>]*value="([^"]+)"/)[1];
    const ready = [];
    for (let at = 0; at < REQUESTS; at += 1) ready.push(await filled(site.url, organ));
    const began = performance.now();
    let next = 0;
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      while (next < ready.length) {
        const { form, send } = ready[next++];
        const answer = await send(form);
        if (answer.status !== 303) throw new Error(`a request was not taken: ${answer.status}`);
      }
    }));
    const ours = REQUESTS / ((performance.now() - began) / 1000);
    yield { what: "requests submitted against bare SQLite", ours, theirs: await bare(), goal: "0.5" };
  } finally {
    await site.stop();
    office.forget();
  }
}
