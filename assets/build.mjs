// Sass -> lightningcss -> ../dist: every file under a name that carries its content's hash, with .br and .gz twins,
// and manifest.json from plain name to hashed name. dist is never committed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as sass from "sass";
import { transform } from "lightningcss";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dist = here("../dist/");
const targets = { chrome: 99 << 16, firefox: 97 << 16, safari: (15 << 16) | (4 << 8), android: 99 << 16 };

const colourNames = /--govuk-[a-z-]+-colour/g;

/** The fallbacks of govuk-frontend's colours are dropped: our tokens give every one a value. */
function withoutFallbacks(css) {
  return css
    .replace(/var\((--govuk-[a-z-]+-colour),\s*#[0-9a-f]+\)/gi, "var($1)")
    .replace(/@charset "UTF-8";/, "");
}

function sheet(name) {
  const { css } = sass.compile(here(`scss/${name}.scss`), {
    loadPaths: [here("node_modules")],
    quietDeps: true,
  });
  return transform({
    filename: `${name}.css`,
    code: Buffer.from(withoutFallbacks(css)),
    minify: true,
    targets,
  }).code;
}

function refuseMissingColours(css) {
  const missing = [...new Set(css.match(colourNames))].filter((name) => !css.includes(`${name}:`));
  if (missing.length) throw new Error(`scss/_tokens.scss gives no value for ${missing.join(", ")}`);
}

/** The names of what was put, twins included; whatever else lies in dist is of an earlier time. */
const kept = new Set(["manifest.json"]);

/** Writes a file unless it is there. A name says the content, so that what is there stays with its age: cargo goes by it. */
function write(name, bytes) {
  kept.add(name);
  if (existsSync(dist + name)) return;
  writeFileSync(`${dist}${name}.part`, bytes);
  renameSync(`${dist}${name}.part`, dist + name);
}

/** Writes one file and its twins; returns the hashed name. A PNG is packed already and has none. */
function put(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const hashed = name.replace(/(\.[a-z]+)$/, `-${hash}$1`);
  if (name.endsWith(".png")) {
    write(hashed, bytes);
    console.log(`  ${hashed.padEnd(28)} ${String(bytes.length).padStart(6)} B`);
    return hashed;
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [br, gz] = [brotliCompressSync(bytes, { params }), gzipSync(bytes, { level: 9 })];
  write(`${hashed}.br`, br);
  write(`${hashed}.gz`, gz);
  write(hashed, bytes);
  console.log(
    `  ${hashed.padEnd(28)} ${String(bytes.length).padStart(6)} B   gz ${gz.length} B   br ${br.length} B`,
  );
  return hashed;
}

const files = new Map();
for (const name of ["app", "desk"]) files.set(`${name}.css`, sheet(name));
refuseMissingColours(String(files.get("app.css")));
for (const folder of ["js", "img"]) {
  for (const name of readdirSync(here(folder)).sort())
    files.set(name, readFileSync(here(`${folder}/${name}`)));
}

mkdirSync(dist, { recursive: true });
const names = {};
for (const [name, content] of files) names[name] = put(name, content);
const manifest = JSON.stringify(names, null, 2) + "\n";
const path = `${dist}manifest.json`;
if (!existsSync(path) || readFileSync(path, "utf8") !== manifest) writeFileSync(path, manifest);
for (const name of readdirSync(dist)) if (!kept.has(name)) rmSync(dist + name);
