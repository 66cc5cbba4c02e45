// A person at a browser. Journeys are written in what people do: opens, follows, fills, chooses, presses, sees. Each page that
// comes up is inspected at once: axe, sideways scroll, console and policy errors, foreign hosts, size.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { axeFindings, sidewaysScroll } from "./accessibility.mjs";
import { browser, WIDTHS } from "./browser.mjs";
import { output, root } from "./server.mjs";

const PICTURES = process.env.GONGKAI_PICTURES ? join(root, "docs/pictures") : join(output, "pictures");
const BUDGET = { html: 30, css: 25, publicScript: 5, deskScript: 20, requests: 6 }; // kilobytes gzipped, requests of a first view

// With GONGKAI_LOOK=name every page that comes up is kept as a picture, to be looked at.
let looked = 0;

export class Visitor {
  /** A fresh browser profile. `scripts: false` switches JavaScript off. */
  static async arrives(site, { width = WIDTHS.desktop, scripts = true, name = "visitor", picky = true } = {}) {
    const chrome = await browser();
    const context = await chrome.newContext({
      viewport: { width, height: width < 760 ? 844 : 900 },
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      javaScriptEnabled: scripts,
      acceptDownloads: true,
    });
    context.setDefaultTimeout(60_000); // a busy machine is no failure
    return new Visitor(site, context, await context.newPage(), { width, scripts, name, picky });
  }

