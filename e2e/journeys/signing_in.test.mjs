// An office is made, its administrator signs in: at a desk and on a phone, with scripts and without.
import assert from "node:assert/strict";
import { EYES, journey } from "../support/journey.mjs";

const OFFICE = { organ: "青石区柳岸街道办事处", level: "subdistrict", code: "LA", login: "admin", password: "柳岸-Gongkai-2026-办公" };
const CLOCK = "2026-11-24T10:26:00+08:00";

for (const eyes of EYES) {
  const how = `${eyes.width} px, scripts ${eyes.scripts ? "on" : "off"}`;

  journey(`an administrator signs in, is told about a mistake, and signs out (${how})`, async ({ given }) => {
    const site = await given.newOffice(OFFICE, { clock: CLOCK });
    const administrator = await given.visitor(site, { name: "administrator", ...eyes });

    await administrator.opens("/desk");
    assert.equal(administrator.path(), "/desk/sign-in");
    await administrator.fills({ 用户名: OFFICE.login, 密码: "不是这个密码" });
    await administrator.presses("登录");
    assert.equal(administrator.status, 422);
    assert.deepEqual(await administrator.mistakes(), ["用户名或密码不对"]);
    assert.match(await administrator.page.title(), /^错误：/);
    assert.equal(await administrator.page.getByLabel("用户名").inputValue(), OFFICE.login, "what was typed is still there");
    assert.equal(await administrator.page.getByLabel("密码").inputValue(), "", "but for the password");

    await administrator.fills({ 密码: OFFICE.password });
    await administrator.presses("登录");
    assert.equal(administrator.status, 200);
    assert.ok(administrator.path().startsWith("/desk"));
    await administrator.sees("admin", "演示环境", "2026年11月24日");

    await administrator.presses("退出");
    await administrator.opens("/desk");
    assert.equal(administrator.path(), "/desk/sign-in", "the session has ended");
    await administrator.leaves();
  });

  journey(`an empty program shows the first-run page (${how})`, async ({ given }) => {
    const site = await given.emptyOffice();
    const person = await given.visitor(site, eyes);
    await person.opens("/");
    await person.sees("第一次启动");
    await person.leaves();
  });
}

journey("the sign-in page is walked by keyboard alone and stays small", async ({ given }) => {
  const site = await given.newOffice(OFFICE, { clock: CLOCK });
  const person = await given.visitor(site, { name: "keyboard" });
  await person.opens("/desk/sign-in");
  await person.staysInBudget();
  const stops = await person.tabsTo("登录");
  assert.deepEqual(stops.slice(0, 1), ["跳到正文"], "the first stop leads past the frame");
  assert.deepEqual(stops.slice(-3), ["用户名", "密码", "登录"]);
  await person.leaves();
});
