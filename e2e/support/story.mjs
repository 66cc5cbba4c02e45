// What happens to one request, as its people do it: told by the journey from the form to a cell of the report, and shown by
// the pictures of the documents.
import assert from "node:assert/strict";
import { pdf } from "./papers.mjs";

export const ORGAN = "望江街道办事处";
export const ALLOCATIONS = "唐宫西路12号院老旧小区改造项目2025年资金拨付明细";
export const BID = "同一项目施工单位的投标报价明细表";
export const BUILDER = "云溪市宏远建筑工程有限公司";

/** Two matters in one request, through the public form. */
export async function files(resident) {
  await resident.opens("/");
  await resident.follows("申请公开");
  await resident.chooses(ORGAN);
  await resident.presses("填写申请");
  await resident.chooses("个人（自然人）");
  await resident.presses("保存并继续");
  await resident.fills({ 姓名: "张建国", 证件号码: "11010519491231002X", 联系电话: "0379-5555 0100" });
  await resident.presses("保存并继续");
  await resident.fills({ 需要的信息: ALLOCATIONS });
  await resident.presses("再加一项");
  await resident.fills({ "第 2 项": BID });
  await resident.presses("保存并继续");
  await resident.chooses("电子文档", "在本网站查看");
  await resident.presses("保存并继续");
  await resident.sees("核对并提交", ALLOCATIONS, BID);
  await resident.presses("提交申请");
  await resident.sees("申请已提交");
  const [number, code] = await resident.page.locator(".gk-confirm .gk-code").allInnerTexts();
  return { number: number.trim(), code: code.trim() };
}

/** Finds the case by its number, confirms receipt with the applicant, and asks what is not clear. */
export async function confirmsAndAsks(clerk, number) {
  await clerk.fills({ 查找: number });
  await clerk.presses("查找");
  const place = clerk.path();
  await clerk.sees(number, "下一步：确认收到");
  await clerk.follows("确认收到");
  await clerk.fills({ 核对的情况: "本人提出，内容和联系方式无误" });
  assert.equal(await clerk.page.locator("main").getByLabel("标题").inputValue(), ALLOCATIONS, "a title is proposed from the text");
  await clerk.presses("确认收到");
  await clerk.sees("已确认收到，答复期限开始计算");
  await clerk.follows("发出补正告知书");
  await clerk.presses("发出补正告知书");
  assert.equal(clerk.status, 422, "a notice that says nothing is not sent");
  await clerk.fills({
    不明确之处: "要整个项目的拨付明细，还是只要2025年拨给施工单位的部分",
    需要补充的内容: "写明要哪一年、拨给谁的明细",
  });
  await clerk.presses("发出补正告知书");
  await clerk.sees("补正告知书已发出", "等申请人补正");
  return place;
}

/** On the public progress page, with number and query code, on another day. */
export async function clarifies(resident, { number, code }) {
  await resident.opens("/track");
  await resident.fills({ 申请编号: number, 查询码: code });
  await resident.presses("查看进度");
  await resident.sees("办理进度", number);
  await resident.follows("补充材料");
  await resident.sees("要整个项目的拨付明细");
  await resident.fills({ 您的补充: "只要2025年拨给施工单位的，每笔的日期、金额、收款单位" });
  await resident.presses("提交补充");
  await resident.sees("最晚", "12月24日");
}

export async function consults({ clerk, head }, place) {
  await clerk.opens(place);
  await clerk.sees("只要2025年拨给施工单位的");
  await clerk.follows("提请征求意见");
  await clerk.fills({
    "对方的姓名或者全称": BUILDER,
    寄送地址: "云溪市临江区滨河路66号",
    所涉政府信息: "唐宫西路12号院老旧小区改造项目施工投标文件",
    涉及的内容: "投标报价明细表的单价和取费标准",
  });
  await clerk.chooses("商业秘密");
  await clerk.presses("提请征求意见");
  await clerk.sees("已提请机构负责人同意");
  await consents(head, place, "征求第三方意见");
  await head.sees("等对方的意见");
}

/** The head finds what waits, and consents. */
export async function consents(head, place, what) {
  await head.opens("/desk/to-sign");
  await head.follows(/唐宫西路12号院/);
  assert.equal(head.path(), place);
  await head.sees(what);
  await head.follows("看一看再决定");
  await head.sees("请您决定", what);
  await head.doesNotSee("trade_secret");
  await head.presses("同意并发出");
  await head.sees("已决定");
}

export async function hearsTheThirdParty({ clerk, resident }, place) {
  await clerk.opens(place);
  await clerk.follows("登记对方收到");
  await clerk.chooses(BUILDER);
  await clerk.fills({ 对方收到的日期: "2026-11-30" });
  await clerk.presses("登记对方收到");
  await clerk.follows("登记意见");
  await clerk.chooses(BUILDER, "不同意公开");
  await clerk.fills({ 理由和说明: "报价明细是本公司的商业秘密，公开会让竞争者知道成本构成" });
  await clerk.presses("登记意见");
  await clerk.sees("已登记对方意见");
  await resident.opens("/track/case");
  await resident.doesNotSee(BUILDER);
}

