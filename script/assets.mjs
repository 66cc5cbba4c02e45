// Compiles what browsers get into crates/web/assets (git-ignored): two style sheets, our script, htmx for the desk, the
// favicon, each with a hash of its content in its name, and manifest.json from plain name to hashed name.
// Called by script/bootstrap. Usage: node script/assets.mjs
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "crates/web/static");
const target = join(root, "crates/web/assets");
const read = (...path) => readFileSync(join(...path), "utf8");

// Later files may refine earlier ones, so the order is part of the design.
const SHEETS = [
  "tokens", "page", "public", "forms", "parts", "clock", "desk", "tables", "check", "review", "elder", "print", "forced",
];

const base = sass.compile(join(source, "base.scss"), {
  style: "compressed",
  loadPaths: [join(root, "node_modules/govuk-frontend/dist")],
  quietDeps: true,
}).css;

const plain = SHEETS.map((name) => read(source, "gk", `${name}.css`)).join("\n");
const gk = sass.compileString(plain, { syntax: "css", style: "compressed" }).css;

// Each behaviour is a module of its own without imports; in one file they cost one request. The block keeps their names apart.
const behaviours = readdirSync(join(source, "behaviours")).filter((name) => name.endsWith(".js")).sort();
const script = behaviours.map((name) => `{\n${read(source, "behaviours", name).replace(/^\s*\/\/.*\n/gm, "").trim()}\n}`).join("\n");

const files = {
  "base.css": base,
  "gk.css": gk,
  "gongkai.js": script,
  "htmx.js": read(root, "node_modules/htmx.org/dist/htmx.min.js").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"),
  "desk.js": read(source, "desk.js"),
  "favicon.svg": read(source, "favicon.svg"),
};

for (const name of ["base.css", "gk.css"]) {
  if (/data:|url\(/.test(files[name])) throw new Error(`${name} reaches for a data: or url() source, which the CSP forbids`);
}

const fresh = `${target}.new`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const manifest = {};
for (const [name, content] of Object.entries(files)) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const hashed = name.replace(/(\.\w+)$/, `.${hash}$1`);
  writeFileSync(join(fresh, hashed), content);
  manifest[name] = hashed;
  console.error(`${hashed.padEnd(28)} ${String(gzipSync(content, { level: 9 }).length).padStart(6)} bytes gzipped`);
}
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
