// The whole way of a region: signed up, checked, approved, made, taken over, its first service read by a citizen. The
// main path is walked by keyboard alone, and every screen on it is looked at.
import { keyboard, pointer } from "../../hands.js";
import { paper } from "../../letter.js";
import { person, signIn } from "../../people.js";
import { code } from "../../totp.js";
import { shows } from "../../pictures.js";
import { askState, button, confirm, letterLink, link, official, readLetter, signUp, submit } from "../../sign_up.js";
import { account, expect, hall, ministry, root, screen, test } from "../../site.js";

const siti = official("grobogan.go.id");
const budi = { ...official("blorakab.go.id"), name: "Budi Raharjo", email: "budi.raharjo@blorakab.go.id" };
const grobogan = root().replace("//", "//grobogan.");
const heading = (page, name) => page.getByRole("heading", { name });
const summary = (page) => page.locator(".govuk-error-summary");
const row = (page, name) => page.getByRole("row").filter({ hasText: name });

test("a region joins, is handed over to its owner, and publishes a service", async ({ page, somebody }) => {
  const see = (name) => screen(page, name);
  let number, budis, invitation;

  await test.step("two officials sign their regions up", async () => {
    number = await signUp(page, keyboard, "Grobogan", siti, see);
    await askState(page, keyboard, number, siti);
    await expect(heading(page, "Konfirmasi alamat surel")).toBeVisible();
    await see("status-surel");
    await confirm(page, keyboard, siti, see);
    await askState(page, keyboard, number, siti);
    await expect(heading(page, "Pendaftaran menunggu diperiksa")).toBeVisible();
    await see("status-menunggu");
    const official = await somebody();
    budis = await signUp(official, pointer, "Blora", budi);
    await confirm(official, pointer, budi);
    await official.close();
  });

  const verifier = await somebody();
  const of = (name) => screen(verifier, name);
  const open = async (name) => {
    await verifier.goto(ministry());
    await keyboard.press(verifier, link(verifier, name));
    await expect(heading(verifier, name)).toBeVisible();
  };

  await test.step("the verifier signs in and finds the one that waits longest on top", async () => {
    await verifier.goto(ministry());
    await signIn(verifier, person("ministry_verifier", "nasional"), of);
    await expect(verifier).toHaveURL(`${ministry()}/`);
    const regions = await verifier.getByRole("row").getByRole("link").allInnerTexts();
    const [first, second] = ["Kabupaten Grobogan", "Kabupaten Blora"].map((name) => regions.indexOf(name));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second, regions.join()).toBeGreaterThan(first);
    await of("nasional-pendaftaran");
  });

  await test.step("she reads the letter in the page", async () => {
    const served = verifier.waitForResponse(/\/surat\.pdf$/);
    await open("Kabupaten Grobogan");
    const answer = await served;
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    const frame = verifier.locator("object[type='application/pdf']");
    await frame.scrollIntoViewIfNeeded();
    await expect(async () => expect(await shows(frame, paper)).toBe(true)).toPass();
  });

  await test.step("she ticks everything, and does not approve what she checked", async () => {
    await keyboard.press(verifier, button(verifier, "Semua sudah diperiksa"));
    await expect(summary(verifier)).toContainText("Masih ada 5 hal yang belum dicentang");
    await of("nasional-belum-dicentang");
    for (const box of await verifier.getByRole("checkbox").all()) await keyboard.tick(verifier, box);
    await keyboard.press(verifier, button(verifier, "Semua sudah diperiksa"));
    await expect(verifier.getByText("Persetujuan diberikan oleh orang lain")).toBeVisible();
    await expect(button(verifier, "Setujui Kabupaten Grobogan")).toHaveCount(0);
    await of("nasional-sudah-diperiksa");
  });

  await test.step("the other one is sent back, corrected through its letter, and comes again", async () => {
    await open("Kabupaten Blora");
    await verifier.getByText("Kembalikan untuk diperbaiki").click();
    const reason = verifier.getByLabel("Apa yang perlu diperbaiki");
    await reason.fill("Kurang");
    await button(verifier, "Kembalikan").click();
    await expect(summary(verifier)).toContainText("terlalu pendek");
    await expect(reason).toHaveValue("Kurang");
    await of("nasional-alasan-pendek");
    await reason.fill("Surat belum ditandatangani bupati.");
    await button(verifier, "Kembalikan").click();
    await expect(verifier.getByText("Alasannya: Surat belum ditandatangani bupati.")).toBeVisible();
    await of("nasional-dikembalikan");

    const official = await somebody();
    await readLetter(official, pointer, budi.email, "Pendaftaran Kabupaten Blora perlu diperbaiki");
    await letterLink(official, "/daftar/lanjut/").click();
    await expect(official.getByText("Yang diminta kementerian diperbaiki")).toBeVisible();
    await screen(official, "daftar-perbaikan");
    expect(await submit(official, pointer)).toBe(budis);
    await expect(heading(official, "Pendaftaran sudah di kementerian")).toBeVisible();
    await screen(official, "daftar-terkirim-lagi");
    await official.close();
    await open("Kabupaten Blora");
    await expect(heading(verifier, "Daftar periksa")).toBeVisible();
  });

  const admin = await somebody();
  await test.step("another person approves, and the hall is made before her eyes", async () => {
    await admin.goto(`${ministry()}/?rak=setujui`);
    await signIn(admin, person("ministry_admin", "nasional"));
    await expect(admin).toHaveURL(`${ministry()}/?rak=setujui`);
    await screen(admin, "nasional-menunggu-persetujuan");
    await keyboard.press(admin, link(admin, "Kabupaten Grobogan"));
    await expect(admin.getByText("Diperiksa Bagus Santoso")).toBeVisible();
    await screen(admin, "nasional-persetujuan");
    let looked = 0;
    admin.on("request", (request) => (looked += request.isNavigationRequest() ? 1 : 0));
    await keyboard.press(admin, button(admin, "Setujui Kabupaten Grobogan"));
    await expect(heading(admin, /^(Menyiapkan balai|Balai sudah buka)$/)).toBeVisible();
    await expect(heading(admin, "Balai sudah buka")).toBeVisible({ timeout: 60_000 });
    await expect(admin.getByText("9 dari 9 langkah")).toBeVisible();
    expect(looked, "the page looks again by itself").toBeGreaterThan(2);
    await screen(admin, "nasional-balai-siap");
    await expect(button(admin, "Buka balai")).toHaveAttribute("href", grobogan);
    await admin.getByText("Langkah penyiapan").click();
    await expect(admin.getByText("Undangan penanggung jawab")).toBeVisible();
  });

  await test.step("she rejects the other one, with a reason that its official reads", async () => {
    await admin.goto(ministry());
    await link(admin, "Kabupaten Blora").click();
    await admin.getByText("Tolak pendaftaran").click();
    await screen(admin, "nasional-tolak");
    await admin.getByLabel("Alasan penolakan").fill("Surat bukan dari kepala daerah.");
    await button(admin, "Tolak").click();
    await expect(admin.getByText("Alasannya: Surat bukan dari kepala daerah.")).toBeVisible();
    for (const [part, tab] of [["Daerah", "Daftar daerah"], ["Daerah", "Surat"], ["Kementerian", "Pegawai"]]) {
      await link(admin, part).click();
      await link(admin, tab).click();
      await expect(link(admin, tab)).toHaveAttribute("aria-current", "page");
      await screen(admin, `nasional-${tab.split(" ").at(-1).toLowerCase()}`);
    }
    const official = await somebody();
    await askState(official, pointer, budis, budi);
    await expect(heading(official, "Pendaftaran ditolak")).toBeVisible();
    await expect(official.getByText("Surat bukan dari kepala daerah.")).toBeVisible();
    await screen(official, "status-ditolak");
    await official.close();
  });

  await test.step("the owner takes the invitation and lands at the desk of the new region", async () => {
    await askState(page, keyboard, number, siti);
    await expect(heading(page, "Balai daerah Anda sudah buka")).toBeVisible();
    await see("status-buka");
    await readLetter(page, keyboard, siti.email, "Balai Kabupaten Grobogan siap", see);
    invitation = await letterLink(page, "/undangan/").getAttribute("href");
    await keyboard.press(page, letterLink(page, "/undangan/"));
    await expect(heading(page, "Terima undangan")).toBeVisible();
    await see("undangan");
    await keyboard.write(page, page.getByLabel("Nama lengkap"), siti.name);
    await keyboard.write(page, page.getByLabel("Kata sandi baru"), "password");
    await keyboard.press(page, button(page, "Buat akun dan masuk"));
    await expect(summary(page)).toContainText("mudah ditebak");
    await expect(page.getByLabel("Nama lengkap")).toHaveValue(siti.name);
    await see("undangan-salah");
    const secret = (await page.locator(".b-key").innerText()).replace(/\s/g, "");
    await keyboard.write(page, page.getByLabel("Kata sandi baru"), "kuda lumping makan beling");
    await keyboard.write(page, page.getByLabel("Kode enam angka"), code(secret));
    await keyboard.press(page, button(page, "Buat akun dan masuk"));
    await expect(page.getByText("Undangan diterima.")).toBeVisible();
    await see("akun-selamat-datang");
    await keyboard.press(page, link(page, "Kabupaten Grobogan"));
    await expect(page).toHaveURL(`${grobogan}/kelola`);
    await see("kelola-mulai");
  });

  await test.step("she writes an agency, a category and a service", async () => {
    await keyboard.press(page, link(page, "Katalog"));
    await keyboard.press(page, link(page, "Instansi"));
    await see("kelola-instansi-kosong");
    await keyboard.press(page, button(page, "Tambah instansi"));
    await keyboard.press(page, button(page, "Simpan instansi"));
    await expect(summary(page)).toContainText("Tulis nama lengkap instansi.");
    await see("kelola-instansi-salah");
    await keyboard.write(page, page.getByLabel("Nama lengkap"), "Dinas Perpustakaan dan Kearsipan");
    await keyboard.write(page, page.getByLabel("Nama singkat"), "Perpusda");
    await keyboard.press(page, button(page, "Simpan instansi"));
    await expect(page.getByText("Instansi tersimpan.")).toBeVisible();
    await see("kelola-instansi");
    await keyboard.press(page, link(page, "Kategori"));
    await keyboard.press(page, button(page, "Tambah kategori"));
    await keyboard.write(page, page.getByLabel("Nama kategori"), "Perpustakaan");
    await keyboard.write(page, page.getByLabel("Urutan"), "1");
    await keyboard.pick(page, page.getByRole("radio").first());
    await see("kelola-kategori-baru");
    await keyboard.press(page, button(page, "Simpan kategori"));
    await expect(page.getByText("Kategori tersimpan.")).toBeVisible();
    await see("kelola-kategori");
    await keyboard.press(page, link(page, "Katalog"));
    await see("kelola-katalog-kosong");
    await keyboard.press(page, button(page, "Tambah layanan"));
    await keyboard.write(page, page.getByLabel("Nama layanan"), "Peminjaman aula perpustakaan");
    await keyboard.choose(page, page.getByLabel("Instansi", { exact: true }), "Dinas Perpustakaan dan Kearsipan");
    await keyboard.choose(page, page.getByLabel("Kategori", { exact: true }), "Perpustakaan");
    await keyboard.tick(page, page.getByRole("checkbox").first());
    await keyboard.pick(page, page.getByRole("radio").first());
    await see("kelola-layanan-baru");
    await keyboard.press(page, button(page, "Buat layanan"));
    await expect(heading(page, "1. Persyaratan")).toBeVisible();
    await see("kelola-komponen-1");
  });

  await test.step("the gate refuses an empty service", async () => {
    await keyboard.press(page, page.locator(".d-open a[href$='/terbit']"));
    await keyboard.press(page, button(page, "Terbitkan"));
    await expect(summary(page)).toContainText("Belum dapat terbit");
    await see("kelola-terbit-ditolak");
    await keyboard.press(page, summary(page).getByRole("link").first());
    await expect(heading(page, "1. Persyaratan")).toBeVisible();
  });

  await test.step("she fills the components that citizens read, and its decree", async () => {
    const onward = async (to) => {
      await keyboard.press(page, page.locator("main button[name=lanjut]"));
      await expect(page.getByRole("heading", { level: 2, name: to })).toBeVisible();
    };
    const field = (name) => page.locator(`[name='${name}']`);
    await keyboard.write(page, field("syarat-1"), "KTP-el asli");
    await keyboard.press(page, button(page, "Tambah syarat"));
    await expect(field("syarat-2")).toBeFocused();
    await page.keyboard.type("Surat permohonan");
    await onward(/^2\. /);
    await keyboard.write(page, field("baris-1"), "Ambil nomor di meja depan");
    await see("kelola-komponen-2");
    await onward(/^3\. /);
    await keyboard.write(page, field("lama"), "2");
    await see("kelola-komponen-3");
    await onward(/^4\. /);
    await keyboard.pick(page, page.getByRole("radio", { name: "Satu tarif tetap" }));
    await keyboard.write(page, field("jumlah"), "25.000");
    await see("kelola-komponen-4");
    await onward(/^5\. /);
    await keyboard.write(page, field("produk"), "Izin pemakaian aula");
    await onward(/^6\. /);
    await keyboard.pick(page, page.getByRole("radio", { name: "Cara sendiri untuk layanan ini" }));
    await keyboard.write(page, field("pengaduan"), "Meja informasi perpustakaan");
    await see("kelola-komponen-6");
    await onward(/^7\. /);
    await see("kelola-komponen-7");
    await keyboard.press(page, page.locator(".d-open a[href$='/sk']"));
    await keyboard.write(page, field("nomor"), "188/77/2026");
    await keyboard.write(page, field("ditetapkan"), "2-11-2026");
    await keyboard.write(page, field("berlaku"), "3-11-2026");
    await see("kelola-sk");
    await onward("Terbit dan versi");
    await see("kelola-terbit-tertahan");
  });

  await test.step("a levy without its law is held until the law is named, then citizens may see it", async () => {
    await keyboard.press(page, button(page, "Terbitkan"));
    await expect(summary(page)).toContainText("Tulis Perda yang menetapkan retribusi ini.");
    await keyboard.press(page, summary(page).getByRole("link").first());
    await keyboard.write(page, page.getByLabel("Peraturan yang menetapkan"), "Perda 1/2024");
    await keyboard.press(page, button(page, "Simpan draf"));
    await expect(page.getByText("Tersimpan sebagai draf.")).toBeVisible();
    await keyboard.press(page, page.locator(".d-open a[href$='/terbit']"));
    await keyboard.press(page, button(page, "Terbitkan"));
    await expect(page.getByText("Layanan terbit. Warga melihatnya mulai sekarang.")).toBeVisible();
    await see("kelola-terbit");
  });

  await test.step("a citizen finds it at the hall and in the search over all regions", async () => {
    const citizen = await somebody();
    await citizen.goto(grobogan);
    await screen(citizen, "balai-baru");
    await citizen.getByRole("searchbox").fill("aula");
    await citizen.getByRole("searchbox").press("Enter");
    await screen(citizen, "balai-baru-cari");
    await citizen.locator(".b-hit a").first().click();
    await expect(citizen.getByRole("heading", { level: 1 })).toHaveText("Peminjaman aula perpustakaan");
    for (const text of ["KTP-el asli", "Rp 25.000", "Perda 1/2024", "188/77/2026"])
      await expect(citizen.getByText(text).first()).toBeAttached();
    await screen(citizen, "balai-baru-layanan");
    await expect(async () => {
      await citizen.goto(`${root()}/cari?q=peminjaman+aula`);
      await expect(citizen.locator(".b-hit").first()).toContainText("Kabupaten Grobogan", { timeout: 500 });
    }).toPass();
    await citizen.close();
  });

  await test.step("starter services are adopted one by one and then all", async () => {
    await page.goto(`${grobogan}/kelola`);
    await see("kelola-mulai-terbit");
    await keyboard.press(page, link(page, "Katalog"));
    await see("kelola-katalog");
    await keyboard.press(page, button(page, "Ambil layanan awal"));
    await keyboard.press(page, button(page, "Ambil yang dicentang").first());
    await expect(summary(page)).toContainText("Centang sedikitnya satu layanan");
    await see("kelola-adopsi-kosong");
    await keyboard.tick(page, page.getByRole("checkbox").first());
    await keyboard.press(page, button(page, "Ambil yang dicentang").last());
    await expect(page.getByText("1 layanan awal diambil")).toBeVisible();
    await page.goto(`${grobogan}/kelola/katalog/adopsi`);
    await expect(page.getByText("Sudah ada")).toHaveCount(1);
    await button(page, "Ambil semua").click();
    await expect(page.getByText("97 layanan awal diambil")).toBeVisible();
    await see("kelola-katalog-penuh");
    await page.goto(`${grobogan}/kelola/katalog/adopsi`);
    await see("kelola-adopsi-semua");
  });

  await test.step("what a region has not said yet is asked for, and read by citizens at once", async () => {
    await page.goto(`${grobogan}/kelola`);
    await keyboard.press(page, button(page, "Tulis alamat"));
    await see("kelola-balai-identitas");
    await keyboard.write(page, page.getByLabel("Alamat"), "Jalan Gajah Mada 1, Purwodadi");
    await keyboard.press(page, button(page, "Simpan nama dan alamat"));
    await expect(page.getByText("Tersimpan dan langsung berlaku")).toBeVisible();
    const citizen = await somebody();
    await citizen.goto(grobogan);
    await expect(citizen.getByText("Jalan Gajah Mada 1, Purwodadi").first()).toBeVisible();
    await citizen.close();
    await page.goto(account());
    await see("akun");
  });

  await test.step("what is not hers, not there or over says so and leads on", async () => {
    const lost = async (page, address, status, words, name) => {
      expect((await page.goto(address)).status()).toBe(status);
      await expect(heading(page, words)).toBeVisible();
      await screen(page, name);
    };
    await lost(verifier, `${ministry()}/pegawai`, 403, "Anda tidak berwenang di sini", "salah-bukan-wewenang");
    await lost(page, `${grobogan}/kelola/tidak-ada`, 404, "Halaman ini tidak ada", "salah-tidak-ada");
    await lost(await somebody(), invitation, 410, "Undangan ini sudah diterima", "salah-undangan-dipakai");
  });
});
