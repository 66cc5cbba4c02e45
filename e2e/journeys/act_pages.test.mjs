// Every act of a case has a page of its own. Here each of them is opened, inspected at a desk and on a phone (axe, sideways
// scroll, size of targets), and walked by Tab alone: every control is reached, in the order in which it stands, with the
// focus in view and out again at the end. The acts are read from the source, so that a new one is walked without being named.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { smallTargets } from "../support/accessibility.mjs";
import { journey, WIDTHS } from "../support/journey.mjs";
import { root } from "../support/server.mjs";

const ORGAN = "望江";
const office = { clock: "2026-11-24T10:26:00+08:00", words: ["--until", "2026-11-24"] };
const CASE = /^\/desk\/requests\/[0-9a-f]{32}$/;

/** The last part of the address of every act. */
function acts() {
  const source = readFileSync(join(root, "crates/web/src/desk/requests/acts/kinds.rs"), "utf8");
  const named = [...source.matchAll(/^ {4}\w+ "([a-z-]+)" \w+ "/gm)].map(([, path]) => path);
  assert.ok(named.length > 30, "the source was not read as it is written");
  return [...named, "decision", "review", "sign"];
}

const hrefs = (visitor, selector) => visitor.page.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute("href")));

/** Where each act can be done now, as the pages of the cases offer it: its path with what follows, and the address. */
async function offered(visitor) {
  const cases = new Set();
  for (const list of ["/desk/to-sign", "/desk/in-progress", "/desk/unconfirmed", "/desk/done", "/desk/requests", "/desk/requests?page=2"]) {
    await visitor.page.goto(new URL(list, visitor.site.url).href);
    for (const href of await hrefs(visitor, "main a[href^='/desk/requests/']")) if (CASE.test(href)) cases.add(href);
  }
  const found = new Map();
  for (const place of cases) {
    await visitor.page.goto(new URL(place, visitor.site.url).href);
    for (const href of await hrefs(visitor, `main a[href^='${place}/']`)) {
      const act = href.slice(place.length + 1);
      if (!act.startsWith("files/") && !found.has(act)) found.set(act, href);
    }
  }
  return found;
}

/** Each act once, with who may do it: the clerk where both may. */
async function everyAct(given, about = {}) {
  const site = await given.demonstration(office);
  const people = [];
  for (const role of ["clerk", "head"]) {
    const visitor = await given.visitor(site, { name: role, ...about });
    await visitor.signsIn(site.who(role, ORGAN));
    people.push(visitor);
  }
  const pages = new Map();
  for (const visitor of people) {
    for (const [act, href] of await offered(visitor)) if (!pages.has(act)) pages.set(act, { visitor, href });
  }
  const missing = acts().filter((act) => ![...pages.keys()].some((page) => page.split("?")[0] === act));
  assert.deepEqual(missing, [], "acts for which the demonstration has no case");
  return { pages, people };
}

/** The controls of the page's own part in the order of the document, as Tab is expected to reach them. */
function controls(page) {
  return page.evaluate(() => {
    const seen = new Set();
    const found = [];
    for (const element of document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary, main [tabindex='0']")) {
      if (element.disabled || element.tabIndex < 0 || !element.getClientRects().length || getComputedStyle(element).visibility === "hidden") continue;
      // Of radio buttons Tab reaches one: the chosen, or else the first.
      if (element.type === "radio") {
        if (seen.has(element.name)) continue;
        seen.add(element.name);
        const chosen = document.querySelector(`input[name="${CSS.escape(element.name)}"]:checked`) ?? element;
        found.push(chosen.id);
        continue;
      }
      found.push(element.id || `${element.tagName} ${(element.textContent || element.name).trim()}`);
    }
    return found;
  });
}

