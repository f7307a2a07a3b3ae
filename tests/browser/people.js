// People at the doors: the code of their app, and the way through the sign-in.
import { demo, expect } from "./site.js";
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
  if (await giveCode(page, who)) return;
  // a code counts once; somebody else of these tests may have used this one a moment ago
  await page.waitForTimeout(30_000 - (Date.now() % 30_000));
  expect(await giveCode(page, who), "the code of the next moment is taken").toBe(true);
}

/** Whether the code was taken; then the page that was wanted stands there. */
async function giveCode(page, who) {
  await page.getByLabel("Kode enam angka").fill(code(who.totp_secret));
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: "Masuk" }).click(),
  ]);
  const taken = answer.status() < 400;
  if (taken) await page.waitForURL((url) => url.pathname !== "/masuk/kode");
  else await page.waitForLoadState();
  return taken;
}
