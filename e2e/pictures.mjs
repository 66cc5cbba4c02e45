// Takes the pictures of docs/pictures: the most used pages with the demonstration district and one request in the middle
// of its way, at a desk and on a phone. Looked at before they are committed. Usage, after a build: node e2e/pictures.mjs
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closeBrowser, WIDTHS } from "./support/browser.mjs";
import { Clockkeeper } from "./support/clock.mjs";
import { demonstration, root, serve } from "./support/server.mjs";
import { ALLOCATIONS, clarifies, confirmsAndAsks, consults, files, hearsTheThirdParty, ORGAN } from "./support/story.mjs";
import { Visitor } from "./support/visitor.mjs";

const folder = join(root, "docs/pictures");
mkdirSync(folder, { recursive: true });
const office = await demonstration("--until", "2026-11-24");
const server = await serve(office, { clock: "2026-11-24T10:26:00+08:00" });
const clockkeeper = new Clockkeeper(server.url, office.accounts);
const account = (role, organ) => office.accounts.find((one) => one.roles.includes(role) && (!organ || one.organ.includes(organ)));
const arrives = (name, width = WIDTHS.desktop) => Visitor.arrives(server, { width, picky: false, name });

/** A request that has come as far as the third party's answer. */
async function story() {
  const [resident, clerk, head] = [await arrives("resident"), await arrives("clerk"), await arrives("head")];
  const kept = await files(resident);
  await clerk.signsIn(account("clerk", ORGAN));
  await head.signsIn(account("head", ORGAN));
  await clockkeeper.moves("2026-11-25T09:10:00+08:00");
  const place = await confirmsAndAsks(clerk, kept.number);
  await clockkeeper.moves("2026-11-26T20:15:00+08:00");
  await clarifies(resident, kept);
  await clockkeeper.moves("2026-11-27T09:30:00+08:00");
  await consults({ clerk, head }, place);
  await clockkeeper.moves("2026-12-07T15:40:00+08:00");
  await hearsTheThirdParty({ clerk, resident }, place);
  for (const person of [resident, clerk, head]) await person.context.close();
  return { ...kept, place };
}

async function applies(visitor) {
  await visitor.opens("/o/WJ/apply");
  await visitor.chooses("个人（自然人）");
  await visitor.presses("保存并继续");
  await visitor.fills({ 姓名: "李秀英", 证件号码: "11010519491231002X", 联系电话: "0999-5555 0188" });
  await visitor.presses("保存并继续");
  await visitor.fills({ 需要的信息: `${ALLOCATIONS}，包括每笔拨付的日期、金额、收款单位` });
}

async function calculates(visitor) {
  await visitor.opens("/deadline?channel=web&on-year=2026&on-month=9&on-day=21&rows=0");
}

async function checks(visitor) {
  await visitor.opens("/check");
  await visitor.presses(/核查这个例子.*表格里/);
}

/** Takes pictures, each a name, who looks, and how they get there, on both devices. */
async function takes(pictures) {
  for (const [device, width] of [["desktop", WIDTHS.desktop], ["phone", WIDTHS.phone]]) {
    for (const [name, who, goes] of pictures) {
      const visitor = await arrives(name, width);
      try {
        if (who) await visitor.signsIn(who);
        await goes(visitor);
        if (visitor.status !== 200) throw new Error(`${name}: ${visitor.path()} answers ${visitor.status}`);
        await visitor.page.evaluate(() => document.activeElement?.blur?.());
        await visitor.page.screenshot({ path: join(folder, `${name}-${device}.png`), fullPage: true, animations: "disabled" });
      } finally {
        await visitor.context.close();
      }
    }
  }
}

try {
  const clerk = account("clerk", ORGAN);
  // As of the last day of the demonstration, before the story moves official time.
  await takes([
    ["worklist", clerk, (visitor) => visitor.opens("/desk")],
    ["inspect", account("inspector"), (visitor) => visitor.opens("/desk/inspect")],
  ]);
  const { number, code, place } = await story();
  await takes([
    ["home", undefined, (visitor) => visitor.opens("/")],
    ["apply", undefined, applies],
    ["track", undefined, async (visitor) => {
      await visitor.opens("/track");
      await visitor.fills({ 申请编号: number, 查询码: code });
      await visitor.presses("查看进度");
    }],
    ["deadline", undefined, calculates],
    ["check", undefined, checks],
    ["report", undefined, (visitor) => visitor.opens("/reports/WJ/2025")],
    ["case", clerk, (visitor) => visitor.opens(place)],
    ["enter", clerk, (visitor) => visitor.opens("/desk/enter")],
    ["annual-report", clerk, (visitor) => visitor.opens("/desk/reports/2025/requests?cell=partial.natural_person")],
  ]);
} finally {
  await closeBrowser();
  await server.stop();
  office.forget();
}
