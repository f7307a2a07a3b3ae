// The line breaks while a citizen sends a document: it goes on where it stood, by itself and after the page was left; two
// photos are one document; what was begun as one kind is never filed as another.
import { Buffer } from "node:buffer";
import { register } from "../../people.js";
import { account, expect, screen, test } from "../../site.js";

/** A photo of noise that is light enough to be sent as it is, and larger than the parts that the server keeps. */
async function photo(page, name) {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1_000, 750);
    const brush = canvas.getContext("2d");
    const noise = brush.createImageData(canvas.width, canvas.height);
    for (let at = 0; at < noise.data.length; at += 65_536)
      crypto.getRandomValues(noise.data.subarray(at, Math.min(at + 65_536, noise.data.length)));
    for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
    brush.putImageData(noise, 0, 0);
    for (const quality of [0.8, 0.7, 0.6, 0.5, 0.4]) {
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
      if (blob.size < 600_000) return [...new Uint8Array(await blob.arrayBuffer())];
    }
  });
  expect(bytes.length).toBeGreaterThan(350_000);
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
}

/** The line of a page: slow, gone or as fast as it gets. */
async function line(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  const be = (offline, uploadThroughput) =>
    client.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput });
  return { slow: () => be(false, 40_000), gone: () => be(true, -1), fast: () => be(false, -1) };
}

test("an upload survives a broken line and a page that was left", async ({ somebody, findings }) => {
  const page = await somebody();
  const wire = await line(page);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const box = page.locator(".b-progress");
  const value = () => box.locator("progress").evaluate((bar) => (bar.hasAttribute("value") ? bar.value : -1));
  await register(page, somebody, { email: "endang@contoh.id", name: "Endang Sari", password: "sepeda hujan lonceng tikar" });
  const watcher = await page.context().newPage();
  await watcher.goto(account());

  /** What the page asks of the server for uploads, as it goes. */
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/berkas/unggahan") && ["POST", "PATCH"].includes(request.method()))
      asked.push({ method: request.method(), pathname });
  });
  const count = (method) => asked.filter((one) => one.method === method && !one.pathname.endsWith("/selesai")).length;

  /** Chooses files for a kind, and sends them on a slow line until it is cut in the middle; returns where the upload is. */
  async function cutInTheMiddle(kind, files) {
    asked.length = 0;
    await page.goto(`${account()}/berkas/unggah?jenis=${kind}`);
    await wire.slow();
    await page.getByLabel("Atau pilih berkas").setInputFiles(files);
    await button("Unggah").click();
    await expect(box.getByText("Sedang mengunggah. Jangan tutup halaman ini.")).toBeVisible();
    await expect.poll(value, { timeout: 60_000, intervals: [100] }).toBeGreaterThan(40);
    expect(await value()).toBeLessThan(100);
    await wire.gone();
    await expect(box.getByText("Jaringan terputus. Unggahan dilanjutkan begitu tersambung lagi.")).toBeVisible();
    const { pathname } = asked.find((one) => one.method === "PATCH");
    // the server has noticed, and holds what came
    const stands = () =>
      watcher.evaluate(async (path) => {
        const answer = await fetch(path, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
        return Number(answer.headers.get("Upload-Offset"));
      }, pathname);
    await expect.poll(stands, { timeout: 30_000 }).toBeGreaterThan(0);
    return pathname;
  }

  await test.step("the line comes back, and it goes on by itself", async () => {
    const files = [await photo(page, "halaman 1.jpg"), await photo(page, "halaman 2.jpg")];
    await cutInTheMiddle("NIKAH", files);
    const stood = await value();
    expect(stood).toBeGreaterThan(40);
    await screen(page, "berkas-terputus");
    await wire.fast();
    await expect(page).toHaveURL(/\/nomor$/, { timeout: 60_000 });
    expect(count("POST"), "one upload for both pages").toBe(1);
    await page.goto(page.url().replace(/\/nomor$/, ""));
    await expect(page.getByText(/halaman 1\.jpg, 2 halaman/)).toBeVisible();
    await screen(page, "berkas-dua-halaman");
  });

  const ktp = await photo(page, "ktp.jpg");
  await test.step("she left the page, and chooses the same photo again", async () => {
    await cutInTheMiddle("KTP", ktp);
    await page.goto("about:blank");
    await wire.fast();
    asked.length = 0;
    await page.goto(`${account()}/berkas/unggah?jenis=KTP`);
    await page.getByLabel("Atau pilih berkas").setInputFiles(ktp);
    await button("Unggah").click();
    await expect(page).toHaveURL(/\/nomor$/, { timeout: 60_000 });
    expect(count("POST"), "nothing is begun anew").toBe(0);
    await expect(page.getByLabel("Nomor pada KTP-el")).toBeVisible();
  });

  await test.step("what was begun as an identity card is not filed as it when it is sent as a family card", async () => {
    const card = await photo(page, "kartu.jpg");
    const begun = await cutInTheMiddle("KTP", card);
    await page.goto("about:blank");
    await wire.fast();
    asked.length = 0;
    await page.goto(`${account()}/berkas/unggah?jenis=KK`);
    await page.getByLabel("Atau pilih berkas").setInputFiles(card);
    await button("Unggah").click();
    await expect(page).toHaveURL(/\/nomor$/, { timeout: 60_000 });
    expect(count("POST")).toBe(1);
    expect(asked.some((one) => one.pathname === begun)).toBe(false);
    await expect(page.getByLabel("Nomor pada Kartu Keluarga")).toBeVisible();
    await page.goto(`${account()}/berkas`);
    for (const [name, times] of [["KTP-el", 1], ["Kartu Keluarga", 1], ["Buku nikah atau akta perkawinan", 1]])
      await expect(page.getByRole("link", { name, exact: true })).toHaveCount(times);
  });

  // the cut itself is what the browser complains of
  const other = findings.filter((finding) => !finding.includes("ERR_INTERNET_DISCONNECTED"));
  findings.splice(0, findings.length, ...other);
});
