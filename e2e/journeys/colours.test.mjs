// Every pair of colours in use has the contrast that the quality sheet asks: 4.5 for text, 3 for boundaries that carry
// meaning, 7 for text in the elders' version.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../support/server.mjs";

const sheet = (name) => readFileSync(join(root, "crates/web/static/gk", name), "utf8");
const tokens = (text) => Object.fromEntries([...text.matchAll(/--gk-([\w-]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name, value]));
const standard = tokens(sheet("tokens.css"));
const elder = { ...standard, ...tokens(sheet("elder.css")) };

function luminance(hex) {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join("") : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const value = parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const TEXT = [
  ...["ink", "ink-2", "link", "link-hover", "visited", "brand", "error", "success"].flatMap((name) => [[name, "paper"], [name, "wash"]]),
  ["zero", "paper"], ["seal", "paper"], ["ink", "focus"], ["ink", "wash-2"], ["ink", "line"], ["ink-2", "wash-2"],
  ["paper", "link"], ["paper", "link-hover"], ["paper", "brand"], ["paper", "seal"], ["paper", "bar"], ["bar-2", "bar-field"], ["paper", "bar-field"],
  ["ink", "mine-ground"], ["ink-2", "mine-ground"], ["link", "mine-ground"], ["ink", "soon-ground"], ["late-ground", "wash"], ["paper", "bad"],
  ...["late", "today", "soon", "ok", "paused", "mine", "done", "bad"].map((state) => [state, `${state}-ground`]),
];
const BOUNDARY = [["line-2", "paper"], ["line-2", "wash"], ["field", "paper"], ["brand", "paper"], ["link", "paper"], ["bar-line", "bar"], ["warn", "paper"], ["seal", "paper"]];
// The elders' version is the public site: neither desk bar nor tags of the worklist that no resident meets.
const ELDER = TEXT.filter(([text, ground]) => !/bar/.test(text + ground));

const lacking = (pairs, colours, least) => pairs
  .map(([text, ground]) => [text, ground, contrast(colours[text], colours[ground])])
  .filter(([, , ratio]) => !(ratio >= least))
  .map(([text, ground, ratio]) => `${text} on ${ground}: ${ratio.toFixed(2)}`);

test("text has a contrast of 4.5 and more", () => assert.deepEqual(lacking(TEXT, standard, 4.5), []));
test("boundaries that carry meaning have a contrast of 3 and more", () => assert.deepEqual(lacking(BOUNDARY, standard, 3), []));
test("in the elders' version text has a contrast of 7 and more", () => assert.deepEqual(lacking(ELDER, elder, 7), []));
test("no other sheet names a colour", () => {
  for (const name of ["page", "public", "forms", "parts", "clock", "desk", "tables", "review"]) {
    assert.deepEqual(sheet(`${name}.css`).match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi) ?? [], [], name);
  }
});
