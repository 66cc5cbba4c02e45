// Takes the pictures of docs/pictures: the most used pages with the demonstration district, at a desk and on a phone. Looked
// at before they are committed. Usage, after a build: node e2e/pictures.mjs
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, WIDTHS } from "./support/browser.mjs";
import { demonstration, root, serve } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const folder = join(root, "docs/pictures");
mkdirSync(folder, { recursive: true });
const office = await demonstration("--until", "2026-11-24");
const site = await serve(office, { clock: "2026-11-24T10:26:00+08:00" });
const account = (role, organ) => office.accounts.find((one) => one.roles.includes(role) && (!organ || one.organ.includes(organ)));
const first = (visitor, selector) => visitor.page.locator(selector).first().getAttribute("href", { timeout: 2000 }).catch(() => undefined);

const clerk = account("clerk", "望江街道") ?? account("clerk");
const PICTURES = [
  ["home", undefined, () => "/"],
  ["apply", undefined, () => "/apply"],
  ["track", undefined, () => "/track"],
  ["deadline", undefined, () => "/deadline"],
  ["reports", undefined, () => "/reports"],
  ["worklist", clerk, () => "/desk"],
  ["case", clerk, async (visitor) => { await visitor.opens("/desk"); return first(visitor, ".gk-work__title a"); }],
  ["enter", clerk, () => "/desk/enter"],
  ["annual-report", clerk, () => "/desk/reports"],
  ["inspect", account("inspector"), () => "/desk/inspect"],
];

for (const [device, width] of [["desktop", WIDTHS.desktop], ["phone", WIDTHS.phone]]) {
  for (const [name, who, where] of PICTURES) {
    const visitor = await Visitor.arrives(site, { width, picky: false, name });
    try {
      if (who) await visitor.signsIn(who);
      const path = await where(visitor);
      if (!path) continue;
      await visitor.opens(path);
      if (visitor.status !== 200) {
        console.error(`${name}: ${path} answers ${visitor.status}`);
        continue;
      }
      await visitor.page.screenshot({ path: join(folder, `${name}-${device}.png`), fullPage: true });
    } finally {
      await visitor.context.close();
    }
  }
}
await closeBrowser();
await site.stop();
office.forget();