export async function extendsTheLimit({ clerk, head, resident }, place) {
  await clerk.opens(place);
  await clerk.follows("提请延长期限");
  await clerk.fills({ 延期的理由: "需要核对的拨付凭证较多，分散在三个科室", 延长的工作日数: "15" });
  await clerk.presses("提请延长期限");
  await consents(head, place, "延长");
  await resident.opens("/track/case");
  await resident.sees("延长");
}

export async function decides({ clerk, head }, place) {
  await clerk.opens(place);
  await clerk.follows("拟定答复");
  await clerk.fills({ "第 1 项怎样处理": "予以公开告知书", "第 2 项怎样处理": "保护第三方合法权益" });
  await clerk.presses("继续填写答复");
  const first = { within: "第 1 项" };
  const second = { within: "第 2 项" };
  await clerk.fills({ 这一项的简称: "资金拨付明细", 提供的文件: "《唐宫西路12号院老旧小区改造项目2025年资金拨付明细表》", 提供的形式: "电子文档", 份数: "1", 页数: "1" }, first);
  await clerk.chooses("随本告知书提供", first);
  await clerk.fills({ 这一项的简称: "投标报价明细", 所涉政府信息: "施工投标文件中的投标报价明细表", 收到意见的日期: "2026-12-04", 公开会造成的损害: "属于商业秘密" }, second);
  await clerk.chooses("商业秘密", "不同意公开", second);
  await clerk.presses("送审");
  assert.equal(clerk.status, 422, "a bare ground is no reason");
  assert.equal(await clerk.page.getByLabel("份数").inputValue(), "1", "what was typed is still there");
  const harm = "使竞争者知道该公司的成本构成和取费标准，损害其今后投标的竞争地位";
  await clerk.fills({ 公开会造成的损害: harm, 对公共利益的权衡: "拨付给该公司的每一笔款项都已公开，不公开报价构成不影响公众监督" }, second);
  await clerk.page.getByLabel("提供给申请人的文件").setInputFiles([pdf("资金拨付明细表.pdf", "Allocations of 2025")]);
  await clerk.presses("送审");
  await clerk.sees("已送审");

  // Whoever drafted it may not review it; the reviewer sees letter, request and articles, and returns it once.
  await head.opens(place);
  await head.follows("审核");
  await head.sees(ALLOCATIONS, BID, harm, "第十五条", "资金拨付明细表.pdf", "部分公开");
  await head.presses("退回修改");
  assert.equal(head.status, 422, "a return needs its words");
  await head.fills({ 退回的意见: "请写明资金拨付明细表的页数，并说明遮盖了哪些内容" });
  await head.presses("退回修改");

  await clerk.opens(place);
  await clerk.follows("拟定答复");
  await clerk.sees("请写明资金拨付明细表的页数");
  await clerk.fills({ 页数: "2" }, first);
  await clerk.presses("送审");
  await clerk.sees("已送审");
  await head.opens(place);
  await head.follows("审核");
  await head.sees("与上次送审相比", "资金拨付明细表.pdf");
  await head.presses("审核通过");
  await head.sees("审核通过，等签发", "下一步：签发");
  await head.follows("签发");
  await head.presses("签发");
  await head.sees("已签发，文书已经定稿编号");
}

export async function delivers({ clerk, head }, place) {
  await clerk.opens(place);
  // The builder objected, and its opinion was followed: it is told before the reply goes out.
  await clerk.sees("下一步：告知第三方");
  await clerk.follows("告知第三方");
  await clerk.sees("采纳意见，不公开");
  await clerk.presses("提请告知第三方");
  await consents(head, place, "告知第三方");
  await clerk.opens(place);
  await clerk.sees("下一步：送达");
  await clerk.follows("登记送达");
  await clerk.presses("登记送达");
  await clerk.sees("已登记送达", "已办结");
  const letter = await clerk.downloads(/部分公开告知书/);
  assert.equal(letter.bytes.subarray(0, 5).toString(), "%PDF-");
}

/** The applicant reads the reply and the file disclosed with it. */
export async function reads(resident) {
  await resident.opens("/track/case");
  await resident.sees("给您的文书和文件", "公开的文件");
  await resident.sees("办理结果：部分公开。");
  const letter = await resident.downloads(/^答复 .*号-答/);
  assert.equal(letter.bytes.subarray(0, 5).toString(), "%PDF-");
  assert.match(decodeURIComponent(letter.headers["content-disposition"]), /部分公开告知书.*\.pdf/);
  const file = await resident.downloads(/资金拨付明细表/);
  assert.ok(file.bytes.includes("Allocations of 2025"), "the file as it was disclosed");
}

/** Drafts the report of a year: the figures that are entered are zeros, last year's problems get their answers. */
export async function draftsTheReport(clerk, year) {
  await clerk.opens("/desk/reports");
  await clerk.follows(`${year}年`);
  await clerk.presses("本年没有发生");
  await clerk.sees("已确认本年没有发生");
  await clerk.follows("修改文字");
  const answers = clerk.page.locator("textarea[name^='answer.']");
  assert.ok(await answers.count() > 0, "last year's problems are asked after");
  for (const answer of await answers.all()) await answer.fill("组织了两次业务培训，每季度检查一次办理台账，问题已经解决");
  await clerk.presses("保存文字");
  await clerk.doesNotSee("不成立", /\d 处错误/);
}
