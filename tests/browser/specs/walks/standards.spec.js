// A clerk's way with a standard that is there already: the next version, its day, both side by side, back again; and
// what the linter found, answered.
import { person, signIn } from "../../people.js";
import { expect, hall, posted, screen, test } from "../../site.js";

const bengkulu = hall("17.09");
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a version waits for its day, is compared, published and taken back; a finding is muted with a reason", async ({ page }) => {
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const said = (text) => expect(page.getByText(text)).toBeVisible();
  let service;

  const decree = async (from) => {
    await page.goto(`${service}/sk`);
    await page.locator("[name=nomor]").fill("188/77/2026");
    await page.locator("[name=ditetapkan]").fill(inDays(-20));
    await page.locator("[name=berlaku]").fill(from);
    await posted(page, page.getByRole("button", { name: /Simpan/ }).first());
    await page.goto(`${service}/terbit`);
  };

  await test.step("a clerk finds the service and writes another product", async () => {
    await page.goto(`${bengkulu}/kelola/katalog?q=kutipan+akta+kelahiran`);
    await signIn(page, person("catalogue_editor", "17.09"));
    await page.getByRole("link", { name: "Kutipan akta kelahiran", exact: true }).click();
    service = page.url().split("/").slice(0, 6).join("/");
    await page.goto(`${service}/5`);
    await page.getByLabel("Produk").fill("Kutipan akta kelahiran bertanda tangan elektronik");
    await posted(page, button("Simpan draf"));
  });

  await test.step("its decree begins in three days, so it waits and is not written on", async () => {
    await decree(inDays(3));
    await button("Terbitkan").click();
    await said("Versi ini menunggu tanggal berlakunya");
    await see("standar-menunggu");
    await page.goto(`${service}/5`);
    await page.getByLabel("Produk").fill("Yang lain");
    await button("Simpan draf").click();
    await said("Batalkan dulu penantiannya");
    await expect(page.getByLabel("Produk")).toHaveValue("Yang lain");
    await page.goto(`${service}/terbit`);
    await posted(page, button("Batalkan penantian"));
  });

  await test.step("with a decree that holds already, citizens see it at once", async () => {
    await decree(inDays(-1));
    await page.goto(`${service}/banding`);
    await expect(page.locator("ins").first()).toBeVisible();
    await see("standar-banding");
    await page.goto(`${service}/terbit`);
    await button("Terbitkan").click();
    await said("Layanan terbit. Warga melihatnya mulai sekarang.");
    await page.getByRole("link", { name: "Lihat yang dibaca warga" }).click();
    await said("bertanda tangan elektronik");
  });

  await test.step("what was before is used again as a version of its own", async () => {
    await page.goto(`${service}/terbit`);
    await page.getByRole("button", { name: /^Pakai lagi/ }).click();
    await see("standar-pakai-lagi");
    await button("Terbitkan").click();
    await said("Versi 3, yang dilihat warga");
    await page.goto(`${service}/riwayat`);
    for (const text of ["Versi 3 terbit", "Versi 2 terbit", "Penantian versi 2 dibatalkan"]) await said(text);
    await see("standar-riwayat");
  });

  await test.step("a finding is muted, but not without a reason", async () => {
    await page.goto(`${bengkulu}/kelola/temuan`);
    await see("temuan");
    const muted = page.getByText("0 dibisukan");
    await expect(muted).toBeVisible();
    await page.getByRole("link", { name: /^Jawab/ }).first().click();
    await button("Bisukan dengan alasan ini").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("Tulis alasannya");
    await see("temuan-tanpa-alasan");
    await page.getByLabel("Jawaban atau alasan").fill("Perda sedang dibahas DPRD, nomornya menyusul.");
    await button("Bisukan dengan alasan ini").click();
    await said("1 dibisukan");
  });
});
