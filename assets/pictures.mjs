// Draws the pictures that must be PNG: icons for a phone's first screen, and the one that others show with a shared link.
// They are committed, as they change with the mark only: node pictures.mjs writes img/*.png.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [fill, fill2, gold, paper] = ["#223a7d", "#192c62", "#f0b23c", "#faf8f5"];
const mark = readFileSync(here("img/mark.svg"), "utf8").match(/<path.*(?=<\/g>)/)[0];
const joglo = readFileSync(here("../crates/web/templates/hall/joglo.svg"), "utf8");

/** The mark within the circle that every phone leaves of an icon (80 % of it). */
const icon = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 40 40">
  <rect width="40" height="40" fill="${fill}"/><g transform="translate(8 8) scale(.6)" fill="${gold}">${mark}</g></svg>`;

const share = `<style>
  body { margin: 0; width: 1200px; height: 630px; background: ${fill}; color: #fff; position: relative; overflow: hidden;
    font-family: system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
  .joglo svg { position: absolute; right: -40px; bottom: 46px; width: 760px; height: auto; color: ${fill2}; fill: ${fill2}; opacity: 1; display: block }
  .mark { position: absolute; left: 80px; top: 84px; width: 120px }
  h1 { position: absolute; left: 80px; top: 226px; margin: 0; font-size: 116px; font-weight: 800; letter-spacing: -2px; line-height: 1 }
  p { position: absolute; left: 80px; top: 368px; margin: 0; font-size: 44px; line-height: 1.3; max-width: 900px }
  .tumpal { position: absolute; left: 0; right: 0; bottom: 0; height: 46px; background: ${paper};
    border-top: 8px solid ${gold} }
  .tumpal::before { content: ""; position: absolute; inset: 0;
    background: conic-gradient(from -45deg at bottom, ${fill} 90deg, transparent 0) 0 0 / 76px 38px repeat-x }
</style>
<div class="joglo">${joglo}</div>
<svg class="mark" viewBox="0 0 40 40" fill="${gold}">${mark}</svg>
<h1>Balai</h1><p>Layanan publik kabupaten dan kota: syarat, biaya, waktu, dan tempatnya.</p><div class="tumpal"></div>`;

const browser = await chromium.launch({
  executablePath: process.env.BALAI_TEST_CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const draw = async (name, html, width, height) => {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<!doctype html><body style="margin:0">${html}`);
  writeFileSync(here(`img/${name}.png`), await page.screenshot());
  await page.close();
};
for (const size of [180, 192, 512]) await draw(`icon-${size}`, icon(size), size, size);
await draw("share", share, 1200, 630);
await browser.close();
