// A published annual report in its six forms, as the public gets them: the page and five downloads, each recognised by what
// it is and read as far as the journey needs it.
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

/** Downloads every form from the public page that is open; gives the report as its JSON says it. */
export async function downloadsSixForms(visitor, { title }) {
  await visitor.sees(title, "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "六、其他需要报告的事项");
  const pdf = await visitor.downloads("PDF");
  assert.equal(pdf.bytes.subarray(0, 5).toString(), "%PDF-", "a PDF");
  const word = await visitor.downloads("Word");
  const plain = (xml) => xml.replace(/<[^>]*>/g, "");
  assert.ok(plain(unzipped(word.bytes, "word/document.xml")).includes("收到和处理政府信息公开申请情况"), "a Word file with the report in it");
  const excel = await visitor.downloads("Excel");
  assert.match(unzipped(excel.bytes, "xl/worksheets/sheet1.xml"), /<sheetData/, "an Excel file with a sheet");
  const text = await visitor.downloads("纯文本");
  assert.ok(text.bytes.toString("utf8").includes(title), "plain text in UTF-8");
  const json = await visitor.downloads("JSON");
  for (const { headers, href } of [pdf, word, excel, text, json]) {
    const name = decodeURIComponent(headers["content-disposition"]);
    assert.ok(name.includes(title) && name.endsWith(href.split(".").at(-1)), `a file name that says what it is: ${name}`);
  }
  const report = JSON.parse(json.bytes.toString("utf8"));
  assert.equal(report.schema, "gongkai-report/1");
  assert.equal(report.gongkai.status, "published");
  return report;
}

/** Every figure of the tables, each with its place: [["table3.new.natural_person", 12], …]. */
export function figures(report) {
  const found = [];
  const walk = (value, place) => {
    if (typeof value === "number") found.push([place, value]);
    else if (value && typeof value === "object") for (const [key, inner] of Object.entries(value)) walk(inner, `${place}.${key}`);
  };
  for (const table of ["table2", "table3", "table4"]) walk(report[table], table);
  return found;
}

/** A member of a zip file, by the central directory. */
function unzipped(bytes, member) {
  const end = bytes.lastIndexOf(Buffer.from("504b0506", "hex"));
  assert.ok(end >= 0, "a zip file");
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name, extra, comment, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    if (bytes.subarray(at + 46, at + 46 + name).toString("utf8") === member) {
      const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
      const packed = bytes.subarray(data, data + size);
      return (method === 0 ? packed : inflateRawSync(packed)).toString("utf8");
    }
    at += 46 + name + extra + comment;
  }
  throw new assert.AssertionError({ message: `no ${member} in it` });
}
