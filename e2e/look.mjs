// Takes pictures of the gallery of parts, to be looked at: node e2e/look.mjs GALLERY_DIR OUTPUT_DIR [page…]
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { axeFindings, sidewaysScroll, smallTargets } from "./support/accessibility.mjs";
import { browser, closeBrowser, WIDTHS } from "./support/browser.mjs";
import { serveDirectory } from "./support/static.mjs";

const [gallery, output, ...only] = process.argv.slice(2);
mkdirSync(output, { recursive: true });
const site = await serveDirectory(gallery);
const chrome = await browser();
for (const file of readdirSync(gallery).filter((name) => name.endsWith(".html"))) {
  const name = file.replace(".html", "");
  if (only.length && !only.includes(name)) continue;
  for (const width of Object.values(WIDTHS)) {
    const context = await chrome.newContext({ viewport: { width, height: 900 }, locale: "zh-CN" });
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && console.log(`${name} ${width} console: ${message.text()}`));
    await page.goto(`${site.url}/${file}`);
    const sideways = await sidewaysScroll(page);
    if (sideways) console.log(`${name} ${width}: sideways ${sideways} px`);
    for (const line of await axeFindings(page)) console.log(`${name} ${width} axe: ${line}`);
    const least = width < 760 || !["worklist", "case", "report", "board", "sign-in"].includes(name) ? 44 : 24;
    const small = await smallTargets(page, least);
    if (small.length) console.log(`${name} ${width} smaller than ${least}: ${small.join("; ")}`);
    await page.screenshot({ path: join(output, `${name}-${width}.png`), fullPage: true });
    await context.close();
  }
}
await closeBrowser();
await site.close();
