// The browser of the machine (Debian's Chromium), driven by playwright-core: one process for a whole run, a fresh context
// for each visitor. Nothing is downloaded.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=zh-CN",
];

let started;

/** The one browser of this run. */
export function browser() {
  const path = process.env.GONGKAI_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) throw new Error(`no browser at ${path}: run script/test, which installs Debian's chromium`);
  started ??= chromium.launch({ executablePath: path, headless: true, args: FLAGS });
  return started;
}

/** Closes it; called after the last test. */
export async function closeBrowser() {
  if (started) await (await started).close();
  started = undefined;
}

/** Widths the pages are made for. */
export const WIDTHS = { desktop: 1366, phone: 390, narrow: 320 };