  constructor(site, context, page, about) {
    Object.assign(this, { site, context, page, about });
    this.complaints = [];
    this.status = 0;
    this.loads = [];
    // Pages asked for so far: addresses opened, links followed, forms sent, files fetched.
    this.actions = 0;
    const complain = (words) => this.complaints.push(`${about.name} at ${page.url()}: ${words}`);
    page.on("pageerror", (error) => complain(`script error: ${error.message}`));
    page.on("console", (message) => {
      // A page that is not there or not allowed says so itself; the browser's own note about its status is no mistake of ours.
      if (message.type() === "error" && !/Failed to load resource.*(40[0-9]|422|429|503)/.test(message.text())) complain(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      if (new URL(request.url()).host !== new URL(site.url).host && !request.url().startsWith("blob:")) complain(`foreign host: ${request.url()}`);
    });
    page.on("requestfinished", (request) => this.loads.push(request));
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame() && (response.status() < 300 || response.status() > 399)) this.status = response.status();
    });
  }

  // --- what people do ---

  async opens(path) {
    this.loads = [];
    this.actions += 1;
    await this.page.goto(new URL(path, this.site.url).href, { waitUntil: "load" });
    await this.inspects();
    return this;
  }

  async follows(words) {
    const link = await this.#one("link", words);
    await this.#goes(() => link.click());
    return this;
  }

  async presses(words) {
    const button = await this.#one("button", words);
    await this.#goes(() => button.click());
    return this;
  }

  /**
   * Fills fields by their labels: { 姓名: "张建国", 联系电话: "0379-5555 0100" }. Selects take words of the choice. `within` is
   * the heading of the part of the page that is meant.
   */
  async fills(answers, { within } = {}) {
    const part = this.#part(within);
    for (const [label, value] of Object.entries(answers)) {
      const field = part.getByLabel(label, { exact: false }).and(this.page.locator("input:not([type=checkbox], [type=radio], [type=file]), textarea, select")).first();
      const kind = await field.evaluate((element) => element.tagName);
      if (kind === "SELECT") await field.selectOption(await field.locator("option", { hasText: value }).first().getAttribute("value"));
      else await field.fill(String(value));
    }
    return this;
  }

  #part(heading) {
    return heading ? this.page.getByRole("region", { name: heading }) : this.page;
  }

  /** A day in three boxes under this legend, on the public side. */
  async fillsDay(legend, day) {
    const group = this.page.getByRole("group", { name: legend });
    const [year, month, date] = day.split("-");
    await group.getByLabel("年", { exact: true }).fill(year);
    await group.getByLabel("月", { exact: true }).fill(String(Number(month)));
    await group.getByLabel("日", { exact: true }).fill(String(Number(date)));
    return this;
  }

  async chooses(...words) {
    const { within } = typeof words.at(-1) === "object" ? words.pop() : {};
    for (const word of words) await this.#part(within).getByLabel(word, { exact: false }).first().check();
    return this;
  }

  async attaches(label, ...paths) {
    await this.page.getByLabel(label).first().setInputFiles(paths);
    return this;
  }

  /** Opens what is folded up: 全部栏目, 为什么是这一天. No page is asked for. */
  async unfolds(words) {
    await this.page.locator("summary", { hasText: words }).first().click();
    return this;
  }

  /** Follows a link to a file; gives its bytes and name. */
  async downloads(words) {
    this.actions += 1;
    const link = await this.#one("link", words);
    const href = await link.getAttribute("href");
    const answer = await this.context.request.get(new URL(href, this.page.url()).href);
    assert.equal(answer.status(), 200, `${words} answers ${answer.status()}`);
    return { bytes: await answer.body(), headers: answer.headers(), href };
  }

  async signsIn({ login, password }) {
    await this.opens("/desk/sign-in");
    await this.fills({ 用户名: login, 密码: password });
    await this.presses("登录");
    return this;
  }

  // --- what they find ---

  async sees(...words) {
    const text = await this.reads();
    for (const word of words) {
      const found = word instanceof RegExp ? word.test(text) : text.includes(word);
      assert.ok(found, `${this.about.name} does not see “${word}” at ${this.page.url()}, but:\n${text}`);
    }
    return this;
  }

  async doesNotSee(...words) {
    const text = await this.reads();
    for (const word of words) assert.ok(!(word instanceof RegExp ? word.test(text) : text.includes(word)), `${this.about.name} sees “${word}” at ${this.page.url()}`);
    return this;
  }

  /** The words of the page as shown, spaces evened out. */
  async reads(selector = "body") {
    const text = await this.page.locator(selector).first().innerText();
    return text.replace(/[ \t\u00a0\u3000]+/g, " ");
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  /** The page's mistakes as listed in the error summary. */
  mistakes() {
    return this.page.locator(".govuk-error-summary__list a").allInnerTexts();
  }

  /** Names and roles as a screen reader gets them. */
  hears(selector = "main") {
    return this.page.locator(selector).ariaSnapshot();
  }

  /** Walks with Tab to the control of this name and gives the names passed; every stop must show that it has the focus. */
  async tabsTo(words, { most = 120 } = {}) {
    const passed = [];
    for (let step = 0; step < most; step += 1) {
      await this.page.keyboard.press("Tab");
      const stop = await this.page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const on = document.elementFromPoint(box.left + Math.min(box.width / 2, 8), box.top + box.height / 2);
        return {
          name: (element.labels?.[0]?.textContent || element.getAttribute("aria-label") || element.textContent || element.name || "").trim().replace(/\s+/g, " "),
          // What is drawn for focus: an outline, or our yellow, or a shadow that stands for it.
          shown: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor))
            || style.backgroundColor === "rgb(255, 221, 0)" || style.boxShadow !== "none"
            || element.matches("input[type=radio], input[type=checkbox]"),
          covered: Boolean(on) && box.width > 0 && !element.contains(on) && !on.contains(element) && !on.closest("label")?.contains(element),
        };
      });
      if (!stop) continue;
      assert.ok(stop.shown, `no visible focus on “${stop.name}” at ${this.page.url()}`);
      assert.ok(!stop.covered, `focus covered on “${stop.name}” at ${this.page.url()}`);
      passed.push(stop.name);
      if (stop.name.includes(words)) return passed;
    }
    throw new assert.AssertionError({ message: `Tab does not reach “${words}” at ${this.page.url()}; it passed ${passed.join(" · ")}` });
  }

  /** Keeps a picture: in docs/pictures with GONGKAI_PICTURES=1, else among the outputs. */
  async keepsPicture(name, { whole = true } = {}) {
    mkdirSync(PICTURES, { recursive: true });
    await this.page.evaluate(() => document.activeElement?.blur?.());
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: whole, animations: "disabled" });
    return this;
  }

  /** Leaves; everything that was wrong on the way is said here, if it was not said before. */
  async leaves() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }

  // --- how each page is inspected ---

  async inspects() {
    try {
      if (this.about.picky) await this.#inspects();
    } finally {
      const place = this.path().replace(/[0-9a-f]{8}-[0-9a-f-]{20,}/g, "id").replaceAll("/", "_");
      if (process.env.GONGKAI_LOOK) await this.keepsPicture(`${process.env.GONGKAI_LOOK}-${String((looked += 1)).padStart(3, "0")}-${this.about.name}-${this.about.width}${place}`);
    }
  }

  async #inspects() {
    const where = `${this.about.name} at ${this.page.url()} (${this.about.width} px, scripts ${this.about.scripts ? "on" : "off"})`;
    const type = await this.page.evaluate(() => document.contentType);
    if (type !== "text/html") return;
    assert.equal(await this.page.evaluate(() => document.documentElement.lang), "zh-CN", `${where}: lang`);
    assert.equal(await this.page.locator("h1").count(), 1, `${where}: one h1`);
    assert.equal(await sidewaysScroll(this.page), 0, `${where}: scrolls sideways`);
    assert.equal(await this.page.locator("[style], style, [onclick], [onload], [onsubmit]").count(), 0, `${where}: inline style or handler`);
    assert.deepEqual(await axeFindings(this.page, this.about), [], `${where}: axe`);
    assert.deepEqual(this.complaints, [], where);
  }

  /** What the page weighs, against the budget; asked on a first view. */
  async staysInBudget() {
    const sizes = { html: 0, css: 0, script: 0 };
    for (const request of this.loads) {
      const response = await request.response();
      const type = response?.headers()["content-type"] ?? "";
      const bytes = (await request.sizes()).responseBodySize;
      if (type.startsWith("text/html")) sizes.html += bytes;
      else if (type.startsWith("text/css")) sizes.css += bytes;
      else if (type.startsWith("text/javascript")) sizes.script += bytes;
    }
    const script = this.path().startsWith("/desk") ? BUDGET.deskScript : BUDGET.publicScript;
    assert.ok(sizes.html <= BUDGET.html * 1024, `HTML of ${sizes.html} bytes`);
    assert.ok(sizes.css <= BUDGET.css * 1024, `CSS of ${sizes.css} bytes`);
    assert.ok(sizes.script <= script * 1024, `scripts of ${sizes.script} bytes`);
    assert.ok(this.loads.length <= BUDGET.requests, `${this.loads.length} requests: ${this.loads.map((request) => request.url()).join(" ")}`);
    return sizes;
  }

  /** The control of this name: the one of the page's own text before one of its frame. */
  async #one(role, words) {
    // Words that only screen readers get stand apart by a space: 修改 申请人.
    const letters = [...String(words)].filter((letter) => letter.trim()).map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/, "\\$&"));
    const name = words instanceof RegExp ? words : new RegExp(letters.join("\\s*"));
    const own = this.page.locator("main").getByRole(role, { name }).first();
    return await own.count() ? own : this.page.getByRole(role, { name }).first();
  }

  async #goes(act) {
    this.loads = [];
    this.actions += 1;
    const before = this.page.url();
    const loaded = this.page.waitForEvent("load").then(() => "load");
    const moved = this.page.waitForURL((url) => url.href !== before, { waitUntil: "load" }).then(() => "moved");
    loaded.catch(() => {});
    moved.catch(() => {});
    await act();
    await Promise.race([loaded, moved]);
    await this.page.waitForLoadState("load");
    await this.inspects();
  }
}
