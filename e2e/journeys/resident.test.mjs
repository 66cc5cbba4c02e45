// A resident files a request: one step a page, mistakes named beside the field, nothing lost, a receipt, and progress by
// number and query code. At a desk and on a phone, with scripts and without, and in the elders' version.
import assert from "node:assert/strict";
import { EYES, journey, WIDTHS } from "../support/journey.mjs";

const CLOCK = "2026-11-24T10:26:00+08:00";
const UNTIL = ["--until", "2026-11-24"];

async function filesARequest(resident) {
  await resident.opens("/apply");
  await resident.chooses("街道办事处");
  await resident.presses("填写申请");
  await resident.chooses("个人（自然人）");
  await resident.presses("保存并继续");

  await resident.sees("第 2 步");
  await resident.fills({ 姓名: "张建国", 证件号码: "41030319580314201" });
  await resident.presses("保存并继续");
  assert.equal(resident.status, 422);
  assert.deepEqual(await resident.mistakes(), ["身份证号码少 1 位：应为 18 位，您填了 17 位", "请填写联系电话，座机或手机都可以"]);
  assert.equal(await resident.page.getByLabel("姓名").inputValue(), "张建国", "what was typed is still there");

  await resident.fills({ 证件号码: "11010519491231002X", 联系电话: "0379-5555 0100", 电子邮箱: "zhang@example.com" });
  await resident.presses("保存并继续");
  await resident.sees("第 3 步");
  await resident.fills({ 需要的信息: "唐宫西路12号院老旧小区改造项目2025年资金拨付明细，包括每笔拨付的日期、金额、收款单位" });
  await resident.presses("保存并继续");
  await resident.sees("第 4 步");
  await resident.chooses("电子文档", "在本网站查看");
  await resident.presses("保存并继续");

  await resident.sees("核对并提交", "张建国", "唐宫西路12号院");
  await resident.presses("提交申请");
  await resident.sees("申请已提交");
  const [number, code] = await resident.page.locator(".gk-confirm .gk-code").allInnerTexts();
  assert.match(code, /^[0-9A-Z]{4} ?[0-9A-Z]{4}/, "a query code that can be read out");
  return { number, code };
}

for (const eyes of EYES) {
  journey(`a resident files a request and follows it (${eyes.width} px, scripts ${eyes.scripts ? "on" : "off"})`, async ({ given }) => {
    const site = await given.demonstration({ words: UNTIL, clock: CLOCK });
    const resident = await given.visitor(site, { name: "resident", ...eyes });
    const { number, code } = await filesARequest(resident);

    // Somebody with the number and a wrong code sees nothing; with both, on another device, the case.
    const elsewhere = await given.visitor(site, { name: "resident elsewhere", ...eyes });
    await elsewhere.opens("/track");
    await elsewhere.fills({ 申请编号: number, 查询码: "AAAA AAAA" });
    await elsewhere.presses("查");
    assert.equal(elsewhere.status, 422);
    await elsewhere.doesNotSee("张建国");
    await elsewhere.fills({ 申请编号: number, 查询码: code });
    await elsewhere.presses("查");
    assert.equal(elsewhere.path(), "/track/case");
    await elsewhere.sees("办理进度", number);
    await elsewhere.doesNotSee("11010519491231002X");
    await resident.leaves();
    await elsewhere.leaves();
  });
}

journey("pages of the public site hold in both versions, stay in budget, and are reached by keyboard", async ({ given }) => {
  const site = await given.demonstration({ words: UNTIL, clock: CLOCK });
  for (const width of [WIDTHS.desktop, WIDTHS.phone]) {
    const resident = await given.visitor(site, { name: "resident", width });
    for (const path of ["/", "/guide", "/apply", "/track", "/deadline", "/reports", "/privacy", "/accessibility"]) {
      await resident.opens(path);
      assert.equal(resident.status, 200, path);
      await resident.staysInBudget();
    }
    await resident.opens("/");
    await resident.presses("长者大字版");
    assert.equal(Math.round(await resident.page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))), 24, "the elders' version sets body text in 24 px");
    await resident.opens("/apply");
    await resident.opens("/track");
    await resident.leaves();
  }
  const keyboard = await given.visitor(site, { name: "keyboard" });
  await keyboard.opens("/apply");
  await keyboard.tabsTo("填写申请");
  await keyboard.opens("/nowhere");
  assert.equal(keyboard.status, 404);
  await keyboard.sees("没有找到这一页");
});
