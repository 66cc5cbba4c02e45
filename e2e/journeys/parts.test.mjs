// The gallery of parts: every part in every state, under the real policy, at three widths, with scripts and without, in the
// elders' version, with high contrast, in print.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { axeFindings, sidewaysScroll, smallTargets } from "../support/accessibility.mjs";
import { browser, closeBrowser, WIDTHS } from "../support/browser.mjs";
import { built } from "../support/server.mjs";
import { serveDirectory } from "../support/static.mjs";

const gallery = mkdtempSync(join(tmpdir(), "gongkai-parts-"));
const contexts = [];
let site;
let pages = [];

before(async () => {
  execFileSync(built("examples/parts"), [gallery]);
  pages = readdirSync(gallery).filter((name) => name.endsWith(".html"));
  site = await serveDirectory(gallery);
});

after(async () => {
  await closeBrowser();
  await site?.close();
  rmSync(gallery, { recursive: true, force: true });
});

afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});

const isDesk = (name) => ["worklist", "case", "report", "board", "sign-in"].includes(name.replace(".html", ""));

async function eachPage(options, look) {
  assert.ok(pages.length >= 10, "the gallery is there");
  const context = await (await browser()).newContext({ locale: "zh-CN", ...options });
  contexts.push(context);
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  for (const name of pages) {
    await page.goto(`${site.url}/${name}`);
    await look(page, name);
    assert.deepEqual(errors, [], name);
  }
}

for (const [label, width] of Object.entries(WIDTHS)) {
  for (const scripts of width === WIDTHS.phone ? [true, false] : [true]) {
    test(`axe finds nothing and nothing scrolls sideways: ${label}, scripts ${scripts ? "on" : "off"}`, () =>
      eachPage({ viewport: { width, height: 900 }, javaScriptEnabled: scripts }, async (page, name) => {
        assert.deepEqual(await axeFindings(page, { scripts }), [], name);
        assert.equal(await sidewaysScroll(page), 0, name);
      }));
  }
  test(`targets are large enough: ${label}`, () =>
    eachPage({ viewport: { width, height: 900 } }, async (page, name) => {
      assert.deepEqual(await smallTargets(page, isDesk(name) && width >= 760 ? 24 : 44), [], name);
    }));
}

test("the markup is valid", async () => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: { "tel-non-breaking": "off", "void-style": "off", "long-title": "off", "no-redundant-role": "off", "no-implicit-button-type": "off", "require-sri": "off", "no-inline-style": "error", "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit"] }] },
  });
  for (const name of pages) {
    const report = await validator.validateFile(join(gallery, name));
    assert.deepEqual(report.results.flatMap((result) => result.messages.map((message) => `${name}:${message.line} ${message.ruleId} ${message.message}`)), []);
  }
});

test("text twice as large, and wider spacing of letters and lines, cut and cover nothing", () =>
  eachPage({ viewport: { width: 640, height: 900 } }, async (page, name) => {
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("html{font-size:200%!important} *{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} p{margin-bottom:2em!important}");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    assert.equal(await sidewaysScroll(page), 0, name);
    const cut = await page.evaluate(() => [...document.querySelectorAll("a, button, h1, h2, p, td, .gk-tag")]
      .filter((element) => element.scrollHeight > element.clientHeight + 2 && getComputedStyle(element).overflowY === "hidden" && element.clientHeight > 1)
      .map((element) => element.textContent.trim().slice(0, 20)));
    assert.deepEqual(cut, [], name);
  }));

test("high contrast keeps the selected word, the tags and the primary button apart", () =>
  eachPage({ viewport: { width: 1366, height: 900 }, forcedColors: "active" }, async (page, name) => {
    const plain = await page.evaluate(() => [...document.querySelectorAll(".gk-tag, .govuk-button, .gk-nav [aria-current], .gk-rail [aria-current]")]
      .filter((element) => element.offsetParent)
      .filter((element) => {
        const style = getComputedStyle(element);
        return ["Top", "Bottom", "Left", "Right"].every((side) => style[`border${side}Style`] === "none" || parseFloat(style[`border${side}Width`]) === 0);
      })
      .map((element) => element.textContent.trim()));
    assert.deepEqual(plain, [], name);
  }));

