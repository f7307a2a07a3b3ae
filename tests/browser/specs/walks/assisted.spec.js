// Mbok Sukarti has no telephone: a clerk opens her account, keeps her card in it and prints the sheet. Later she takes it over.
// Bu Sri shows the code on her telephone, and the clerk looks at her card.
import { Buffer } from "node:buffer";
import { person, signIn } from "../../people.js";
import { codeTo } from "../../post.js";
import { account, expect, hall, ministry, posted, screen, test } from "../../site.js";

const sragen = hall("33.14");
const counter = `${sragen}/kelola/warga`;
// one person for each browser and machine: the demonstration is kept between runs
const serial = String(1_000 + (Date.now() % 8_999));
const nik = `331401520849${serial}`;

const pdf = (words) =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n% ${words}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

test("somebody without a telephone gets an account at the counter and takes it over later", async ({ somebody }) => {
  const page = await somebody();
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const link = (name) => page.getByRole("button", { name, exact: true }).or(page.getByRole("link", { name, exact: true }));
  const said = (text) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();
  let code = "";

  await test.step("the clerk copies the card, compares what the number says, and asks", async () => {
    await page.goto(counter);
    await signIn(page, person("counter_clerk", "33.14"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Warga di loket");
    await see("warga");
    await button("Buka").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("Tulis kode");
    await link("Buka akun berbantuan").click();
    await page.getByLabel("Nama").fill("Mbok Sukarti");
    await page.getByLabel("NIK").fill("3314");
    await button("Lanjut").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("16 angka");
    await see("warga-baru");
    await page.getByLabel("NIK").fill(nik);
    await button("Lanjut").click();
    await expect(page.getByText("12 Agustus 1949")).toBeVisible();
    await see("warga-setuju");
    await button("Buka akun").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("Cocokkan dengan KTP-el");
    await page.getByLabel(/sama dengan di KTP-el/).check();
    await page.getByLabel("Untuk apa akun ini dibuka?").fill("Menyimpan KTP dan mengurus bantuan sosial");
    await page.getByLabel("Warga setuju secara lisan di depan saya").check();
    await button("Buka akun").click();
    await said("Akun dibuka.");
    await see("warga-dibuka");
  });

  await test.step("she gets her sheet, and the card lies in her account", async () => {
    const visit = page.url().split("?")[0];
    await button("Cetak lembar kode").click();
    code = await page.locator(".b-code").innerText();
    await see("warga-lembar");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("article")).toBeVisible();
    await expect(page.locator(".b-head")).toBeHidden();
    // the roll of a ticket printer is 80 mm wide
    await page.setViewportSize({ width: 302, height: 800 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wider, "the sheet fits a roll").toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: "screen" });
    await page.goto(visit);
    await link("Simpan berkas").click();
    await page.getByLabel("Jenis berkas").selectOption({ label: "KTP-el" });
    await page.getByLabel("Berkas", { exact: true }).setInputFiles({ name: "ktp.pdf", mimeType: "application/pdf", buffer: pdf(serial) });
    await see("warga-berkas");
    await button("Simpan").click();
    await said("Berkas disimpan.");
    await see("warga-lengkap");
    await button("Selesai melayani").click();
    await said("Selesai.");
  });

  await test.step("the sheet leads to her, but not without her card", async () => {
    await page.getByLabel("Kode yang ditunjukkan warga").fill(code.toLowerCase());
    await button("Buka").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mbok Sukarti");
    await expect(button("Ganti lembar kode")).toHaveCount(0);
    await see("warga-ditemukan");
  });

  await test.step("with an address of her own she takes it over", async () => {
    const phone = await somebody();
    const email = `sukarti${serial}@contoh.id`;
    const press = (name) => phone.getByRole("button", { name, exact: true }).click();
    await phone.goto(`${account()}/ambil-alih?kode=${code}`);
    await phone.getByLabel("NIK Anda").fill(`331401520849${serial === "9999" ? "0001" : "9999"}`);
    await press("Lanjut");
    await expect(phone.locator(".govuk-error-summary")).toContainText("tidak cocok");
    await screen(phone, "ambil-alih");
    await phone.getByLabel("NIK Anda").fill(nik);
    await press("Lanjut");
    await phone.getByLabel("Surel atau nomor ponsel").fill(email);
    await screen(phone, "ambil-alih-kontak");
    await press("Lanjut");
    await phone.getByLabel("Kode enam angka").fill(await codeTo(somebody, email));
    await press("Lanjut");
    await phone.getByLabel("Kata sandi").fill("kuda lumping makan beling");
    await screen(phone, "ambil-alih-sandi");
    await posted(phone, phone.getByRole("button", { name: "Simpan dan masuk" }));
    await phone.goto(`${account()}/profil`);
    await expect(phone.getByText("Dilihat petugas di Kabupaten Sragen")).toBeVisible();
    await screen(phone, "profil-dilihat");
    await phone.goto(`${account()}/berkas`);
    await expect(phone.getByRole("heading", { name: "KTP-el" }).first()).toBeVisible();
  });
});

