// The line breaks while a citizen sends a document: it goes on where it stood, by itself and after the page was left; two
// photos are one document; what was begun as one kind is never filed as another.
import { openLine } from "../../line.js";
import { register } from "../../people.js";
import { photo } from "../../pictures.js";
import { account, expect, screen, test } from "../../site.js";

/** A photo that is light enough to be sent as it is, and larger than the parts that the server keeps. */
async function light(page, name) {
  const buffer = await photo(page, 1_000, 600_000);
  expect(buffer.length).toBeGreaterThan(350_000);
  return { name, mimeType: "image/jpeg", buffer };
}

test("an upload survives a broken line and a page that was left", async ({ somebody, findings }) => {
  const line = await openLine();
  const page = await somebody(line.options);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const box = page.locator(".b-progress");
  await register(page, somebody, { email: "endang@contoh.id", name: "Endang Sari", password: "sepeda hujan lonceng tikar" });

  /** What the page asks of the server for uploads, as it goes. */
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/berkas/unggahan") && ["POST", "PATCH"].includes(request.method()))
      asked.push({ method: request.method(), pathname, offset: Number(request.headers()["upload-offset"] ?? -1) });
  });
  const count = (method) => asked.filter((one) => one.method === method && !one.pathname.endsWith("/selesai")).length;

  /** Chooses files for a kind, and sends them until the line is cut in the middle; returns where the upload is. */
  async function cutInTheMiddle(kind, files) {
    asked.length = 0;
    await page.goto(`${account()}/berkas/unggah?jenis=${kind}`);
    await page.getByLabel("Atau pilih berkas").setInputFiles(files);
    const stuck = line.stuckAfter(300_000);
    await button("Unggah").click();
    await stuck;
    await expect(box.getByText("Sedang mengunggah. Jangan tutup halaman ini.")).toBeVisible();
    await expect(box.locator("progress")).toHaveAttribute("value");
    line.cut();
    await expect(box.getByText("Jaringan terputus. Unggahan dilanjutkan begitu tersambung lagi.")).toBeVisible();
    return asked.find((one) => one.method === "PATCH").pathname;
  }

  /** It went on with the same upload, from within it. */
  function wentOn(pathname, size) {
    const last = asked.filter((one) => one.method === "PATCH").at(-1);
    expect(last).toMatchObject({ pathname });
    expect(last.offset).toBeGreaterThan(0);
    expect(last.offset).toBeLessThan(size);
  }

  await test.step("the line comes back, and it goes on by itself", async () => {
    const files = [await light(page, "halaman 1.jpg"), await light(page, "halaman 2.jpg")];
    const begun = await cutInTheMiddle("NIKAH", files);
    await screen(page, "berkas-terputus");
    line.mend();
    await expect(page).toHaveURL(/\/nomor$/);
    expect(count("POST"), "one upload for both pages").toBe(1);
    wentOn(begun, files[0].buffer.length + files[1].buffer.length);
    await page.goto(page.url().replace(/\/nomor$/, ""));
    await expect(page.getByText(/halaman 1\.jpg, 2 halaman/)).toBeVisible();
    await screen(page, "berkas-dua-halaman");
  });

  const ktp = await light(page, "ktp.jpg");
  await test.step("she left the page, and chooses the same photo again", async () => {
    const begun = await cutInTheMiddle("KTP", ktp);
    await page.goto("about:blank");
    line.mend();
    asked.length = 0;
    await page.goto(`${account()}/berkas/unggah?jenis=KTP`);
    await page.getByLabel("Atau pilih berkas").setInputFiles(ktp);
    await button("Unggah").click();
    await expect(page).toHaveURL(/\/nomor$/);
    expect(count("POST"), "nothing is begun anew").toBe(0);
    wentOn(begun, ktp.buffer.length);
    await expect(page.getByLabel("Nomor pada KTP-el")).toBeVisible();
  });

  await test.step("what was begun as an identity card is not filed as it when it is sent as a family card", async () => {
    const card = await light(page, "kartu.jpg");
    const begun = await cutInTheMiddle("KTP", card);
    await page.goto("about:blank");
    line.mend();
    asked.length = 0;
    await page.goto(`${account()}/berkas/unggah?jenis=KK`);
    await page.getByLabel("Atau pilih berkas").setInputFiles(card);
    await button("Unggah").click();
    await expect(page).toHaveURL(/\/nomor$/);
    expect(count("POST")).toBe(1);
    expect(asked.some((one) => one.pathname === begun)).toBe(false);
    await expect(page.getByLabel("Nomor pada Kartu Keluarga")).toBeVisible();
    await page.goto(`${account()}/berkas`);
    for (const [name, times] of [["KTP-el", 1], ["Kartu Keluarga", 1], ["Buku nikah atau akta perkawinan", 1]])
      await expect(page.getByRole("link", { name, exact: true })).toHaveCount(times);
  });

  await line.close();
  // the cut itself is what the browser complains of
  const other = findings.filter((finding) => !finding.includes("net::ERR_"));
  findings.splice(0, findings.length, ...other);
});
