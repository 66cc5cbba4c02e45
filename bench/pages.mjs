// Public pages: requests per second with wrk at 64 connections, against nginx serving the same bytes as a static file.
import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demonstration, serve } from "../e2e/support/server.mjs";

const run = promisify(execFile);
const SECONDS = 10;

async function perSecond(url) {
  await run("wrk", ["-t2", "-c64", "-d2s", url]);
  const { stdout } = await run("wrk", ["-t2", "-c64", `-d${SECONDS}s`, url]);
  const bad = stdout.match(/Non-2xx or 3xx responses: (\d+)/);
  if (bad) throw new Error(`${url} answered ${bad[1]} times with an error: a limit is in the way`);
  return Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

async function nginx(body) {
  const folder = mkdtempSync(join(tmpdir(), "gongkai-nginx-"));
  const probe = createServer();
  const port = await new Promise((resolve) => probe.listen(0, "127.0.0.1", () => resolve(probe.address().port)));
  await new Promise((resolve) => probe.close(resolve));
  mkdirSync(join(folder, "site"));
  writeFileSync(join(folder, "site/page.html"), body);
  writeFileSync(join(folder, "nginx.conf"), `
    daemon off; pid ${folder}/pid; worker_processes auto; error_log ${folder}/error.log;
    events { worker_connections 1024; }
    http { access_log off; sendfile on; types { text/html html; } client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b;
      fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
      server { listen 127.0.0.1:${port}; root ${folder}/site; } }`);
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = `http://127.0.0.1:${port}/page.html`;
  for (let tries = 0; ; tries += 1) {
    try {
      await (await fetch(url)).arrayBuffer();
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
  return [["report page", report], ["guide", "/guide"], ["home", "/"]].filter(([, path]) => path);
}

export async function* pages() {
  const office = await demonstration();
  const site = await serve(office);
  try {
    for (const [name, path] of await addresses(site.url)) {
      const answer = await fetch(`${site.url}${path}`);
      if (!answer.ok) continue;
      const peer = await nginx(Buffer.from(await answer.arrayBuffer()));
      try {
        yield { what: `${name} against nginx`, ours: await perSecond(`${site.url}${path}`), theirs: await perSecond(peer.url), goal: "0.3–0.8" };
      } finally {
        await peer.stop();
      }
    }
  } finally {
    await site.stop();
    office.forget();
  }
}
