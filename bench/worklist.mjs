// The desk with 100,000 cases of one organ, a tenth of them open: latency of its lists as their clerk sees them, statements
// a page (the same as with six cases; a test asserts it), and what counting the year's report takes.
import { readFileSync } from "node:fs";
import { cookiesOf } from "../e2e/support/cookies.mjs";
import { demonstration, serve } from "../e2e/support/server.mjs";
import { RUNS, spread } from "./figures.mjs";
import { inside } from "./inside.mjs";
import { wrk } from "./wrk.mjs";

const CASES = Number(process.env.GONGKAI_BENCH_CASES ?? 100_000);
const LISTS = [["待办", "/desk"], ["依申请公开", "/desk/requests"], ["已办", "/desk/done"], ["已办, page 1000", "/desk/done?page=1000"], ["search by words", "/desk/requests?q=%E6%8E%92%E6%B0%B4"], ["search by phone", "/desk/requests?q=13900001234"]];

/** Signs in as a person would; gives the cookies. */
async function signedIn(url, { login, password }) {
  const page = await fetch(`${url}/desk/sign-in`, { redirect: "manual" });
  const html = await page.text();
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const body = new URLSearchParams([...hidden, ["login", login], ["password", password]]);
  const answer = await fetch(`${url}/desk/sign-in`, { method: "POST", body, redirect: "manual", headers: { "Sec-Fetch-Site": "same-origin" } });
  if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
  return cookiesOf(answer).join("; ");
}

const memory = (pid, field) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${field}:\\s+(\\d+)`))[1]) / 1024;

export async function* worklist() {
  const office = await demonstration();
  const clerk = office.accounts.find(({ roles }) => roles.some((role) => role === "clerk" || role === "经办人"));
  const { seconds } = await inside("fill", office.data, clerk.organ, CASES);
  yield { what: `import of ${CASES} cases by register`, ours: CASES / seconds, unit: "cases/s" };
  const site = await serve(office, { environment: { GONGKAI_LOG__LEVEL: "warn" } });
  try {
    const cookie = await signedIn(site.url, clerk);
    const statements = await inside("statements", office.data, cookie, ...LISTS.map(([, path]) => path));
    for (const [name, path] of LISTS) {
      const runs = [];
      for (let at = 0; at < RUNS; at += 1) runs.push(await wrk(`${site.url}${path}`, { connections: 2, seconds: 3, headers: [`Cookie: ${cookie}`] }));
      yield { what: `list ${name}, ${statements[path]} statements, p50`, ours: spread(runs.map(({ p50 }) => p50)), unit: "ms" };
      yield { what: `list ${name}, p99`, ours: spread(runs.map(({ p99 }) => p99)), unit: "ms" };
    }
    const before = memory(site.pid, "VmHWM");
    const began = performance.now();
    const year = new Date().getFullYear() - 1;
    const answer = await fetch(`${site.url}/desk/reports/${year}`, { headers: { Cookie: cookie } });
    await answer.text();
    if (!answer.ok) throw new Error(`the report answered ${answer.status}`);
    yield { what: "the page of a report, counted anew", ours: (performance.now() - began) / 1000, unit: "s" };
    yield { what: "peak memory of the server by it", ours: memory(site.pid, "VmHWM") - before, unit: "MB more" };
  } finally {
    await site.stop();
    office.forget();
  }
}
