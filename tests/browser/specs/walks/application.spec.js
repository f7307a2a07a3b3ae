// A region registers an agency's application; Bu Sri allows it once, sees what it may see, and takes it back.
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { person, signIn } from "../../people.js";
import { account, expect, hall, screen, test } from "../../site.js";

test.setTimeout(180_000);

const sragen = hall("33.14");

/** An application on this machine: it remembers the query with which somebody comes back. */
async function application() {
  const came = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://pajak.localhost");
    if (url.pathname === "/kembali") came.push(url.searchParams);
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><html lang=id><title>Pajak Daerah</title><h1>Pajak Daerah</h1>");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { came, site: `http://pajak.localhost:${server.address().port}`, stop: () => server.close() };
}

test("an application is registered, allowed once, and withdrawn", async ({ page, browser }) => {
  const app = await application();
  const redirect = `${app.site}/kembali`;
  const button = (name) => page.getByRole("button", { name, exact: true });
  const follow = (name) => page.getByRole("link", { name }).or(page.getByRole("button", { name })).first().click();
  const said = (text) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();
  let id = "";

  await test.step("the owner of the region begins", async () => {
    await page.goto(`${sragen}/kelola/balai`);
    await signIn(page, person("region_owner", "33.14"));
    await follow("Aplikasi instansi");
    await expect(page.getByRole("link", { name: "Pajak Daerah Contoh" })).toBeVisible();
    await screen(page, "kelola-aplikasi");
    await follow("Daftarkan aplikasi");
    await screen(page, "kelola-aplikasi-baru");
  });

  await test.step("what is wrong is said at its field, and nothing is lost", async () => {
    await page.getByLabel("Nama aplikasi").fill("Pajak Daerah Sragen");
    await page.getByLabel("Milik").selectOption({ index: 1 });
    await page.getByLabel("Alamat kembali").fill("https://*.sragenkab.go.id/kembali");
    const name = page.getByRole("group", { name: "Nama", exact: true });
    await name.getByLabel("Diminta").selectOption({ label: "Wajib, aplikasi tidak jalan tanpanya" });
    await name.getByLabel("Untuk apa").fill("Menyapa Anda dan menulis nama di bukti bayar.");
    const email = page.getByRole("group", { name: "Surel", exact: true });
    await email.getByLabel("Diminta").selectOption({ label: "Boleh tidak diberikan" });
    await email.getByLabel("Untuk apa").fill("Mengirim bukti bayar.");
    const nik = page.getByRole("group", { name: "NIK", exact: true });
    await nik.getByLabel("Diminta").selectOption({ label: "Boleh tidak diberikan" });
    await nik.getByLabel("Untuk apa").fill("Mencocokkan Anda dengan data wajib pajak.");
    await button("Daftarkan").click();
    const summary = page.locator(".govuk-error-summary");
    await expect(summary).toContainText("Alamat tidak boleh memuat tanda *.");
    await expect(summary).toContainText("NIK hanya boleh diminta berdasarkan peraturan.");
    await screen(page, "kelola-aplikasi-salah");
    await nik.getByLabel("Dasar hukum").fill("UU 1/2022 pasal 94");
    await page.getByLabel("Alamat kembali").fill(redirect);
    await button("Daftarkan").click();
    await said("Aplikasi terdaftar.");
  });

  await test.step("a secret is copied first and taken into use", async () => {
    id = new URL(page.url()).pathname.split("/").pop();
    await expect(page.getByText(id)).toBeVisible();
    await follow("Buat rahasia");
    await expect(page.locator(".b-key")).toHaveText(/^[0-9a-f]{64}$/);
    await screen(page, "kelola-aplikasi-rahasia");
    await button("Sudah saya salin, pakai").click();
    await said("Rahasia baru berlaku.");
    await screen(page, "kelola-aplikasi-satu");
  });

  const query = new URLSearchParams({
    response_type: "code",
    client_id: id,
    redirect_uri: redirect,
    scope: "openid profile email",
    state: "keadaan",
    nonce: "sekali",
    code_challenge: createHash("sha256").update(randomBytes(32).toString("base64url")).digest("base64url"),
    code_challenge_method: "S256",
  });
  const citizen = await (await browser.newContext({ locale: "id-ID" })).newPage();

  await test.step("Bu Sri comes from the application and is asked", async () => {
    await citizen.goto(`${account()}/izin?${query}`);
    await signIn(citizen, person("citizen", ""));
    await expect(citizen.getByRole("heading", { level: 1 })).toHaveText("Masuk ke Pajak Daerah Sragen?");
    await expect(citizen.getByText("Sri Rahayu", { exact: true }).last()).toBeVisible();
    await expect(citizen.getByText("Didaftarkan oleh Kabupaten Sragen")).toBeVisible();
    await screen(citizen, "izin");
  });

  await test.step("she says no, and the application hears it", async () => {
    await citizen.getByRole("button", { name: "Tidak, kembali" }).click();
    await expect(citizen.getByRole("heading", { level: 1 })).toHaveText("Pajak Daerah");
    expect(app.came[0].get("error")).toBe("access_denied");
    expect(app.came[0].get("state")).toBe("keadaan");
  });

  await test.step("she thinks again, gives her e-mail too, and is not asked a second time", async () => {
    await citizen.goto(`${account()}/izin?${query}`);
    await citizen.getByLabel("Berikan juga Surel").check();
    await citizen.getByRole("button", { name: "Setuju dan lanjut" }).click();
    await citizen.waitForLoadState();
    await citizen.goto(`${account()}/aplikasi-saya`);
    await expect(citizen.getByText("Melihat: Nama, Surel")).toBeVisible();
    await screen(citizen, "aplikasi-saya");
    await page.goto(`${sragen}/kelola/aplikasi/${id}`);
    await expect(page.getByText("Dipakai 1 warga.")).toBeVisible();
  });

  await test.step("she takes it back, and would be asked anew", async () => {
    await citizen.getByRole("button", { name: "Cabut izin Pajak Daerah Sragen" }).click();
    await expect(citizen.getByRole("status")).toContainText("Izin dicabut.");
    await screen(citizen, "aplikasi-saya-dicabut");
    await citizen.goto(`${account()}/izin?${query}`);
    await expect(citizen.getByRole("button", { name: "Setuju dan lanjut" })).toBeVisible();
    await citizen.goto(`${account()}/izin?${query}&bahasa=en`);
    await screen(citizen, "izin-en");
  });

  await test.step("the region stops the application", async () => {
    await page.goto(`${sragen}/kelola/aplikasi/${id}`);
    await button("Hentikan sementara").click();
    await said("Aplikasi dihentikan.");
    await citizen.goto(`${account()}/izin?${query}`);
    await expect(citizen.getByRole("heading", { level: 1 })).toHaveText("Aplikasi ini sedang tidak dapat dipakai");
    await screen(citizen, "izin-dihentikan");
    await follow("Hapus aplikasi ini");
    await screen(page, "kelola-aplikasi-hapus");
    await button("Hapus aplikasi").click();
    await said("Aplikasi dihapus");
  });
  app.stop();
});
