// Serves a directory on a free loopback port with the policy of the product: for the gallery of parts.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { POLICY, TRUSTED_TYPES } from "./policy.mjs";

const MEDIA = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml" };

export async function serveDirectory(directory) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    try {
      const body = await readFile(join(directory, path));
      response.writeHead(200, { "Content-Type": MEDIA[extname(path)] ?? "application/octet-stream", "Content-Security-Policy": `${POLICY}; ${TRUSTED_TYPES}` });
      response.end(body);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" });
      response.end("没有这一页");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