/** One press of Tab: where it led, and what can be seen of it. */
async function stop(page) {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    // Radio buttons and ticks show the focus on what is drawn over them.
    const drawn = element.matches("[type=radio], [type=checkbox]") ? getComputedStyle(element.nextElementSibling, "::before") : style;
    const box = (element.labels?.[0] && element.matches("[type=radio], [type=checkbox]") ? element.labels[0] : element).getBoundingClientRect();
    const on = document.elementFromPoint(box.left + Math.min(box.width / 2, 8), box.top + Math.min(box.height / 2, 12));
    return {
      inMain: Boolean(element.closest("main")),
      name: element.id || `${element.tagName} ${(element.textContent || element.name).trim()}`,
      shown: (drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) > 0 && !/rgba\(.*, 0\)|transparent/.test(drawn.outlineColor))
        || drawn.backgroundColor === "rgb(255, 221, 0)" || drawn.boxShadow !== "none",
      inView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && Boolean(on) && (element.contains(on) || on.contains(element) || Boolean(on.closest("label"))),
      left: box.left, right: box.right, top: box.top + scrollY, bottom: box.bottom + scrollY,
    };
  });
}

/** Walks the whole page by Tab and gives the stops in its own part. */
async function walks(visitor, what) {
  const { page } = visitor;
  const passed = [];
  for (let presses = 0; presses < 400; presses += 1) {
    const here = await stop(page);
    const last = passed.at(-1);
    if (!here) break;
    // A date is one control of several parts.
    if (last && last.name === here.name && last.top === here.top) continue;
    if (passed.length > 1 && here.name === passed[0].name && here.top === passed[0].top) break;
    passed.push(here);
  }
  const own = passed.filter((one) => one.inMain);
  for (const one of own) {
    assert.ok(one.shown, `${what}: no visible focus on “${one.name}”`);
    assert.ok(one.inView, `${what}: “${one.name}” has the focus and is not in view`);
  }
  for (const [before, after] of own.slice(1).map((one, at) => [own[at], one])) {
    // Beside each other from left to right, below each other from top to bottom; a column beside another is its own.
    const sameColumn = before.left < after.right && after.left < before.right;
    assert.ok(!sameColumn || after.bottom > before.top - 1, `${what}: from “${before.name}” up to “${after.name}”`);
  }
  return own.map((one) => one.name);
}

journey("the page of every act is walked by Tab alone, in its order, with the focus in view", async ({ given }) => {
  const { pages, people } = await everyAct(given, { width: WIDTHS.desktop });
  for (const [act, { visitor, href }] of pages) {
    await visitor.opens(href);
    assert.equal(visitor.status, 200, act);
    const wanted = await controls(visitor.page);
    assert.deepEqual(await walks(visitor, act), wanted, `${act}: Tab reaches every control in the order of reading`);
  }
  for (const person of people) await person.leaves();
});

journey("the page of every act fits a phone", async ({ given }) => {
  const { pages, people } = await everyAct(given, { width: WIDTHS.phone });
  for (const [act, { visitor, href }] of pages) {
    await visitor.opens(href);
    assert.deepEqual(await smallTargets(visitor.page, 44), [], act);
  }
  for (const person of people) await person.leaves();
});

journey("Enter sends the form, and what is wrong is read first", async ({ given }) => {
  const { pages, people } = await everyAct(given, { width: WIDTHS.desktop });
  let sent = 0;
  for (const act of ["clarify", "extend", "consult", "charge-fee", "refer", "decision"]) {
    const { visitor, href } = pages.get(act);
    // The form with a button of its own before the one that sends it: Enter must not press that.
    await visitor.opens(act === "decision" ? `${href}?m0=partly_disclosed` : href);
    const { page } = visitor;
    const line = page.locator("main form.gk-form input[type=text]").first();
    await line.fill("");
    const loaded = page.waitForEvent("load");
    await line.press("Enter");
    await loaded;
    assert.equal(visitor.status, 422, act);
    assert.equal(await page.evaluate(() => document.activeElement.className), "govuk-error-summary", `${act}: the list of mistakes has the focus`);
    // The first Tab leads to the first mistake, and Enter there into its field.
    await page.keyboard.press("Tab");
    const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
    await page.keyboard.press("Enter");
    assert.equal(`#${await page.evaluate(() => document.activeElement.id)}`, target, `${act}: the mistake leads into its field`);
    await visitor.inspects();
    sent += 1;
  }
  assert.equal(sent, 6);
  for (const person of people) await person.leaves();
});
