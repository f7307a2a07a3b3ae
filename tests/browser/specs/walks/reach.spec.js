// How a region is reached: her own sender of letters and her own domain; what the ministry tells, and its holidays.
import { dnsServer } from "../../dns.js";
import { person, signIn } from "../../people.js";
import { expect, hall, look, ministry, screen, test } from "../../site.js";
import { mailServer } from "../../smtp.js";

test.setTimeout(180_000);

const sragen = hall("33.14");

test("an owner tries her own sender before it is used", async ({ page }) => {
  const button = (name) => page.getByRole("button", { name, exact: true });
  const mail = await mailServer();
  await page.goto(`${sragen}/kelola/pengaturan/surel`);
  await signIn(page, person("region_owner", "33.14"));
  await expect(page.getByText("Belum ada pengirim sendiri.")).toBeVisible();
  await button("Simpan pengirim").click();
  await expect(page.getByText("Tulis nama server surel.").first()).toBeVisible();
  await screen(page, "pengirim-salah");
  await page.getByLabel("Server surel").fill("localhost");
  await page.getByLabel("Port", { exact: true }).fill(String(mail.port));
  await page.getByLabel("Tanpa TLS").check();
  await page.getByLabel("Alamat pengirim").fill("mpp@sragenkab.go.id");
  await page.getByLabel("Nama pengirim").fill("MPP Sragen");
  await button("Simpan pengirim").click();
  await expect(page.getByText("Belum dipakai.")).toBeVisible();
  await screen(page, "pengirim-belum");
  await button("Kirim surat uji").click();
  await expect(page.getByText("Dipakai", { exact: true })).toBeVisible();
  await page.getByText("Percakapan dengan server").click();
  await expect(page.getByText("MAIL FROM:<mpp@sragenkab.go.id>")).toBeVisible();
  expect(mail.letters).toBe(1);
  await screen(page, "pengirim-dipakai");
  mail.close();
  await button("Kirim surat uji").click();
  await expect(page.getByText("Tidak tersambung").first()).toBeVisible();
  await expect(page.getByText("Tidak berjalan sejak")).toBeVisible();
  await screen(page, "pengirim-gagal");
  await button("Hapus pengirim ini").click();
  await expect(page.getByRole("status")).toContainText("Pengirim dihapus.");
});

test("an owner proves her domain, and citizens come in by it", async ({ page, browser }) => {
  const button = (name) => page.getByRole("button", { name, exact: true });
  const dns = await dnsServer();
  const name = "mpp.sragenkab.test";
  const own = `http://${name}:${new URL(sragen).port}`;
  await page.goto(`${sragen}/kelola/pengaturan/domain`);
  await signIn(page, person("region_owner", "33.14"));
  await page.getByLabel("Alamat yang diinginkan").fill("mpp.balai.localhost");
  await button("Simpan alamat").click();
  await expect(page.getByText("Alamat ini milik Balai sendiri.").first()).toBeVisible();
  await page.getByLabel("Alamat yang diinginkan").fill(name);
  await button("Simpan alamat").click();
  await expect(page.getByText("Tinggal memasang catatan DNS.")).toBeVisible();
  await screen(page, "domain-baru");
  const proof = await page.getByText(/^balai-bukti=/).textContent();
  await button("Periksa sekarang").click();
  await expect(page.getByText("Menunggu bukti di DNS.")).toBeVisible();
  await screen(page, "domain-menunggu");
  dns.set(`_balai.${name}`, { texts: [proof] });
  await button("Periksa sekarang").click();
  await expect(page.getByText("Terbukti milik Anda.")).toBeVisible();
  await screen(page, "domain-terbukti");
  dns.set(name, { alias: new URL(sragen).hostname });
  await button("Periksa sekarang").click();
  await expect(page.getByText(/^Terbuka di http/)).toBeVisible();
  await screen(page, "domain-dilayani");

  const context = await browser.newContext({ locale: "id-ID" });
  const citizen = await context.newPage();
  await citizen.goto(`${own}/`);
  await expect(citizen.getByText("Kabupaten Sragen").first()).toBeVisible();
  await expect(citizen.locator("link[rel=canonical]")).toHaveAttribute("href", `${own}/`);
  await look(citizen);
  await button("Hapus alamat sendiri").click();
  await expect(page.getByRole("status")).toContainText("Alamat sendiri dihapus.");
  expect((await citizen.goto(`${own}/`)).status()).toBe(404);
  await context.close();
  dns.close();
});

test("the ministry tells the regions, and publishes a year of holidays", async ({ page, somebody }) => {
  const button = (name) => page.getByRole("button", { name, exact: true });
  await page.goto(`${ministry()}/siaran`);
  await signIn(page, person("ministry_admin", "nasional"));
  await screen(page, "siaran-kosong");
  await page.getByRole("button", { name: "Tulis siaran" }).or(page.getByRole("link", { name: "Tulis siaran" })).click();
  await button("Siarkan").click();
  await expect(page.getByText("Tulis judul siaran.").first()).toBeVisible();
  await screen(page, "siaran-salah");
  await page.getByLabel("Judul").fill("Pemeliharaan Sabtu malam");
  await page.getByLabel("Isi").fill("Balai tidak dapat dibuka pukul 22.00 sampai 23.00 WIB.\nSimpan pekerjaan sebelum itu.");
  await page.getByLabel("Penting", { exact: true }).check();
  await button("Siarkan").click();
  await expect(page.getByText(/Sudah dibaca di 0 dari \d+ daerah/)).toBeVisible();
  await screen(page, "siaran");

  const editor = await somebody();
  await editor.goto(`${hall("73.07")}/kelola`);
  await signIn(editor, person("region_owner", "73.07"));
  await expect(editor.getByRole("heading", { name: "Pemeliharaan Sabtu malam" })).toBeVisible();
  await screen(editor, "siaran-di-meja");
  await editor.getByRole("button", { name: /^Sudah dibaca/ }).click();
  await expect(editor.getByRole("heading", { name: "Pemeliharaan Sabtu malam" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(/Sudah dibaca di 1 dari \d+ daerah/)).toBeVisible();
  await button("Tarik siaran ini").click();
  await expect(page.getByText("Ditarik").first()).toBeVisible();
  await page.goto(`${ministry()}/siaran`);
  await screen(page, "siaran-daftar");

  await page.goto(`${ministry()}/hari-libur?tahun=2026`);
  await screen(page, "hari-libur");
  const file = (text) => ({ name: "libur.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByLabel("Berkas CSV").setInputFiles(file("date,name,type\n2030-13-01,Salah,libur_nasional\n"));
  await button("Tinjau berkas").click();
  await expect(page.getByText("Baris 2:")).toBeVisible();
  await screen(page, "hari-libur-salah");
  await page.getByLabel("Berkas CSV").setInputFiles(file("date,name,type\n2030-01-01,Tahun Baru Masehi,libur_nasional\n"));
  await button("Tinjau berkas").click();
  await expect(page.getByText("1 baru, 0 berubah, 0 dihapus, 0 tetap.")).toBeVisible();
  await screen(page, "hari-libur-tinjau");
  await button("Terbitkan").click();
  await expect(page.getByRole("status")).toContainText("Hari libur terbit");
});
