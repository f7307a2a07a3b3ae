// Lighthouse on home, search and a service page of the demonstration's Sragen: a phone on slow 4G, by Lighthouse's own
// model of it. Starts the demonstration (BALAI_TEST_BINARY or the release build), prints a table, ends with 1 if a figure
// is missed. The reports stay in target/lighthouse.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import start from "../browser/demo.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const out = join(root, "target/lighthouse");
const least = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };

process.env.BALAI_TEST_BINARY ??= join(root, "target/release/balai");
const stop = await start();
const demo = JSON.parse(process.env.BALAI_TEST_DEMO);
const hall = `http://${demo.hosts.regions["33.14"].host}`;

/** The address of the first service that a search finds. Node does not resolve *.localhost, so the port is asked. */
async function service() {
  const { host, port } = new URL(hall);
  const { request } = await import("node:http");
  const text = await new Promise((done, fail) => {
    const headers = { host };
    request({ port, path: "/api/v1/services?q=akta+kelahiran&limit=1", headers }, (answer) => {
      let body = "";
      answer.on("data", (part) => (body += part)).on("end", () => done(body));
    })
      .on("error", fail)
      .end();
  });
  return `/layanan/${JSON.parse(text).items[0].slug}`;
}

let missed = 0;
const chrome = await launch({
  chromePath: process.env.BALAI_TEST_CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  mkdirSync(out, { recursive: true });
  const pages = { home: "/", search: "/cari?q=akta+kelahiran", service: await service() };
  for (const [name, path] of Object.entries(pages)) {
    const options = { port: chrome.port, output: "html", onlyCategories: Object.keys(least), logLevel: "error" };
    const { lhr, report } = await lighthouse(`${hall}${path}`, options);
    writeFileSync(join(out, `${name}.html`), report);
    const scores = Object.entries(lhr.categories).map(([id, { score }]) => [id, Math.round(score * 100)]);
    const paint = lhr.audits["largest-contentful-paint"].displayValue;
    console.log(`${name.padEnd(8)} ${scores.map(([id, score]) => `${id} ${score}`).join(", ")}, LCP ${paint}`);
    for (const [id, score] of scores.filter(([id, score]) => score < least[id])) {
      missed += 1;
      console.log(`  ${id} is ${score}, not ${least[id]}:`);
      for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
        const { score: own, title } = lhr.audits[audit];
        if (weight > 0 && own !== null && own < 0.9) console.log(`    ${audit}: ${title}`);
      }
    }
  }
} finally {
  await chrome.kill();
  await stop();
}
process.exitCode = missed ? 1 : 0;
