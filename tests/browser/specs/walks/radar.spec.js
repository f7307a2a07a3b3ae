// The ministry looks at all regions: the map and its table, a region, the line it aims at, data that come as a file.
import { person, signIn } from "../../people.js";
import { demo, expect, posted, screen, test } from "../../site.js";

const radar = `http://${demo.hosts.national}/adopsi`;

test("the ministry sees who joins and who needs help, sets a target and takes data in", async ({ page }) => {
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });

  await test.step("the map and the same as a table", async () => {
    await page.goto(radar);
    await signIn(page, person("ministry_admin", "nasional"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Radar adopsi");
    await expect(page.locator(".r-map svg a")).toHaveCount(514);
    await expect(page.locator(".r-map > li")).toHaveCount(38);
    await see("adopsi");
    await page.getByText("Peta ini sebagai tabel").click();
    await expect(page.getByRole("table", { name: "Daerah menurut kode, dengan tahapnya" }).getByRole("row")).toHaveCount(515);
  });

  await test.step("a square leads to its region", async () => {
    await page.goto(`${radar}?provinsi=33`);
    await page.locator(".r-map svg a", { hasText: "Kabupaten Sragen" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kabupaten Sragen");
    await expect(page.getByText("1.418", { exact: false }).first()).toBeVisible();
    await see("adopsi-daerah");
  });

  await test.step("a filter stays in the address", async () => {
    await page.goto(radar);
    await page.getByLabel("Jenis").selectOption("kota");
    await button("Saring").click();
    await expect(page).toHaveURL(/jenis=kota/);
    await expect(page.getByText("98 kabupaten dan kota")).toBeVisible();
    await page.goto(`${radar}/daerah`);
    await see("adopsi-semua");
    await page.goto(`${radar}/tersendat`);
    await see("adopsi-tersendat");
  });

  await test.step("a line to aim at", async () => {
    await page.goto(`${radar}/target`);
    for (const [day, many] of [["2026-01-01", "3"], ["2027-12-31", "200"]]) {
      await page.getByLabel("Sampai tanggal").fill(day);
      await page.getByLabel("Balai yang dituju").fill(many);
      await posted(page, button("Simpan target"));
      await expect(page.getByRole("status")).toContainText("Target tersimpan.");
    }
    await see("adopsi-target");
    await page.goto(radar);
    await expect(page.locator(".r-rise .aim")).toHaveCount(1);
  });

  await test.step("fiscal classes come as a file that is looked at first", async () => {
    await page.goto(`${radar}/data`);
    await see("adopsi-data");
    const text = "kode,kelas fiskal,keputusan,tahun,tipologi\n33.14,sedang,PMK 97/2025,2025,2.1\n33.15,kaya,PMK 97/2025,2025,\n";
    await page.getByLabel("Berkas data daerah").setInputFiles({ name: "kelas.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await button("Unggah dan lihat pratinjau").click();
    await expect(page.getByText("kaya")).toBeVisible();
    await see("adopsi-pratinjau");
    await button("Simpan 1 perubahan").click();
    await expect(page.getByRole("status")).toContainText("Data daerah tersimpan.");
  });

  await test.step("the weekly letter", async () => {
    await button("Kirimi saya surat mingguan").click();
    await expect(page.getByRole("status")).toContainText("setiap Senin pagi");
    await button("Hentikan surat").click();
    await expect(page.getByRole("status")).toContainText("tidak dikirim lagi");
  });
});
