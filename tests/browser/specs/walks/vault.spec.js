// Bu Sri adds a document once; a clerk asks for it at the counter; she gives it, sees who looked, and takes it back.
import { person, signIn } from "../../people.js";
import { photo } from "../../pictures.js";
import { account, expect, hall, screen, test } from "../../site.js";

const sragen = hall("33.14");

test("a document is added once, given by consent, and taken back", async ({ page, browser }) => {
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const said = (text) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

  await test.step("Bu Sri signs in and chooses the kind", async () => {
    await page.goto(`${account()}/berkas`);
    await signIn(page, person("citizen", ""));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Berkas saya");
    await see("berkas-kosong");
    await page.getByRole("button", { name: "Unggah berkas" }).or(page.getByRole("link", { name: "Unggah berkas" })).click();
    await button("Lanjut").click();
    await expect(page.locator(".govuk-error-summary")).toContainText("Pilih jenis berkasnya.");
    await see("berkas-jenis");
    await page.getByLabel("KTP-el", { exact: true }).check();
    await button("Lanjut").click();
  });

  await test.step("a heavy photo leaves the telephone light", async () => {
    const file = { name: "ktp sri.jpg", mimeType: "image/jpeg", buffer: await photo(page, 4_000) };
    expect(file.buffer.length).toBeGreaterThan(6_000_000);
    await see("berkas-unggah");
    let sent = 0;
    page.on("request", (request) => {
      if (request.method() === "PATCH") sent += Number(request.headers()["content-length"] ?? request.postDataBuffer()?.length ?? 0);
    });
    const begins = (request) => request.method() === "POST" && request.url().endsWith("/berkas/unggahan");
    const begun = page.waitForRequest(begins, { timeout: 120_000 });
    await page.getByLabel("Atau pilih berkas").setInputFiles(file);
    await button("Unggah").click();
    const length = Number((await begun).headers()["upload-length"]);
    expect(length).toBeLessThan(700_000);
    await expect(page).toHaveURL(/\/nomor$/, { timeout: 60_000 });
    console.log(`a photo of ${file.buffer.length} bytes left as ${length}`);
  });

  await test.step("one question after another", async () => {
    await page.getByLabel("Nomor pada KTP-el").fill("3314010101900001");
    await see("berkas-nomor");
    await button("Lanjut").click();
    await page.getByLabel("Tanggal terbit").fill("2-1-2021");
    await see("berkas-tanggal");
    await button("Lanjut").click();
    await page.getByLabel("Diterbitkan di").selectOption({ label: "Kabupaten Sragen" });
    await see("berkas-daerah");
    await button("Lanjut").click();
    await said("Berkas tersimpan.");
    await expect(page.getByText("3314********0001")).toBeVisible();
    await see("berkas-satu");
  });

  const desk = await (await browser.newContext()).newPage();
  let request = "";
  await test.step("she shows a code, and the clerk asks", async () => {
    await page.goto(`${account()}/berkas/kode`);
    await button("Buat kode").click();
    const code = await page.locator(".b-code").innerText();
    await see("berkas-kode");
    await desk.goto(`${sragen}/kelola/berkas`);
    await signIn(desk, person("counter_clerk", "33.14"));
    await screen(desk, "kelola-berkas-kosong");
    await desk.getByRole("button", { name: "Minta berkas" }).or(desk.getByRole("link", { name: "Minta berkas" })).click();
    await desk.getByRole("searchbox").fill("paspor baru");
    await desk.getByRole("searchbox").press("Enter");
    await expect(desk).toHaveURL(/q=paspor/);
    await screen(desk, "kelola-berkas-layanan");
    await desk.getByRole("link", { name: /^Paspor baru/ }).first().click();
    await desk.getByLabel("Kode yang ditunjukkan warga").fill(code);
    await desk.waitForLoadState();
    const boxes = desk.getByRole("checkbox");
    for (const box of await boxes.all()) await box.setChecked((await box.getAttribute("value")) === "KTP" || (await box.getAttribute("value")) === "KK");
    await desk.getByLabel("Alasan").fill("Mengurus paspor untuk umrah");
    await screen(desk, "kelola-berkas-minta");
    await desk.getByRole("button", { name: "Kirim permintaan" }).click();
    await expect(desk.getByRole("status")).toContainText("Permintaan dikirim.");
    request = desk.url().split("?")[0];
    await screen(desk, "kelola-berkas-menunggu");
  });

  await test.step("she sees who asks for what, why and until when, and consents", async () => {
    await page.goto(`${account()}/berkas`);
    await page.getByRole("link", { name: "Jawab" }).click();
    await see("berkas-permintaan-semua");
    await page.locator("main .b-rows a").first().click();
    await expect(page.getByText("Mengurus paspor untuk umrah")).toBeVisible();
    await see("berkas-permintaan");
    for (const group of await page.getByRole("group").all()) {
      const give = group.getByRole("radio", { name: /^Berikan/ });
      if (await give.count()) await give.first().check();
      else await group.getByRole("radio", { name: "Tidak saya berikan" }).check();
    }
    await button("Kirim jawaban").click();
    await said("Jawaban Anda terkirim.");
    await see("berkas-dijawab");
  });

  await test.step("the clerk looks, marks the original, and she reads of it", async () => {
    await desk.goto(request);
    await desk.getByRole("button", { name: /^Cocok dengan aslinya/ }).click();
    await expect(desk.getByText("Aslinya dilihat oleh Sari Utami")).toBeVisible();
    await screen(desk, "kelola-berkas-diberikan");
    const open = desk.getByRole("button", { name: /^Buka/ }).or(desk.getByRole("link", { name: /^Buka/ })).first();
    const opened = await desk.evaluate(async (href) => {
      const answer = await fetch(href);
      return [answer.status, answer.headers.get("content-type")];
    }, await open.getAttribute("href"));
    expect(opened).toEqual([200, "image/jpeg"]);
    await page.goto(`${account()}/berkas`);
    await expect(page.getByText("Sari Utami, Kabupaten Sragen, melihat KTP-el")).toBeVisible();
    await expect(page.getByText("Aslinya sudah dilihat petugas")).toBeVisible();
    await see("berkas");
  });

  await test.step("she takes it back, and the clerk sees nothing more", async () => {
    await page.getByRole("link", { name: "Lihat permintaan dan izin" }).click();
    await page.locator("main .b-rows a").first().click();
    await page.getByRole("button", { name: /^Cabut izin/ }).click();
    await said("Izin dicabut dan langsung berlaku.");
    await see("berkas-dicabut");
    await desk.goto(request);
    await expect(desk.getByRole("button", { name: /^Buka/ }).or(desk.getByRole("link", { name: /^Buka/ }))).toHaveCount(0);
    await screen(desk, "kelola-berkas-dicabut");
  });

  await test.step("she removes it for good", async () => {
    await page.goto(`${account()}/berkas`);
    await page.getByRole("link", { name: "KTP-el", exact: true }).click();
    await page.getByRole("link", { name: "Hapus berkas" }).click();
    await see("berkas-hapus");
    await button("Hapus berkas").click();
    await said("Berkas dihapus untuk selamanya.");
  });
});
