// One request from the resident's form to a cell of the annual report (第三十条、第三十二条、第三十三条、第三十七条、第四十九条):
// filed, confirmed, clarified, a third party consulted, extended, decided in two matters with different outcomes, returned
// once, approved, signed, delivered, read, counted, reported, downloaded. At a desk with JavaScript, without it, and on a phone.
import assert from "node:assert/strict";
import { journey, WIDTHS } from "../support/journey.mjs";
import { downloadsSixForms } from "../support/report.mjs";
import { clarifies, confirmsAndAsks, consults, decides, delivers, draftsTheReport, extendsTheLimit, files, hearsTheThirdParty, ORGAN, reads } from "../support/story.mjs";

const UNTIL = ["--until", "2026-11-24"];

const WAYS = [
  { how: "with JavaScript", width: WIDTHS.desktop, scripts: true },
  { how: "without JavaScript", width: WIDTHS.desktop, scripts: false },
  { how: "on a phone", width: WIDTHS.phone, scripts: true },
];

for (const { how, ...eyes } of WAYS) {
  journey(`one request, from the form to a cell of the annual report (${how})`, async ({ given }) => {
    const site = await given.demonstration({ words: UNTIL, clock: "2026-11-24T10:26:00+08:00" });
    const resident = await given.visitor(site, { name: "resident", ...eyes });
    const clerk = await given.visitor(site, { name: "clerk", ...eyes });
    const head = await given.visitor(site, { name: "head", ...eyes });
    const people = { resident, clerk, head };

    const { number, code } = await files(resident);
    await clerk.signsIn(site.who("clerk", ORGAN));
    await head.signsIn(site.who("head", ORGAN));

    await site.moves("2026-11-25T09:10:00+08:00");
    const place = await confirmsAndAsks(clerk, number);
    await site.moves("2026-11-26T20:15:00+08:00");
    await clarifies(resident, { number, code });
    await site.moves("2026-11-27T09:30:00+08:00");
    await consults(people, place);
    await site.moves("2026-12-07T15:40:00+08:00");
    await hearsTheThirdParty(people, place);
    await site.moves("2026-12-08T10:00:00+08:00");
    await extendsTheLimit(people, place);
    await site.moves("2026-12-14T11:00:00+08:00");
    await decides(people, place);
    await site.moves("2026-12-15T09:00:00+08:00");
    await delivers(people, place);
    await reads(resident);
    await site.moves("2027-01-11T09:00:00+08:00");
    await reports(people, { number, place });

    for (const person of Object.values(people)) await person.leaves();
  });
}

async function reports({ clerk, head, resident }, { number, place }) {
  await draftsTheReport(clerk, 2026);
  await clerk.follows("通读全文");
  await clerk.follows("2026年");

  // 部分公开 × 自然人 opens onto this very case, and lists as many cases as the figure says.
  await clerk.follows("三、");
  await clerk.follows(/部分公开.*自然人/);
  const shown = Number(await clerk.page.locator("td a[aria-current=true]").innerText());
  assert.equal(await clerk.page.locator("#cases li").count(), shown, "as many cases as the figure");
  await clerk.follows(number);
  assert.equal(clerk.path(), place, "the cell opens onto this very case");
  await clerk.sees(/2026年度：.*部分公开.*自然人/);

  await clerk.opens("/desk/reports/2026");
  await clerk.doesNotSee("不成立", /\d 处错误/);
  await clerk.presses("送审");
  await clerk.sees("已送审");
  await head.opens("/desk/reports/2026");
  await head.sees("请您审核");
  await head.presses("审核同意");
  await head.presses("公布年度报告");
  await head.sees("2026年度报告已公布");

  await resident.opens("/o/WJ/reports");
  await resident.follows("2026年");
  const report = await downloadsSixForms(resident, { title: "2026年政府信息公开工作年度报告" });
  assert.equal(report.table3.partial.natural_person, shown, "the figure that was published is the one that was looked into");
  const { table3 } = report;
  for (const column of Object.keys(table3.new)) {
    assert.equal(table3.new[column] + table3.carried_in[column], table3.total[column] + table3.carried_out[column], `${column}: received and carried in are handled or carried out`);
  }
}
