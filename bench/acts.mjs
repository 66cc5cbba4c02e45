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
const REQUESTS = Number(process.env.GONGKAI_BENCH_REQUESTS ?? 480);

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

/** A browser without a screen: cookies, forms, nothing else; each from an address of its own. */
class Client {
  constructor(url, number) {
    this.url = url;
    this.address = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    this.cookies = new Map();
  }

  async ask(path, form) {
    const answer = await fetch(new URL(path, this.url), {
      method: form ? "POST" : "GET",
      redirect: "manual",
      headers: { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), Origin: this.url, "X-Forwarded-For": this.address, "Sec-Fetch-Site": "same-origin" },
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

async function filled(url, organ, number) {
  const client = new Client(url, number);
  await client.step(`/o/${organ}/apply`, { kind: "natural_person" });
  await client.step("/apply/contact", { name: "张建国", paper: "identity_card", paper_number: "11010519491231002X", phone: "0379-55550100", email: "a@example.com" });
  await client.step("/apply/matters", { "matter-1": "2025年资金拨付明细", act: "next" });
  await client.step("/apply/reply", { form_wanted: "electronic", reply_way: "site" });
  return client.sends("/apply/check", {});
}

export async function* acts() {
  const office = await demonstration();
  const site = await serve(office, { environment: { GONGKAI_SERVER__TRUSTED_PROXIES: "127.0.0.1" } });
  try {
    const list = await (await fetch(`${site.url}/apply`)).text();
    const organ = list.match(/name="organ"[^>]*value="([^"]+)"/)[1];
    const ready = [];
    for (let at = 0; at < REQUESTS; at += 1) ready.push(await filled(site.url, organ, at + 1));
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
