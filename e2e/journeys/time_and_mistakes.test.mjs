// Time is two things, and mistakes can be mended: a notice of holidays for 2027 moves the cases that the preview names and no
// other; a wrong day of receipt is corrected with the head's consent, and clock and cell follow; a reply that reached the
// applicant last year, recorded after that year's report was published, is listed as 公布后补记 and leads to a correction.
// Whatever happens, `gongkai verify` finds nothing.
import assert from "node:assert/strict";
import { journey, WIDTHS } from "../support/journey.mjs";
import { draftsTheReport } from "../support/story.mjs";

const UNTIL = ["--until", "2026-11-24"];
const ORGAN = "望江街道办事处";
// Made up: no such notice has been published.
const NOTICE = {
  year: 2027,
  papers: ["https://gongkai.example/2027"],
  days: [
    ...days("元旦", "2027-01-01", 3),
    { name: "春节", date: "2027-01-31", isOffDay: false },
    ...days("春节", "2027-02-05", 9),
    { name: "春节", date: "2027-02-20", isOffDay: false },
    ...days("清明节", "2027-04-03", 3),
    ...days("劳动节", "2027-05-01", 5),
    ...days("端午节", "2027-06-09", 1),
    ...days("中秋节", "2027-09-15", 1),
    ...days("国庆节", "2027-10-01", 7),
  ],
};

function days(name, first, count) {
  const start = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, at) => ({ name, date: new Date(start + at * 86_400_000).toISOString().slice(0, 10), isOffDay: true }));
}

journey("a notice of holidays, a mistake in the record, a reply recorded after publication", async ({ given }) => {
  const site = await given.demonstration({
    words: UNTIL, clock: "2026-11-24T10:26:00+08:00", environment: { GONGKAI_LIMITS__SIGN_INS_PER_MINUTE: "100" },
  });
  const clerk = await given.visitor(site, { name: "clerk" });
  const head = await given.visitor(site, { name: "head", width: WIDTHS.phone });
  const administrator = await given.visitor(site, { name: "administrator" });
  await clerk.signsIn(site.who("clerk", ORGAN));
  await head.signsIn(site.who("head", ORGAN));
  await administrator.signsIn(site.who("system_administrator"));
  const clean = async () => assert.match(await site.commands("verify"), /没有不符/);

  await site.moves("2027-01-12T09:30:00+08:00");
  const wrong = await enters(clerk, "2027-01-11");
  await takesNoticeIn({ site, administrator, clerk }, wrong);
  await clean();
  await correctsTheDayOfReceipt({ clerk, head }, wrong);
  await clean();
  await site.moves("2027-01-20T15:00:00+08:00");
  await publishes({ clerk, head });
  await site.moves("2027-02-17T10:00:00+08:00");
  await recordsLate({ clerk, head });
  await clean();
  for (const person of [clerk, head, administrator]) await person.leaves();
});

/** A request handed in at the counter, entered at the desk with the wrong day. */
async function enters(clerk, day) {
  await clerk.opens("/desk/enter");
  await clerk.chooses("当面");
  await clerk.fills({
    收到的日期: day, 申请人类型: "自然人", 姓名或者单位名称: "陈秀兰", 证件号码: "11010519491231002X", 联系电话: "0999-5555 0123",
    所需政府信息: "望江街道2026年度背街小巷整治工程结算审核报告", 要什么形式: "纸质", 怎样取得: "领取", 通信地址: "云溪市临江区望江路8号",
  });
  await clerk.presses("登记申请");
  await clerk.sees("已登记");
  const number = /WJ-2027-\d+/.exec(await clerk.reads("main"))[0];
  await clerk.follows("看这件申请");
  return { number, place: clerk.path() };
}

