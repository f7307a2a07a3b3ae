// People at the doors: the code of their app, and the way through the sign-in.
import { codeTo } from "./post.js";
import { account, demo, expect, posted } from "./site.js";
import { code } from "./totp.js";

/** Somebody of the demonstration. */
export const person = (role, domain) =>
  demo.accounts.find((known) => known.role === role && known.domain === domain);

/** From a page that asks who one is to the page one wanted. `see` looks at each page on the way. */
export async function signIn(page, who, see = async () => {}) {
  await expect(page).toHaveURL(/\/masuk\?/);
  await see("masuk");
  await page.getByLabel("Surel atau nomor ponsel").fill(who.email);
  await page.getByLabel("Kata sandi").fill(who.password);
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page).toHaveURL(/\/masuk\/kode/);
  await see("masuk-kode");
  // a code counts once; others of these tests may have used this one a moment ago, and wait for the next as well
  for (let tries = 0; tries < 4; tries++) {
    if (await giveCode(page, who)) return;
    await page.waitForTimeout(30_700 - (Date.now() % 30_000));
  }
  throw new Error(`no code of ${who.email} was taken`);
}

/** Whether the code was taken; then the page that was wanted stands there. */
async function giveCode(page, who) {
  await page.getByLabel("Kode enam angka").fill(code(who.totp_secret));
  const [answer] = await posted(page, page.getByRole("button", { name: "Masuk" }));
  const taken = answer.status() < 400;
  if (taken) await page.waitForURL((url) => url.pathname !== "/masuk/kode");
  else await page.waitForLoadState();
  return taken;
}

/** Somebody new opens her account with an e-mail address and stays signed in. */
export async function register(page, somebody, { email, name, password }) {
  const next = (label) => page.getByRole("button", { name: label, exact: true }).click();
  await page.goto(`${account()}/daftar`);
  await page.getByLabel("Surel atau nomor ponsel").fill(email);
  await next("Lanjut");
  await page.getByLabel("Kode enam angka").fill(await codeTo(somebody, email));
  await next("Lanjut");
  await page.getByLabel("Nama lengkap").fill(name);
  await next("Lanjut");
  await page.getByLabel("Kata sandi").fill(password);
  await next("Buat akun");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}
