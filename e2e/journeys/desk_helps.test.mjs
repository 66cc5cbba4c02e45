// What scripts add at the desk, and that nothing depends on them: filters without a new page, keys, the warning before the
// session ends.
import assert from "node:assert/strict";
import { journey, WIDTHS } from "../support/journey.mjs";

const CLOCK = "2026-11-24T10:26:00+08:00";

async function atTheDesk(given, about = {}) {
  const site = await given.demonstration({ clock: CLOCK, words: ["--until", "2026-11-24"] });
  const { login, password } = site.who("clerk", "望江");
  const clerk = await given.visitor(site, { name: "clerk", width: WIDTHS.desktop, ...about });
  await clerk.opens("/desk/sign-in");
  await clerk.fills({ 用户名: login, 密码: password });
  await clerk.presses("登录");
  return clerk;
}

journey("filters change the list in place, the address follows, and going back works", async ({ given }) => {
  const clerk = await atTheDesk(given);
  const { page } = clerk;
  await clerk.opens("/desk/requests");
  await page.evaluate(() => { window.stayed = true; });
  await page.getByLabel("期限").selectOption({ index: 1 });
  await page.getByRole("button", { name: "筛选" }).click();
  await page.waitForURL(/due=/);
  await page.getByRole("link", { name: "清除筛选" }).waitFor();
  assert.equal(await page.evaluate(() => window.stayed), true, "the page itself was not loaded again");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus goes to the heading");
  const narrowed = page.url();
  await page.reload();
  assert.equal(page.url(), narrowed, "the address opens the same list");
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes("due="));
  await clerk.leaves();
});

journey("the same filters work without scripts", async ({ given }) => {
  const clerk = await atTheDesk(given, { scripts: false });
  const { page } = clerk;
  await clerk.opens("/desk/requests");
  await page.getByLabel("期限").selectOption({ index: 1 });
  await page.getByRole("button", { name: "筛选" }).click();
  assert.match(page.url(), /due=/);
  await clerk.leaves();
});

journey("keys walk the list and can be switched off", async ({ given }) => {
  const clerk = await atTheDesk(given);
  const { page } = clerk;
  await clerk.opens("/desk/requests");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.name ?? "");
  await page.keyboard.press("j");
  const first = await focused();
  assert.match(first, /^\/desk\/requests\//);
  await page.keyboard.press("j");
  assert.notEqual(await focused(), first);
  await page.keyboard.press("k");
  assert.equal(await focused(), first);
  await page.keyboard.press("/");
  assert.equal(await focused(), "q");
  await page.keyboard.type("j?");
  assert.equal(await page.locator("input[name=q]").inputValue(), "j?", "keys are plain letters while somebody writes");
  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.waitForURL(/\/desk\/me\/keys$/);
  await clerk.sees("快捷键", "打开选中的那一件");
  await page.getByRole("button", { name: "关掉快捷键" }).click();
  await clerk.sees("快捷键已关掉");
  await clerk.opens("/desk/requests");
  await page.keyboard.press("j");
  assert.equal(await focused(), "", "switched off");
  await clerk.leaves();
});

journey("two minutes before the session ends the page says so, and one button goes on", async ({ given }) => {
  const clerk = await atTheDesk(given);
  const { page } = clerk;
  await page.clock.install();
  await clerk.opens("/desk/enter");
  await page.getByLabel("姓名或者单位名称").fill("张三");
  await page.clock.runFor(27 * 60_000);
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.clock.runFor(61_000);
  await page.getByRole("alert").getByText("再过 2 分钟").waitFor();
  await page.getByRole("button", { name: "继续办理" }).click();
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("姓名或者单位名称").inputValue(), "张三", "nothing typed is lost");
  await page.clock.runFor(28 * 60_000 + 1_000);
  await page.getByRole("alert").getByText("再过 2 分钟").waitFor();
  await page.clock.runFor(2 * 60_000);
  await page.getByRole("alert").getByText("已自动退出").waitFor();
  await clerk.leaves();
});
