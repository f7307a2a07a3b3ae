// Bu Sri asks about her own data: she sees what a region holds, pauses its use, the region answers, and she ends the pause.
import { person, signIn } from "../../people.js";
import { account, expect, hall, ministry, screen, test } from "../../site.js";

const sragen = hall("33.14");

test("a citizen asks about her data, and the region answers within its clock", async ({ page, somebody }) => {
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const said = (text) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

  await test.step("the record of processing names her rights and leads to them", async () => {
    await page.goto(`${sragen}/data-pribadi/catatan`);
    await expect(page.getByText("Pengendali data")).toBeVisible();
    await see("catatan-pengolahan");
    await page.getByRole("link", { name: "Melihat data saya" }).click();
    await signIn(page, person("citizen", ""));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lihat data saya di Kabupaten Sragen");
    await see("hak-lihat");
  });

  await test.step("what a region holds of her she sees at once", async () => {
    await button("Lihat data saya").click();
    await said("Permintaan tercatat.");
    await expect(page.getByText(/^PDP-\d{4}-/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Siapa yang membuka berkas Anda" })).toBeVisible();
    await see("hak-terlihat");
  });

  await test.step("one question after another: which right, whom, what", async () => {
    await page.goto(`${account()}/`);
    await page.getByRole("link", { name: "Hak atas data saya" }).click();
    await see("hak");
    await page.getByRole("link", { name: "Memperbaiki data saya" }).click();
    await see("hak-kepada");
    await page.getByRole("link", { name: "Daerah lain" }).click();
    await see("hak-kepada-semua");
    await page.getByRole("link", { name: "Kabupaten Sragen" }).click();
    await button("Kirim permintaan").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("Tulis 10 sampai 1.000 huruf.");
    await see("hak-perbaiki-salah");
    await page.getByLabel("Apa yang keliru, dan bagaimana seharusnya?").fill("Nama saya ditulis Sri Rahaya, seharusnya Sri Rahayu.");
    await expect(page.getByText(/paling lambat \w+, \d+ \w+ \d{4} pukul \d\d\.\d\d WIB/)).toBeVisible();
    await button("Kirim permintaan").click();
    await said("Permintaan tercatat.");
    await see("hak-perbaiki");
  });
  const correction = page.url().split("?")[0];

  await test.step("a pause stands from now on", async () => {
    await page.goto(`${account()}/data-pribadi/minta/jeda/33.14`);
    await see("hak-jeda-tanya");
    await button("Jeda sekarang").click();
    await expect(page.getByText("Dijeda", { exact: true })).toBeVisible();
    await see("hak-jeda");
  });

  const desk = await somebody();
  await test.step("the region sees the next deadline first, and answers", async () => {
    await desk.goto(`${sragen}/kelola/data-pribadi`);
    await signIn(desk, person("region_owner", "33.14"));
    await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Permintaan data pribadi");
    await screen(desk, "kelola-data-pribadi");
    await desk.locator("main table a").first().click();
    await expect(desk.getByText("seharusnya Sri Rahayu")).toBeVisible();
    await desk.getByRole("button", { name: "Kirim jawaban" }).click();
    await expect(desk.locator(".govuk-error-summary")).toContainText("Pilih jawabannya.");
    await screen(desk, "kelola-data-pribadi-salah");
    await desk.getByLabel("Sudah dikerjakan").check();
    await desk.getByLabel("Yang dibaca pemohon").fill("Nama Anda sudah kami perbaiki di arsip permohonan.");
    await desk.getByRole("button", { name: "Kirim jawaban" }).click();
    await expect(desk.getByRole("status")).toContainText("Jawaban tercatat.");
    await screen(desk, "kelola-data-pribadi-dijawab");
  });

  await test.step("she reads the answer, and ends her pause", async () => {
    await page.goto(correction);
    await expect(page.getByText("Nama Anda sudah kami perbaiki di arsip permohonan.")).toBeVisible();
    await see("hak-dijawab");
    await page.goto(`${account()}/data-pribadi/permintaan`);
    await see("hak-daftar");
    await page.getByRole("link", { name: /^Menjeda pemrosesan PDP-/ }).click();
    await button("Akhiri jeda").click();
    await said("Sudah diakhiri.");
    await see("hak-jeda-berakhir");
  });

  await test.step("the ministry counts what is late, and reads none of it", async () => {
    const officer = await somebody();
    await officer.goto(`${ministry()}/permintaan-data`);
    await signIn(officer, person("ministry_admin", "nasional"));
    await expect(officer.getByRole("link", { name: /^Terlambat di daerah \(0\)/ })).toBeVisible();
    await screen(officer, "kementerian-data-pribadi");
  });
});
