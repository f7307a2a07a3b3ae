// The ministry improves a national template; a region reads why, and takes the difference into its draft.
import { person, signIn } from "../../people.js";
import { expect, hall, ministry, screen, test } from "../../site.js";

const region = hall("17.09");

test("an improved template reaches the regions as a difference to accept", async ({ page, somebody }) => {
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });

  await test.step("the administrator finds the template and what it says", async () => {
    await page.goto(`${ministry()}/templat`);
    await signIn(page, person("ministry_admin", "nasional"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Templat nasional");
    await see("templat");
    await page.getByLabel("Cari templat").fill("akta kelahiran");
    await button("Cari").click();
    await page.getByRole("link", { name: /akta kelahiran/i }).first().click();
    await see("templat-satu");
  });

  await test.step("she writes another time into the next version", async () => {
    await page.getByRole("link", { name: "Ubah Jangka waktu" }).click();
    await page.getByLabel("Paling lama").fill("banyak");
    await button("Simpan draf templat").click();
    await expect(page.getByLabel("Paling lama")).toHaveValue("banyak");
    await see("templat-waktu-salah");
    await page.getByLabel("Paling lama").fill("9");
    await button("Simpan draf templat").click();
    await expect(page.getByText("Tersimpan sebagai draf.")).toBeVisible();
    await see("templat-draf");
  });

  await test.step("she publishes it with what is better", async () => {
    await button("Terbitkan ke daerah").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("Tulis apa yang diperbaiki");
    await page.getByLabel("Apa yang diperbaiki").fill("Waktu mengikuti peraturan baru.");
    await button("Terbitkan ke daerah").click();
    await expect(page.getByText("Versi baru terbit.")).toBeVisible();
    await see("templat-terbit");
  });

  await test.step("a region is offered the difference, and takes it", async () => {
    const owner = await somebody();
    await owner.goto(`${region}/kelola/katalog/pembaruan`);
    await signIn(owner, person("region_owner", "17.09"));
    await owner.getByRole("link", { name: /akta kelahiran/i }).first().click();
    await expect(owner.getByText("Waktu mengikuti peraturan baru.")).toBeVisible();
    await screen(owner, "pembaruan-templat");
    await owner.getByLabel("Terima ke draf").first().check();
    await owner.getByRole("button", { name: "Simpan jawaban" }).click();
    await expect(owner.getByRole("heading", { name: "Terbit dan versi" })).toBeVisible();
  });
});
