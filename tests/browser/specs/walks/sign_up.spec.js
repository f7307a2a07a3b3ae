// An official signs her region up: finding it, going on later, without JavaScript, and what is refused on the way.
import { pointer } from "../../hands.js";
import {
  askState, button, confirm, letterLink, link, official, pdf, readLetter, signUp, writeOfficial,
} from "../../sign_up.js";
import { expect, hall, root, screen, test } from "../../site.js";

test("a region is found by typing or in the list of its province, and who cannot sign up learns why", async ({ page }) => {
  const name = page.getByLabel("Nama kabupaten atau kota");
  const ask = async (words) => {
    await name.fill(words);
    await button(page, "Cari").click();
    await expect(name).toHaveValue(words);
  };
  await page.goto(`${root()}/daftar/daerah`);
  await screen(page, "daftar-daerah-kosong");
  await ask("Atlantis");
  await expect(page.getByText("Belum ada kabupaten atau kota bernama “Atlantis”.")).toBeVisible();
  await screen(page, "daftar-daerah-tidak-ada");
  await ask("semarang");
  await expect(page.getByText("Ada dua daerah bernama Semarang")).toBeVisible();
  await button(page, "Lanjut").click();
  await expect(page.getByRole("link", { name: "Pilih Kabupaten Semarang atau Kota Semarang." })).toBeVisible();
  await expect(name).toHaveValue("semarang");
  await screen(page, "daftar-daerah-dua-nama");

  const pick = async (province, region) => {
    await page.goto(`${root()}/daftar/daerah`);
    await page.getByText("Pilih dari daftar provinsi").click();
    await page.getByLabel("Provinsi").selectOption({ label: province });
    await button(page, "Tampilkan").click();
    await page.getByRole("radio", { name: region }).check();
    await button(page, "Lanjut").click();
  };
  await pick("Daerah Khusus Ibukota Jakarta", "Kota Administrasi Jakarta Pusat");
  await expect(page.getByRole("heading", { name: /tidak mendaftar sendiri/ })).toBeVisible();
  await screen(page, "daftar-daerah-jakarta");
  await pick("Jawa Tengah", "Kabupaten Sragen");
  await expect(page.getByRole("heading", { name: "Kabupaten Sragen sudah bergabung" })).toBeVisible();
  await expect(link(page, "Buka balainya")).toHaveAttribute("href", hall());
  await screen(page, "daftar-daerah-sudah-bergabung");
});

test("what was typed wrong stays, and a draft goes on by its link on another device", async ({ page, somebody }) => {
  const who = official("patikab.go.id");
  await page.goto(`${root()}/daftar/daerah?q=Pati`);
  await page.getByRole("radio", { name: "Kabupaten Pati" }).check();
  await button(page, "Lanjut").click();
  await writeOfficial(page, pointer, { ...who, nip: "1978", email: "siti@gmail.com" });
  await button(page, "Lanjut").click();
  await expect(page).toHaveTitle(/^Kesalahan: /);
  await expect(page.getByLabel("Nama lengkap")).toHaveValue(who.name);
  await expect(page.getByLabel("NIP")).toHaveValue("1978");
  await expect(page.getByText("Bukan go.id: diperiksa manual.")).toBeVisible();
  await screen(page, "daftar-penanggung-jawab-salah");
  await page.getByRole("link", { name: /^NIP terdiri atas 18 angka/ }).click();
  await expect(page.getByLabel("NIP")).toBeFocused();
  await button(page, "Simpan dan kirim tautan").click();
  await expect(page.getByRole("heading", { name: "Lanjutkan nanti" })).toBeVisible();
  await page.getByLabel("Kirim tautan ke surel").fill(who.email);
  await screen(page, "daftar-simpan");
  await button(page, "Kirim tautan").click();
  await expect(page.getByText("Tautan dalam perjalanan")).toBeVisible();
  await screen(page, "daftar-simpan-terkirim");

  const elsewhere = await somebody();
  await readLetter(elsewhere, pointer, who.email, "Teruskan pendaftaran Kabupaten Pati");
  await letterLink(elsewhere, "/daftar/lanjut/").click();
  await expect(elsewhere).toHaveURL(/\/penanggung-jawab$/);
  await expect(elsewhere.getByLabel("NIP")).toHaveValue("1978");
  await elsewhere.goto(`${root()}/daftar`);
  await expect(button(elsewhere, "Lanjutkan isian")).toBeVisible();
  await screen(elsewhere, "daftar-lanjutkan");
  await elsewhere.goto(`${root()}/daftar/lanjut/salah`);
  await expect(elsewhere.getByRole("heading", { name: "Isian ini tidak tersimpan lagi" })).toBeVisible();
  await screen(elsewhere, "daftar-berakhir");
});

test("a file that is no letter is refused, and a missing tick too, and nothing is lost", async ({ page }) => {
  await page.goto(`${root()}/daftar/daerah?q=Kudus`);
  await page.getByRole("radio", { name: "Kabupaten Kudus" }).check();
  await button(page, "Lanjut").click();
  await writeOfficial(page, pointer, official("kuduskab.go.id"));
  await button(page, "Lanjut").click();
  const field = page.getByLabel("Berkas surat");
  await field.setInputFiles({ name: "surat.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ program") });
  await button(page, "Unggah dan lanjut").click();
  await expect(page.locator(".govuk-error-summary")).toContainText("bukan PDF");
  await screen(page, "daftar-surat-salah");
  await field.setInputFiles(pdf("Bupati Kudus"));
  await button(page, "Unggah dan lanjut").click();
  await button(page, "Lanjut").click();
  await expect(page.locator(".govuk-error-summary")).toContainText("Centang bila pemerintah daerah menyetujui");
  await screen(page, "daftar-perjanjian-salah");
  await page.goto(`${root()}/daftar/surat`);
  await expect(page.getByText("Surat Bupati.pdf")).toBeVisible();
  await screen(page, "daftar-surat-tersimpan");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a region signs up, confirms and follows its state", async ({ page }) => {
    const who = official("rembangkab.go.id");
    const number = await signUp(page, pointer, "Rembang", who);
    await askState(page, pointer, number, who);
    await expect(page.getByText("Menunggu Anda")).toBeVisible();
    await confirm(page, pointer, who);
    await askState(page, pointer, number, { email: "orang.lain@rembangkab.go.id" });
    await expect(page.locator(".govuk-error-summary")).toContainText("tidak cocok");
    await askState(page, pointer, number, who);
    await expect(page.getByRole("heading", { name: "Pendaftaran menunggu diperiksa" })).toBeVisible();
    await page.goto(`${root()}/daftar/daerah?q=Rembang`);
    await page.getByRole("radio", { name: "Kabupaten Rembang" }).check();
    await button(page, "Lanjut").click();
    await expect(page.getByRole("heading", { name: "Kabupaten Rembang sedang didaftarkan" })).toBeVisible();
    await expect(page.getByText(who.email)).toHaveCount(0);
  });
});
