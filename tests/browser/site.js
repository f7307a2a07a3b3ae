// What every spec uses: the addresses of the demonstration, and a watch over each page that is visited.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { narrow, wide } from "./windows.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const demo = JSON.parse(process.env.BALAI_TEST_DEMO ?? "{}");

const at = (host) => `http://${host}`;

export const root = () => at(demo.hosts.root);
export const account = () => at(demo.hosts.account);
export const ministry = () => at(demo.hosts.national);
export const hall = (code = "33.14") => at(demo.hosts.regions[code].host);

/** Watches a page: no request leaves the deployment, no script or style is refused, no error is thrown. */
function watch(page, findings) {
  const own = new URL(root()).host;
  page.on("request", (request) => {
    const url = new URL(request.url());
    // What a browser's own viewer of PDF loads (chrome:, chrome-extension:) leaves nothing.
    const goes = ["http:", "https:", "ws:", "wss:"].includes(url.protocol);
    const foreign = goes && url.host !== own && !url.host.endsWith(`.${own}`);
    if (foreign) findings.push(`foreign request: ${request.url()}`);
  });
  page.on("pageerror", (error) => findings.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A page that is refused, not there, or over, and a form that comes back, are answers and no faults.
    const answer = /status of (403|404|409|410|422)/.test(message.text());
    if (message.type() === "error" && !answer) findings.push(`console: ${message.text()}`);
  });
}

export const test = base.extend({
  /** What the watched pages of a test did that they must not. */
  findings: async ({}, use) => {
    const findings = [];
    await use(findings);
    expect(findings).toEqual([]);
  },
  page: async ({ page, findings }, use) => {
    watch(page, findings);
    await use(page);
  },
  /** Opens a page of somebody else: a browser of her own, watched too. */
  somebody: async ({ browser, findings }, use) => {
    const contexts = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ locale: "id-ID", timezoneId: "Asia/Jakarta", viewport: wide, ...options });
      contexts.push(context);
      const page = await context.newPage();
      watch(page, findings);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** The page fits its window, and axe has nothing to say. */
export async function look(page) {
  // an address is known before its style sheet has come
  await page.waitForLoadState();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), rules);
  const words = violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html}`));
  expect(words, page.url()).toEqual([]);
}

/** A look at a screen in both windows, the narrow one dark. With BALAI_TEST_SHOTS=DIR it is photographed, light too. */
export async function screen(page, name) {
  const shots = process.env.BALAI_TEST_SHOTS;
  const shoot = (kind) => page.screenshot({ path: join(shots, `${name}-${kind}.png`), fullPage: true });
  await page.setViewportSize(narrow);
  if (shots) await shoot("360");
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await look(page);
  if (shots) await shoot("360-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(wide);
  await look(page);
  if (shots) await shoot("1280");
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

/** Presses what sends a form, and waits for the answer: a click comes back before the browser has sent anything. */
export const posted = (page, control) =>
  Promise.all([page.waitForResponse((response) => response.request().method() === "POST"), control.click()]);

/** Presses Tab until the given element has the focus. */
export async function tabTo(page, target) {
  await target.waitFor();
  for (let steps = 0; steps < 120; steps++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) {
      await focusIsVisible(page);
      return;
    }
  }
  throw new Error(`Tab does not reach ${target}`);
}

export { expect };
