// Anybody has an annual report read and judged: a file of every kind, a pasted text, an example; nothing of it is kept.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EYES, journey } from "../support/journey.mjs";
import { root } from "../support/server.mjs";

const MEDIA = {
  html: "text/html",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  md: "text/markdown",
  txt: "text/plain",
};

const sample = (name) => readFileSync(join(root, "crates/web/samples", name));

const file = (name, buffer) => ({ name, mimeType: MEDIA[name.split(".").at(-1)], buffer });

/** The report of an organ as it was published, in each form that its page offers, and the page itself. */
async function published(site, path) {
  const get = async (address) => {
    const answer = await fetch(site.url + address);
    assert.equal(answer.status, 200, address);
    return Buffer.from(await answer.arrayBuffer());
  };
  const files = [file("另存的网页.html", await get(path))];
  for (const kind of ["docx", "xlsx", "pdf", "txt"]) files.push(file(`年报.${kind}`, await get(`${path}.${kind}`)));
  return files;
}

journey("a report of every kind is read and judged, on a desk and on a phone, with and without scripts", async ({ given }) => {
  const site = await given.demonstration({ words: ["--until", "2026-11-24"], clock: "2026-11-24T10:26:00+08:00" });
  const files = [...await published(site, "/reports/WJ/2025"), file("合计有错.md", sample("sum.md"))];
  for (const eyes of EYES) {
    const visitor = await given.visitor(site, { name: "anybody", ...eyes });
    await visitor.opens("/");
    await visitor.follows("年报核查");
    await visitor.sees("只用来核查这一次，网站不保存");
    await visitor.staysInBudget();
    for (const one of eyes.scripts && eyes.width < 360 ? files.slice(-1) : files) {
      await visitor.opens("/check");
      await visitor.attaches("年度报告的文件", one);
      await visitor.presses(/^核查$/);
      assert.equal(visitor.status, 200, `${one.name}: ${await visitor.reads("main")}`);
      assert.equal(visitor.path(), "/check", "no name of a file in an address");
      await visitor.sees("年报核查结果", one.name, "全部读到", "2025年");
      await visitor.sees(one.name.endsWith(".md") ? "清溪区水务局" : "望江街道办事处");
      await visitor.staysInBudget();
    }
    // The last one has a wrong sum: its finding leads to the cell.
    await visitor.sees("错误 1 处", "应为2");
    await visitor.page.getByRole("link", { name: /表三·.*本机关不掌握/ }).first().click();
    const cell = visitor.page.locator("td:target");
    assert.match(await cell.innerText(), /^3\s*错误$/);
    await visitor.leaves();
  }
  for (const words of ["另存的网页", "合计有错", "清溪区"]) assert.ok(!site.log().includes(words), `the log tells ${words}`);
});

journey("examples, a pasted text, last year's report; and what cannot be read is told beside its field", async ({ given }) => {
  const site = await given.demonstration({ words: ["--until", "2026-11-24"], clock: "2026-11-24T10:26:00+08:00" });
  for (const eyes of EYES.slice(0, 2)) {
    const visitor = await given.visitor(site, { name: "anybody", ...eyes });
    await visitor.opens("/reports");
    await visitor.follows("年报核查");
    await visitor.presses(/核查这个例子.*没有差错/);
    await visitor.sees("没有发现问题", "全部读到");
    await visitor.follows("再核查一份");
    await visitor.presses(/核查这个例子.*正文/);
    await visitor.sees("正文称收到申请15件，表三第一项总计为12件");
    await visitor.opens("/check");
    const example = await visitor.downloads(/下载.*正文/);
    assert.equal(example.bytes.toString(), sample("text.txt").toString(), "the example itself");

    await visitor.presses(/^核查$/);
    assert.equal(visitor.status, 422);
    assert.deepEqual(await visitor.mistakes(), ["请选择一份年度报告的文件，或者把报告全文粘贴在下面"]);

    await visitor.fills({ 粘贴报告全文: "关于做好防汛工作的通知", 机关的级别: "街道办事处" });
    await visitor.presses(/^核查$/);
    assert.equal(visitor.status, 422);
    await visitor.sees("不像是政府信息公开工作年度报告");
    const kept = visitor.page.getByLabel("粘贴报告全文");
    assert.equal(await kept.inputValue(), "关于做好防汛工作的通知");
    assert.equal(await visitor.page.getByLabel("机关的级别").inputValue(), "subdistrict");
    await visitor.fills({ 粘贴报告全文: sample("text.txt").toString(), 机关的级别: "由系统" });
    await visitor.presses(/^核查$/);
    await visitor.sees("粘贴的文字", "正文称收到申请15件");

    await visitor.opens("/check");
    await visitor.attaches("年度报告的文件", { name: "照片.pdf", mimeType: "application/pdf", buffer: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") });
    await visitor.presses(/^核查$/);
    assert.equal(visitor.status, 422);
    await visitor.sees("不能读取这种文件（图片）");

    const before = Buffer.from(sample("text.txt").toString().replaceAll("2025", "2024").replaceAll("2026", "2025"));
    await visitor.attaches("年度报告的文件", file("2025.html", sample("clean.html")));
    await visitor.attaches("上一年度的报告", file("2024.txt", before));
    await visitor.presses(/^核查$/);
    await visitor.sees("R6.1", "上年结转");
    await visitor.leaves();
  }
});

journey("the form is filled by keyboard alone, and by dragging a file onto it", async ({ given }) => {
  const site = await given.demonstration({ words: ["--until", "2026-11-24"], clock: "2026-11-24T10:26:00+08:00" });
  const visitor = await given.visitor(site, { name: "anybody", ...EYES[0] });
  await visitor.opens("/check");
  const passed = await visitor.tabsTo("核查这个例子");
  const order = ["年度报告的文件", "粘贴报告全文", "机关的级别", "上一年度的报告", "核查"];
  const stops = order.map((words) => passed.findIndex((name) => name.includes(words)));
  assert.deepEqual(stops, [...stops].sort((one, other) => one - other), `focus goes as one reads: ${passed.join(" · ")}`);
  await visitor.sees("也可以把文件拖到这里");
  const dropped = await visitor.page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "拖来的年报.html", { type: "text/html" }));
    return transfer;
  }, sample("clean.html").toString());
  for (const type of ["dragover", "drop"]) await visitor.page.dispatchEvent("[data-drop]", type, { dataTransfer: dropped });
  await visitor.sees("拖来的年报.html");
  await visitor.presses(/^核查$/);
  await visitor.sees("拖来的年报.html", "没有发现问题");
  await visitor.leaves();
});
