// What a first visit costs a citizen: bytes on the wire and requests, counted by the browser.
import { expect, hall, test } from "../site.js";

const most = { page: 25_000, script: 5_000, requests: 5 };

/** Visits a page with nothing in the cache; returns each request with the bytes of its body and head on the wire. */
async function visit(page, address) {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  const requests = new Map();
  client.on("Network.requestWillBeSent", ({ requestId, type, request }) =>
    requests.set(requestId, { type, url: request.url, bytes: 0 }),
  );
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await client.detach();
  return [...requests.values()].filter(({ url }) => !url.startsWith("data:"));
}

const sum = (requests, ...types) =>
  requests.filter(({ type }) => types.includes(type)).reduce((bytes, request) => bytes + request.bytes, 0);

test("a first visit stays within its measure", async ({ page }) => {
  await page.goto(`${hall()}/cari?q=akta+kelahiran`);
  const service = await page.locator(".b-hit a").first().getAttribute("href");
  for (const path of ["/", "/cari?q=akta+kelahiran", service]) {
    const requests = await visit(page, new URL(path, hall()).href);
    const [weight, script] = [sum(requests, "Document", "Stylesheet"), sum(requests, "Script")];
    console.log(`${path}: HTML and CSS ${weight} B, JavaScript ${script} B, ${requests.length} requests`);
    expect(requests.filter(({ type }) => type === "Document").length, "it is counted").toBe(1);
    expect(weight, path).toBeGreaterThan(5_000);
    expect(weight, path).toBeLessThanOrEqual(most.page);
    expect(script, path).toBeLessThanOrEqual(most.script);
    expect(requests.length, path).toBeLessThanOrEqual(most.requests);
  }
});