/** Number and limit of every open case of every organ, as its clerk sees them. */
async function limits(site) {
  const found = new Map();
  for (const account of site.accounts.filter((one) => one.roles.includes("clerk"))) {
    const cookies = await site.entersAs(account);
    for (const list of ["/desk", "/desk/in-progress"]) {
      const page = await (await fetch(site.url + list, { headers: { cookie: cookies } })).text();
      for (const [, due, number] of page.matchAll(/gk-work__due-in.*?<time(?: datetime="([^"]*)")?.*?<span class="gk-work__about"><span>([^<]*)<\/span>/gs)) found.set(number, due ?? "");
    }
  }
  return found;
}

/** The preview names the cases whose limit moves; adopting moves these and no other. */
async function takesNoticeIn({ site, administrator, clerk }, wrong) {
  const before = await limits(site);
  await administrator.opens("/desk/calendar");
  await administrator.sees("2027年", "暂算");
  await administrator.page.getByLabel("放假安排文件").setInputFiles([{ name: "2027.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(NOTICE)) }]);
  await administrator.presses("看哪些期限会变");
  await administrator.sees("启用前请看", "春节：2月5日至13日，9 天");
  const previewed = await administrator.page.locator("#moved tbody th").allInnerTexts();
  assert.ok(previewed.includes(wrong.number), `the preview names ${wrong.number}: ${previewed}`);
  assert.deepEqual(await limits(site), before, "a preview changes nothing");
  await administrator.presses("启用2027年放假安排");
  await administrator.sees("2027年的放假安排已经启用");
  const after = await limits(site);
  const moved = [...after].filter(([number, due]) => before.get(number) !== due).map(([number]) => number);
  assert.deepEqual(moved.sort(), previewed.sort(), "the preview equals the cases changed");
  assert.equal(after.size, before.size);
  await clerk.opens(wrong.place);
  await clerk.sees("放假安排更新，期限重新计算", "2027年2月15日（星期一）");
}

/** It was handed in on the last day of 2026: limit, and year in which it counts, follow the correction. */
async function correctsTheDayOfReceipt({ clerk, head }, { number, place }) {
  const received = async () => {
    await clerk.opens("/desk/reports/2026/requests");
    await clerk.follows(/本年新收.*自然人/);
    const figure = Number(await clerk.page.locator("td a[aria-current=true]").innerText());
    const cases = await clerk.page.locator("#cases li").allInnerTexts();
    assert.equal(cases.length, figure);
    return { figure, listed: cases.some((line) => line.includes(number)) };
  };
  const before = await received();
  assert.equal(before.listed, false);
  await clerk.opens(place);
  await clerk.sees("2027年度：一、本年新收");
  await clerk.unfolds("其他办理");
  await clerk.follows("提请更正登记");
  await clerk.chooses("收到日期");
  await clerk.fills({ 正确的日期: "2026-12-31" });
  await clerk.presses("提请更正登记");
  assert.equal(clerk.status, 422, "a correction has its reason");
  await clerk.fills({ 更正的理由: "窗口收件登记簿写的是12月31日，录入时写成了次年首个工作日" });
  await clerk.presses("提请更正登记");
  await clerk.sees("已提请机构负责人同意");
  await head.opens(place);
  await head.follows("看一看再决定");
  await head.sees("收到日期应为2026年12月31日", "窗口收件登记簿写的是12月31日");
  await head.presses("同意更正");
  await head.sees("已决定", "2026年12月31日", "2027年1月29日");
  await clerk.opens(place);
  await clerk.sees("2026年度：一、本年新收", "更正登记：收到日期应为2026年12月31日", "登记，收到日期确定");
  assert.deepEqual(await received(), { figure: before.figure + 1, listed: true }, "the cell of the report follows");
}

async function publishes({ clerk, head }) {
  await draftsTheReport(clerk, 2026);
  await clerk.presses("送审");
  await sendsOut(head);
}

async function sendsOut(head) {
  await head.opens("/desk/reports/2026");
  await head.presses("审核同意");
  await head.presses("公布年度报告");
  await head.sees("2026年度报告已公布");
}

/** The reply was posted in November, and the record of it forgotten until after publication. */
async function recordsLate({ clerk, head }) {
  await clerk.opens("/desk");
  const late = await clerk.page.locator("tr", { hasText: "送达答复" }).first().locator(".gk-work__title a").getAttribute("href");
  await clerk.opens(late);
  const number = /WJ-2026-\d+/.exec(await clerk.reads("main"))[0];
  await clerk.follows("登记送达");
  await clerk.chooses("邮寄");
  await clerk.fills({ 送达的日期: "2026-11-25", 邮件号码: "EX123456789CN" });
  await clerk.presses("登记送达");
  await clerk.sees("已登记送达");

  await clerk.opens("/desk/reports/2026");
  await clerk.sees("公布后补记", number, "2026年11月25日");
  const carriedOut = await figure(clerk, 2026, /结转下年度继续办理.*自然人/);
  const carriedIn = await figure(clerk, 2027, /上年结转.*自然人/);
  assert.equal(carriedIn, carriedOut, "what one year carries out the next carries in");

  // The correction is a version of its own; next year's carry-over follows the version then in force.
  await clerk.opens("/desk/reports/2026");
  await clerk.unfolds("起草更正版");
  await clerk.fills({ 更正的原因: `${number} 的答复已于2026年11月25日交邮，公布前漏登` });
  await clerk.presses("起草更正版");
  // The text of the version before still tells the old figures: the checks say so, and the new text is offered.
  await clerk.sees("改正 3 处错误", "正文称办结（答复）");
  await clerk.doesNotSee("送审以后由另一个人审核");
  await clerk.follows("修改文字");
  await takesTheOfferedText(clerk, "text.overview.requests");
  await clerk.presses("保存文字");
  await clerk.presses("送审");
  await sendsOut(head);
  assert.equal(await figure(clerk, 2026, /结转下年度继续办理.*自然人/), carriedOut - 1);
  assert.equal(await figure(clerk, 2027, /上年结转.*自然人/), carriedIn - 1);
  await clerk.opens("/reports/WJ/2026");
  await clerk.sees("更正说明", "漏登", "更正前的版本");
}

/** What is offered for the figures as they now stand goes into the field above it. */
async function takesTheOfferedText(clerk, name) {
  const offered = await clerk.page.locator(`[name="${name}"]`).evaluate((field) => {
    let below = field.closest(".govuk-form-group").nextElementSibling;
    while (below.tagName !== "DETAILS") below = below.nextElementSibling;
    return below.querySelector(".gk-rows__pre").textContent;
  });
  await clerk.page.locator(`[name="${name}"]`).fill(offered);
}

async function figure(clerk, year, name) {
  await clerk.opens(`/desk/reports/${year}/requests`);
  return Number(await clerk.page.getByRole("link", { name }).first().innerText());
}
