// axe on a page, and our own measures: sideways scroll, size of targets.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds, a line each; empty is good. */
export async function axeFindings(page, { scripts = true } = {}) {
  if (scripts) return runAxe(page);
  // axe needs timers, which stand still where scripts are off: it looks at the same page, as it stands, in a second
  // context whose page scripts are held back.
  const html = await page.content();
  const address = page.url();
  const context = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: "zh-CN" });
  try {
    await context.route("**/*", (route) => {
      if (route.request().isNavigationRequest()) return route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
      return route.request().resourceType() === "script" ? route.abort() : route.continue();
    });
    const twin = await context.newPage();
    await twin.goto(address);
    return await runAxe(twin);
  } finally {
    await context.close();
  }
}

async function runAxe(page) {
  // Injected through the debugger into a world of its own, so that the page's policy stays as it is.
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send("Page.getFrameTree");
    const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "axe" });
    const run = async (expression) => {
      const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    await run(source);
    return await run(`axe.run(document, { runOnly: ${JSON.stringify(TAGS)}, resultTypes: ["violations"] }).then(({ violations }) =>
      violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ": " + node.target.join(" ") + " — " + node.failureSummary.replace(/\\s+/g, " "))))`);
  } finally {
    await session.detach();
  }
}

/** How many pixels the page can be scrolled sideways; 0 is good. Marked tables scroll inside their own region. */
export function sidewaysScroll(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Links, buttons and fields smaller than `least` px in either direction; links inside sentences and hidden ones excepted. */
export function smallTargets(page, least) {
  return page.evaluate((least) => {
    const found = [];
    for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height || style.visibility === "hidden" || element.closest(".govuk-skip-link, .govuk-visually-hidden")) continue;
      let { width, height } = box;
      // The label of a tick box or radio button is part of its target.
      const label = element.matches("input[type=checkbox], input[type=radio]") && element.labels?.[0];
      if (label) {
        const around = label.getBoundingClientRect();
        width = Math.max(width, around.width);
        height = Math.max(height, around.height);
      }
      const inSentence = element.matches("a, .gk-linkbutton") && style.display === "inline"
        && [...element.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
      if (inSentence) continue;
      if (height < least - 0.5 || (width < least - 0.5 && !element.matches("a, .gk-linkbutton"))) {
        found.push(`${element.tagName.toLowerCase()} “${(element.textContent || element.name || "").trim().slice(0, 20)}” ${Math.round(width)}×${Math.round(height)}`);
      }
    }
    return found;
  }, least);
}
