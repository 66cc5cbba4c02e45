// Public pages: requests a second with wrk at 64 connections, against nginx serving the same bytes as a static file: as they
// come from the kept pages, and read and rendered anew each time (server.page_cache_mb = 0). Neither program writes a line a
// request (nginx access_log off; ours log.level = warn).
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demonstration, serve } from "../e2e/support/server.mjs";
import { byTurns } from "./figures.mjs";
import { wrk } from "./wrk.mjs";

const SECONDS = Number(process.env.GONGKAI_BENCH_SECONDS ?? 6);
const QUIET = { GONGKAI_LOG__LEVEL: "warn" };

async function nginx(body) {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-nginx-"));
  const probe = createServer();
  const port = await new Promise((resolve) => probe.listen(0, "127.0.0.1", () => resolve(probe.address().port)));
  await new Promise((resolve) => probe.close(resolve));
  mkdirSync(join(folder, "site"));
  writeFileSync(join(folder, "site/page.html"), body);
  writeFileSync(join(folder, "nginx.conf"), `
    daemon off; pid ${folder}/pid; worker_processes auto; error_log ${folder}/error.log; user root;
    events { worker_connections 1024; }
    http { access_log off; sendfile on; types { text/html html; } client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b;
      fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e; keepalive_requests 10000000;
      server { listen 127.0.0.1:${port}; root ${folder}/site; } }`);
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}/page.html`;
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`nginx answers ${answer.status}`);
      await answer.arrayBuffer();
      break;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  return { url, stop: async () => { child.kill("SIGTERM"); await ended; rmSync(folder, { recursive: true, force: true }); } };
}

/** The latest published report that the site links to, the guide, the home page. */
async function addresses(url) {
  const list = await (await fetch(`${url}/reports`)).text();
  const report = list.match(/href="(\/reports\/[^"/]+\/\d{4})"/)?.[1];
  if (!report) throw new Error("the demonstration has no published report");
  return [["report page", report], ["guide", "/guide"], ["home", "/"]];
}

export async function* pages() {
  const office = await demonstration();
  const [kept, anew] = [await serve(office, { environment: QUIET }), await serve(office, { environment: { ...QUIET, GONGKAI_SERVER__PAGE_CACHE_MB: "0" } })];
  try {
    for (const [name, path] of await addresses(kept.url)) {
      const body = Buffer.from(await (await fetch(`${kept.url}${path}`)).arrayBuffer());
      const peer = await nginx(body);
      try {
        const theirs = async () => (await wrk(peer.url, { seconds: SECONDS })).perSecond;
        const what = `${name} (${(body.length / 1024).toFixed(1)} KB)`;
        for (const [how, site, goal] of [["kept", kept, "≥ 0.8"], ["rendered", anew, "≥ 0.3"]]) {
          const ours = async () => (await wrk(`${site.url}${path}`, { seconds: SECONDS })).perSecond;
          yield { what: `${what}, ${how} : nginx`, ...(await byTurns(ours, theirs)), unit: "/s", goal };
        }
      } finally {
        await peer.stop();
      }
    }
  } finally {
    await Promise.all([kept.stop(), anew.stop()]);
    office.forget();
  }
}
