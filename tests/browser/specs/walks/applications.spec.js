// A region registers an agency's application; a citizen comes from it, reads what it will get, agrees once, is not asked
// again, and takes it back. The application is a small server of its own, at another origin than the deployment.
import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { wire } from "../../../peers/person.js";
import { person, register, signIn } from "../../people.js";
import { account, expect, hall, screen, test } from "../../site.js";

const sragen = hall("33.14");
const logo = join(import.meta.dirname, "../../../fixtures/pictures/logo.png");
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The application: a page with a link, a sign-in that begins here, and the page that people come back to. */
async function application() {
  const own = { id: "", secret: "", waiting: new Map() };
  const page = (title, text) =>
    `<!doctype html><html lang="id"><title>${title}</title><h1>${escaped(title)}</h1><p>${escaped(text)}</p><a href="/mulai">Masuk dengan akun Balai</a>`;

  const begin = () => {
    const [state, verifier] = [randomBytes(16).toString("hex"), randomBytes(32).toString("base64url")];
    own.waiting.set(state, verifier);
    const asks = new URLSearchParams({
      response_type: "code",
      client_id: own.id,
      redirect_uri: `${own.origin}/kembali`,
      scope: "openid profile email",
      state,
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    return `${account()}/otorisasi?${asks}`;
  };

  const told = async (said) => {
    const verifier = own.waiting.get(said.get("state"));
    own.waiting.delete(said.get("state"));
    if (!verifier || said.get("iss") !== account()) return page("Ini bukan jawaban Balai", "");
    if (said.get("error")) return page("Anda tidak masuk", said.get("error"));
    const asks = { grant_type: "authorization_code", code: said.get("code"), redirect_uri: `${own.origin}/kembali`, code_verifier: verifier };
    const proof = Buffer.from(`${own.id}:${own.secret}`).toString("base64");
    const headers = { "content-type": "application/x-www-form-urlencoded", authorization: `Basic ${proof}` };
    const got = await (await wire(`${account()}/token`, { method: "POST", headers, body: new URLSearchParams(asks) })).json();
    const opens = { headers: { authorization: `Bearer ${got.access_token}` } };
    const { name, email } = await (await wire(`${account()}/userinfo`, opens)).json();
    return page(`Selamat datang, ${name}`, email ?? "tanpa surel");
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, own.origin);
    if (pathname === "/mulai") return response.writeHead(303, { location: begin() }).end();
    const shown = pathname === "/kembali" ? await told(searchParams) : page("Pajak Daerah Sragen", "");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(shown);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  own.origin = `http://127.0.0.1:${server.address().port}`;
  own.stop = () => new Promise((done) => (server.close(done), server.closeAllConnections()));
  return own;
}

test("an agency's application signs a citizen in with her one account", async ({ somebody, findings }) => {
  const app = await application();
  const owner = await somebody();
  const citizen = await somebody();
  const button = (page, name) => page.getByRole("button", { name, exact: true });
  const heading = (page) => page.getByRole("heading", { level: 1 });
  const asked = (visited) => visited.some((address) => new URL(address).pathname === "/izin");
  const ratih = { email: "ratih@contoh.id", name: "Ratih Kusuma", password: "sepeda hujan lonceng tikar" };

  /** Goes to the application and follows its link; returns what addresses the browser showed on the way. */
  async function comes(page) {
    const visited = [];
    const note = (request) => request.isNavigationRequest() && visited.push(request.url());
    page.on("request", note);
    await page.goto(`${app.origin}/`);
    await page.getByRole("link", { name: "Masuk dengan akun Balai" }).click();
    await page.waitForURL((url) => url.href !== `${app.origin}/`);
    page.off("request", note);
    return visited;
  }

  await test.step("the region registers it: what it asks, and why", async () => {
    await owner.goto(`${sragen}/kelola/aplikasi`);
    await signIn(owner, person("region_owner", "33.14"));
    await button(owner, "Daftarkan aplikasi").or(owner.getByRole("link", { name: "Daftarkan aplikasi" })).click();
    await owner.getByLabel("Nama aplikasi").fill("Pajak Daerah Sragen");
    const agency = await owner.getByLabel("Milik").locator("option").nth(1).innerText();
    await owner.getByLabel("Milik").selectOption({ label: agency });
    await owner.getByLabel("Alamat kembali").fill(`${app.origin}/kembali`);
    const claim = (name) => owner.getByRole("group", { name, exact: true });
    await claim("Nama").getByLabel("Diminta").selectOption({ label: "Wajib, aplikasi tidak jalan tanpanya" });
    await claim("Surel").getByLabel("Diminta").selectOption({ label: "Boleh tidak diberikan" });
    await claim("Surel").getByLabel("Untuk apa").fill("Mengirim bukti bayar pajak Anda.");
    await button(owner, "Daftarkan").click();
    await expect(owner.locator(".govuk-error-summary")).toContainText("Tulis untuk apa data ini dipakai");
    await screen(owner, "aplikasi-salah");
    await claim("Nama").getByLabel("Untuk apa").fill("Mencocokkan Anda dengan data wajib pajak.");
    await owner.getByText("Pengaturan untuk pembuat aplikasi").click();
    await owner.getByLabel("Alamat mulai masuk, boleh kosong").fill(`${app.origin}/mulai`);
    await button(owner, "Daftarkan").click();
    await expect(heading(owner)).toHaveText("Pajak Daerah Sragen");
    app.id = owner.url().match(/\/aplikasi\/([0-9a-f-]{36})/)[1];
  });

  await test.step("with a secret and a logo", async () => {
    await owner.getByRole("button", { name: "Buat rahasia" }).or(owner.getByRole("link", { name: "Buat rahasia" })).click();
    app.secret = await owner.locator(".b-key").innerText();
    await button(owner, "Sudah saya salin, pakai").click();
    await owner.getByRole("link", { name: "Pasang logo" }).click();
    await owner.getByLabel("Berkas logo").setInputFiles(logo);
    await button(owner, "Simpan logo").click();
    await expect(owner.getByText("Masuk ke Pajak Daerah Sragen?")).toBeVisible();
    await screen(owner, "aplikasi-satu");
  });

  await test.step("a citizen comes from it, and reads what it will get", async () => {
    await register(citizen, somebody, ratih);
    await comes(citizen);
    await expect(heading(citizen)).toHaveText("Masuk ke Pajak Daerah Sragen?");
    for (const said of [
      "Mencocokkan Anda dengan data wajib pajak.",
      "Mengirim bukti bayar pajak Anda.",
      ratih.name,
      ratih.email,
      "Boleh tidak diberikan",
      "tidak melihat kata sandi dan berkas Anda",
    ])
      await expect(citizen.getByText(said).first()).toBeVisible();
    const picture = citizen.locator("img[src^='/aplikasi-saya/']");
    await expect.poll(() => picture.evaluate((image) => image.naturalWidth), "the logo is there").toBeGreaterThan(0);
    await screen(citizen, "aplikasi-izin");
  });

  await test.step("she agrees, and the browser lets the form lead to the application", async () => {
    await citizen.getByRole("checkbox", { name: /^Berikan juga/ }).check();
    await button(citizen, "Setuju dan lanjut").click();
    await expect(citizen).toHaveURL(new RegExp(`^${app.origin}/kembali`));
    await expect(heading(citizen)).toHaveText(`Selamat datang, ${ratih.name}`);
    await expect(citizen.getByText(ratih.email)).toBeVisible();
  });

  await test.step("the second time she is asked nothing", async () => {
    const visited = await comes(citizen);
    await expect(heading(citizen)).toHaveText(`Selamat datang, ${ratih.name}`);
    expect(asked(visited)).toBe(false);
  });

  await test.step("on another telephone she signs in, and the form of the sign-in leads there too", async () => {
    const other = await somebody();
    await comes(other);
    await expect(other).toHaveURL(/\/masuk\?/);
    await other.getByLabel("Surel atau nomor ponsel").fill(ratih.email);
    await other.getByLabel("Kata sandi").fill(ratih.password);
    await button(other, "Lanjut").click();
    await expect(heading(other)).toHaveText(`Selamat datang, ${ratih.name}`);
    await other.close();
  });

  await test.step("she takes it back, and is asked again", async () => {
    await citizen.goto(`${account()}/aplikasi-saya`);
    await expect(citizen.getByText("Melihat: Nama, Surel")).toBeVisible();
    await screen(citizen, "aplikasi-saya");
    await citizen.getByRole("button", { name: /^Cabut izin/ }).click();
    await expect(citizen.getByRole("status")).toContainText("Izin dicabut.");
    await screen(citizen, "aplikasi-saya-dicabut");
    expect(asked(await comes(citizen))).toBe(true);
    await expect(heading(citizen)).toHaveText("Masuk ke Pajak Daerah Sragen?");
    await button(citizen, "Tidak, kembali").click();
    await expect(heading(citizen)).toHaveText("Anda tidak masuk");
    await expect(citizen.getByText("access_denied")).toBeVisible();
  });

  await app.stop();
  // the application is another site, and meant to be one
  const other = findings.filter((finding) => !finding.startsWith(`foreign request: ${app.origin}/`));
  findings.splice(0, findings.length, ...other);
});