test("a clerk sees the card of somebody with a telephone, and the ministry has nothing to settle", async ({ somebody }) => {
  const [page, phone, office] = [await somebody(), await somebody(), await somebody()];
  const button = (name) => page.getByRole("button", { name, exact: true });
  await phone.goto(`${account()}/berkas/kode`);
  await signIn(phone, person("citizen", ""));
  await phone.getByRole("button", { name: "Buat kode" }).click();
  const code = await phone.locator(".b-code").innerText();
  await page.goto(counter);
  await signIn(page, person("counter_clerk", "33.14"));
  await page.getByLabel("Kode yang ditunjukkan warga").fill(code);
  await button("Buka").click();
  await page.getByRole("button", { name: "Lihat KTP-el" }).or(page.getByRole("link", { name: "Lihat KTP-el" })).click();
  await screen(page, "warga-kartu");
  await page.getByRole("button", { name: "NIK dilihat" }).click();
  await expect(page.locator(".govuk-error-summary")).toContainText("Tulis 16 angka NIK");
  await page.goto(`${sragen}/kelola/warga/dilihat`);
  await screen(page, "warga-catatan");
  await office.goto(`${ministry()}/nik`);
  await signIn(office, person("ministry_verifier", "nasional"));
  await expect(office.getByRole("heading", { level: 1 })).toHaveText("NIK di dua akun");
  await screen(office, "nik");
});

test("somebody appoints a delegate, who acts as far as that goes", async ({ somebody }) => {
  const [owner, agent] = [await somebody(), await somebody()];
  const email = `wakil${serial}@contoh.id`;
  const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
  await agent.goto(`${account()}/daftar`);
  await agent.getByLabel("Surel atau nomor ponsel").fill(email);
  await press(agent, "Lanjut");
  await agent.getByLabel("Kode enam angka").fill(await codeTo(somebody, email));
  await press(agent, "Lanjut");
  await agent.getByLabel("Nama").fill("Budi Wakil");
  await press(agent, "Lanjut");
  await agent.getByLabel("Kata sandi").fill("kuda lumping makan beling");
  await press(agent, "Buat akun");
  await owner.goto(`${account()}/keluarga`);
  await signIn(owner, person("citizen", ""));
  await screen(owner, "keluarga");
  await owner.getByRole("button", { name: "Tunjuk wakil" }).or(owner.getByRole("link", { name: "Tunjuk wakil" })).click();
  await press(owner, "Lanjut");
  await expect(owner.locator(".govuk-error-summary")).toBeVisible();
  await screen(owner, "keluarga-tunjuk");
  await owner.getByLabel("Surel atau nomor ponsel wakil").fill(email);
  await press(owner, "Lanjut");
  await screen(owner, "keluarga-untuk-apa");
  await owner.getByLabel("Semua urusan").check();
  await press(owner, "Lanjut");
  await expect(owner.getByLabel("30 hari")).toBeChecked();
  await press(owner, "Tunjuk");
  await expect(owner.getByRole("status")).toContainText("Permintaan dikirim.");
  await agent.goto(`${account()}/keluarga`);
  await agent.getByRole("button", { name: /^Terima/ }).click();
  await screen(agent, "keluarga-wakil");
  await agent.getByRole("button", { name: /^Bertindak untuk/ }).click();
  await expect(agent.getByText(/Anda bertindak untuk/)).toBeVisible();
  await screen(agent, "bertindak-berkas");
  await agent.goto(`${account()}/profil`);
  await expect(agent.getByText("Itu tidak termasuk")).toBeVisible();
  await screen(agent, "bertindak-jangkauan");
  await posted(agent, agent.getByRole("button", { name: "Selesai" }));
  await agent.goto(`${account()}/profil`);
  await expect(agent.getByText("Budi Wakil").first()).toBeVisible();
  await owner.goto(`${account()}/keluarga`);
  await owner.getByRole("button", { name: "Akhiri Budi Wakil" }).click();
  await expect(owner.getByRole("status")).toContainText("Sudah diakhiri.");

  // once more, for one service of Sragen alone
  await owner.goto(`${account()}/keluarga/tunjuk`);
  await owner.getByLabel("Surel atau nomor ponsel wakil").fill(email);
  await press(owner, "Lanjut");
  await owner.getByLabel("Satu layanan saja").check();
  await press(owner, "Lanjut");
  await owner.getByLabel("Untuk daerah mana?").selectOption({ label: "Kabupaten Sragen" });
  await screen(owner, "keluarga-daerah");
  await press(owner, "Lanjut");
  await screen(owner, "keluarga-layanan");
  await owner.getByLabel("Untuk layanan apa?").fill("akta lahir");
  await owner.getByLabel("Untuk layanan apa?").press("Enter");
  await press(owner, "Lanjut");
  await expect(owner.locator(".govuk-error-summary")).toContainText("Pilih salah satu layanan");
  await screen(owner, "keluarga-layanan-pilih");
  await owner.getByRole("radio").first().check();
  await press(owner, "Lanjut");
  await screen(owner, "keluarga-lama");
  await press(owner, "Tunjuk");
  await agent.goto(`${account()}/keluarga`);
  await expect(agent.getByText(/^Hanya .* di Kabupaten Sragen, sampai/)).toBeVisible();
  await agent.getByRole("button", { name: /^Terima/ }).click();
  await agent.getByRole("button", { name: /^Bertindak untuk/ }).click();
  await expect(agent.getByText(/hanya untuk layanan/)).toBeVisible();
  await screen(agent, "bertindak-layanan");
});
