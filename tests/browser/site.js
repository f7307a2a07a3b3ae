// What every spec uses: the addresses of the demonstration, and a watch over each page that is visited.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test as base } from "@playwright/test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const demo = JSON.parse(process.env.BALAI_TEST_DEMO ?? "{}");

const at = (host) => `http://${host}`;

export const root = () => at(demo.hosts.root);
export const hall = (code = "33.14") => at(demo.hosts.regions[code].host);

/** Watches a page: no request leaves the deployment, no script or style is refused, no error is thrown. */
function watch(page, findings) {
  const own = new URL(root()).host;
  page.on("request", (request) => {
    const url = new URL(request.url());
    const foreign = !["data:", "blob:"].includes(url.protocol) && url.host !== own && !url.host.endsWith(`.${own}`);
    if (foreign) findings.push(`foreign request: ${request.url()}`);
  });
  page.on("pageerror", (error) => findings.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const missing = /status of 404/.test(message.text());
    if (message.type() === "error" && !missing) findings.push(`console: ${message.text()}`);
  });
}

export const test = base.extend({
  page: async ({ page }, use) => {
    const findings = [];
    watch(page, findings);
    await use(page);
    expect(findings).toEqual([]);
  },
});

/** The page fits its window, and axe has nothing to say. */
export async function look(page) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
  const words = violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html}`));
  expect(words, page.url()).toEqual([]);
}

/** The element that has the focus, or a box around it, looks different from when it has not. */
export async function focusIsVisible(page) {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement;
    const boxes = [focused, focused.parentElement, focused.parentElement?.parentElement].filter(Boolean);
    const looks = () =>
      boxes
        .map((box) => getComputedStyle(box))
        .map((s) => [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor, s.backgroundColor, s.color].join())
        .join(";");
    const before = looks();
    focused.blur();
    const after = looks();
    focused.focus({ focusVisible: true });
    return before !== after;
  });
  expect(seen, "the focus is visible").toBe(true);
}

/** Presses Tab until the given element has the focus. */
export async function tabTo(page, target) {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      await focusIsVisible(page);
      return;
    }
  }
  throw new Error(`Tab does not reach ${target}`);
}

export { expect };