test("print shows no navigation and no buttons, and opens what is folded", () =>
  eachPage({ viewport: { width: 1366, height: 900 } }, async (page, name) => {
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(() => [...document.querySelectorAll("nav, button, .govuk-button, .gk-footer, .gk-strip, input[type=search]")]
      .filter((element) => element.getClientRects().length && !element.closest(".govuk-visually-hidden") && !element.matches(".gk-linkbutton"))
      .map((element) => element.outerHTML.slice(0, 80)));
    assert.deepEqual(shown, [], name);
    const grounds = await page.evaluate(() => [...document.querySelectorAll(".gk-bar, .gk-band, .gk-next, .gk-table thead th")]
      .map((element) => getComputedStyle(element).backgroundColor).filter((colour) => !/rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/.test(colour)));
    assert.deepEqual(grounds, [], name);
    await page.emulateMedia({ media: "screen" });
  }));

test("the five small scripts do what they say", async () => {
  const context = await (await browser()).newContext({ locale: "zh-CN", permissions: ["clipboard-read", "clipboard-write"] });
  contexts.push(context);
  const page = await context.newPage();

  await page.goto(`${site.url}/step.html`);
  assert.equal(await page.evaluate(() => document.activeElement.className), "govuk-error-summary", "the summary has the focus");
  await page.getByRole("link", { name: "请填写联系电话" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "phone", "its link leads into the field");

  await page.goto(`${site.url}/board.html`);
  await page.fill("#what", "公开𠮷".repeat(10));
  assert.equal(await page.textContent("#what-limit"), "还可以写 1970 字", "characters are counted, not code units");
  await page.fill("#what", "公".repeat(2003));
  assert.equal(await page.textContent("#what-limit"), "多了 3 字，请删减");
  await page.setInputFiles("#files", { name: "院落照片.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(3000) });
  assert.match(await page.textContent(".gk-chosen"), /院落照片\.jpg（3 KB）/);

  await page.goto(`${site.url}/receipt.html`);
  await page.getByRole("button", { name: /复制\s*查询码/ }).click();
  await page.getByText("已复制").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "7KQ4 M29X");

  await page.goto(`${site.url}/sign-in.html`);
  await page.evaluate(() => {
    window.sent = 0;
    window.pressed = 0;
    document.querySelector("main form button").addEventListener("click", () => { window.pressed += 1; });
    addEventListener("submit", (event) => {
      if (!event.defaultPrevented) window.sent += 1;
      event.preventDefault(); // the page stays, as while an answer takes its time
    });
  });
  await page.getByRole("button", { name: "登录" }).dblclick();
  assert.deepEqual(await page.evaluate(() => [window.pressed, window.sent]), [2, 1], "a double click sends once");
});

test("Chinese is drawn, not boxes", async () => {
  const context = await (await browser()).newContext({ locale: "zh-CN", viewport: { width: 600, height: 400 } });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${site.url}/home.html`);
  const drawn = async (text) => {
    await page.evaluate((text) => {
      const place = document.querySelector("main");
      const one = document.createElement("h1");
      one.id = "glyph";
      one.className = "gk-nw";
      const inner = document.createElement("span");
      inner.textContent = text;
      one.append(inner);
      place.replaceChildren(one);
    }, text);
    return (await page.locator("#glyph span").screenshot()).toString("base64");
  };
  const missing = await drawn("\u{0378}"); // an unassigned code point: whatever a missing glyph looks like here
  const [gong, kai] = [await drawn("公"), await drawn("开")];
  assert.notEqual(gong, missing, "公 is drawn as a missing glyph");
  assert.notEqual(gong, kai, "公 and 开 look the same");
});
