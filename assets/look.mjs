// Photographs and checks a folder of pages written by the gallery example: node assets/look.mjs DIR [--shots DIR] [name...]
// Looks at each page at 320, 360 and 1280 px, light and dark: axe, sideways scroll, visible focus, valid HTML.
import { createServer } from "node:http";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name) => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};
const shots = option("--shots");
const [folder, ...wanted] = args;
if (!folder) {
  console.error("look: say which folder the gallery wrote");
  process.exit(2);
}

const kinds = {
  html: "text/html; charset=utf-8",
  css: "text/css",
  js: "text/javascript",
  svg: "image/svg+xml",
};
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; object-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'";
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://gallery").pathname;
  const file = path.startsWith("/aset/") ? join(here, "../dist", path.slice(6)) : join(folder, path);
  try {
    const body = readFileSync(file);
    response
      .writeHead(200, { "content-type": kinds[file.split(".").pop()], "content-security-policy": policy })
      .end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${server.address().port}`;

const pages = ["id", "en"].flatMap((lang) =>
  readdirSync(join(folder, lang)).map((file) => `${lang}/${file.slice(0, -5)}`),
);
const names = pages.filter((name) => !wanted.length || wanted.some((part) => name.includes(part)));
const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const validate = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "long-title": "off",
    "prefer-native-element": "off", // a link that looks like a button is announced as one
    "no-redundant-role": "off",
    "tel-non-breaking": "off",
    "no-inline-style": "error",
    "no-implicit-button-type": "error",
    "wcag/h30": "error",
  },
});

const findings = [];
const say = (...words) => findings.push(words.join(" "));

async function checkHtml(name) {
  const report = await validate.validateFile(join(folder, `${name}.html`));
  for (const message of report.results.flatMap((result) => result.messages))
    say(name, "html", message.line, message.ruleId, message.message);
}

async function checkAxe(page, label) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
  for (const { id, nodes } of violations) {
    for (const node of nodes.slice(0, 3))
      say(label, id, node.target.join(" "), node.failureSummary.replace(/\s+/g, " ").slice(0, 220));
  }
}

async function checkWidth(page, label) {
  const wide = await page.evaluate(() => {
    const out = (element) =>
      element.getBoundingClientRect().right > innerWidth + 1 &&
      !element.closest(".govuk-visually-hidden, svg");
    const culprits = [...document.querySelectorAll("body *")].filter(out).slice(0, 3);
    return {
      by: document.documentElement.scrollWidth - innerWidth,
      culprits: culprits.map((e) => `${e.tagName}.${e.className}`),
    };
  });
  if (wide.by > 0) say(label, "scrolls sideways by", wide.by, wide.culprits.join(" "));
}

/** Walks by Tab: each stop must show an outline or the gold ring. */
async function checkFocus(page, label) {
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press("Tab");
    const dim = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const shows = (target, pseudo) => {
        if (!target) return false;
        const style = getComputedStyle(target, pseudo);
        const outline =
          style.outlineStyle !== "none" &&
          parseFloat(style.outlineWidth) >= 2 &&
          !/, 0\)$/.test(style.outlineColor);
        return outline || style.boxShadow.includes("255, 198, 72");
      };
      const seen =
        shows(element) ||
        shows(element, "::after") ||
        shows(element.labels?.[0], "::before") ||
        shows(element.closest(".b-search"));
      return seen ? "" : `${element.tagName}.${element.className}`;
    });
    if (dim === null) return;
    if (dim) say(label, "focus not visible", dim);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
if (shots) mkdirSync(shots, { recursive: true });
for (const name of names) {
  await checkHtml(name);
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 740 } });
    page.on("console", (message) => message.type() === "error" && say(name, "console", message.text()));
    await page.goto(`${base}/${name}.html`);
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await checkWidth(page, `${name} ${width}`);
      if (width === 320) continue;
      await checkAxe(page, `${name} ${colorScheme} ${width}`);
      if (shots)
        await page.screenshot({
          path: join(shots, `${name.replace("/", "-")}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
    }
    if (colorScheme === "light") await checkFocus(page, name);
    await page.close();
  }
}
await browser.close();
server.close();
for (const finding of findings) console.log(finding);
console.log(
  findings.length
    ? `${findings.length} findings on ${names.length} pages`
    : `${names.length} pages: no findings`,
);
process.exitCode = findings.length ? 1 : 0;
