// The smallest office, whose year has no request at all (条例第四十九条: it publishes its report all the same). From an empty
// folder, on a phone without JavaScript, in at most thirty actions: an address opened, a link followed, a form sent or a file
// fetched is one.
import assert from "node:assert/strict";
import { journey, WIDTHS } from "../support/journey.mjs";
import { downloadsSixForms, figures } from "../support/report.mjs";

const MOST = 30;
const ORGAN = "洛阳市西工区人民政府柳岸街道办事处";
const ADMINISTRATOR = { login: "guanli", name: "周敏", password: "柳岸街道公开系统的管理员2026" };
const CLERK = { login: "wang", name: "王丽敏", roles: ["经办人"], first: "柳岸街道先用这个密码登录再改掉", password: "春天河边的柳树年年都会发新芽的" };
const HEAD = { login: "li", name: "李建军", roles: ["审核人", "机构负责人"], first: "柳岸街道先用这个密码登录再改掉", password: "秋天的风吹过老城里的石板路一直" };

journey("the zero year: from an empty folder to a published report in at most 30 actions", async ({ given, t }) => {
  const site = await given.emptyOffice();
  const phone = await given.visitor(site, { name: "office", width: WIDTHS.phone, scripts: false });

  await founds(phone, site);
  await adds(phone, CLERK);
  await phone.follows("添加人员");
  await adds(phone, HEAD);
  await phone.presses("退出");

  await enters(phone, HEAD);
  await phone.unfolds("全部栏目");
  await phone.follows("机关设置");
  await settles(phone);
  await phone.presses("退出");

  await enters(phone, CLERK);
  await phone.unfolds("全部栏目");
  await phone.follows("年度报告");
  const year = lastYear();
  await phone.follows(`${year}年`);
  await phone.presses("本年没有发生");
  await phone.sees("已确认本年没有发生");
  assert.deepEqual(await failing(phone), [], "no rule finds an error");
  await phone.follows("通读全文");
  await phone.sees("本年未收到政府信息公开申请");
  await phone.doesNotSee("待填", "____", "请填写");
  await phone.presses("送审");
  await phone.sees("已送审");
  await phone.presses("退出");

  await signsIn(phone, HEAD);
  await phone.unfolds("全部栏目");
  await phone.follows("年度报告");
  await phone.follows(`${year}年`);
  await phone.presses("审核同意");
  await phone.presses("公布年度报告");
  await phone.sees(`${year}年度报告已公布`);
  assert.deepEqual(await failing(phone), [], "no rule finds an error");
  await phone.follows("公开页面");
  const report = await downloadsSixForms(phone, { title: `${ORGAN}${year}年政府信息公开工作年度报告` });

  t.diagnostic(`${phone.actions} actions`);
  assert.ok(phone.actions <= MOST, `${phone.actions} actions, at most ${MOST}`);
  const all = figures(report);
  const fee = typeof report.table2.fee === "string" ? 1 : 0; // an amount may be written as text
  assert.equal(all.length + fee, 10 + 25 * 7 + 3 * 5, "every cell of the three tables is filled in");
  assert.deepEqual(all.filter(([, figure]) => figure !== 0), [], "and is 0");
  assert.equal(Number(report.table2.fee), 0);
  assert.deepEqual((report.findings ?? []).filter((finding) => finding.severity === "error"), []);
  await phone.leaves();

  assert.match(await site.commands("verify"), /没有不符/, "gongkai verify finds nothing");
});

/**
 * What the checks on the page find. That the last day for publication has passed is the calendar's doing on most days on
 * which this test runs, and no error of the report.
 */
async function failing(phone) {
  const lines = await phone.page.locator(".gk-checks li", { hasText: "不成立" }).allInnerTexts();
  return lines.filter((line) => !/应在\s*\d{4}-01-31\s*前公布/.test(line));
}

/** The report of the year that is over. */
function lastYear() {
  return new Date(Date.now() + 8 * 3600 * 1000).getUTCFullYear() - 1;
}

async function founds(phone, site) {
  await phone.opens("/");
  await phone.sees("第一次启动");
  const [, token] = /令牌：([0-9A-Z]{4}(?: [0-9A-Z]{4}){3})/.exec(site.log());
  await phone.fills({
    令牌: token, 机关全称: ORGAN, 机关简称: "柳岸街道办事处", 机关代码: "LA", 机关类别: "街道",
    管理员用户名: ADMINISTRATOR.login, 管理员姓名: ADMINISTRATOR.name, 管理员密码: ADMINISTRATOR.password, 再输入一次密码: ADMINISTRATOR.password,
  });
  await phone.presses("建立机关和管理员");
  await phone.sees("添加人员");
}

async function adds(phone, person) {
  await phone.fills({ 姓名: person.name, 用户名: person.login, 初始密码: person.first, 再输入一次初始密码: person.first });
  await phone.chooses(...person.roles);
  await phone.presses("添加人员");
  await phone.sees(person.name);
}

async function signsIn(phone, { login, password }) {
  await phone.fills({ 用户名: login, 密码: password });
  await phone.presses("登录");
}

/** The first time: with the password given by the administrator, which is changed at once. */
async function enters(phone, person) {
  await signsIn(phone, { login: person.login, password: person.first });
  await phone.fills({ 现在的密码: person.first, 新密码: person.password, 再输入一次新密码: person.password });
  await phone.presses("修改密码");
  await phone.sees(person.name);
}

/** What letters and guide need. */
async function settles(phone) {
  await phone.fills({
    机关代字: "柳岸", 联系电话: "0379-5555 0100", 办公地址: "洛阳市西工区滨河路1号", 进度查询网址: "https://gongkai.example/track",
    行政复议机关名称: "洛阳市西工区人民政府", 行政复议机关地址: "洛阳市西工区人民路1号", 有管辖权的人民法院: "洛阳市西工区人民法院",
  });
  await phone.presses("保存设置");
  await phone.doesNotSee("还没有填");
}
