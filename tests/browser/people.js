// People at the doors: the code of their app, and the way through the sign-in.
import { createHmac } from "node:crypto";
import { demo, expect } from "./site.js";

/** Somebody of the demonstration. */
export const person = (role, domain) =>
  demo.accounts.find((known) => known.role === role && known.domain === domain);

/** The code of the moment (RFC 6238). */
export function code(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const number = (digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

/** From a page that asks who one is to the page one wanted. `see` looks at each page on the way. */
export async function signIn(page, who, see = async () => {}) {
  await expect(page).toHaveURL(/\/masuk\?/);
  await see("masuk");
  await page.getByLabel("Surel atau nomor ponsel").fill(who.email);
  await page.getByLabel("Kata sandi").fill(who.password);
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page).toHaveURL(/\/masuk\/kode/);
  await see("masuk-kode");
  await giveCode(page, who);
  // a code counts once; somebody else of these tests may have used this one a moment ago
  if (await page.locator(".govuk-error-summary").isVisible()) {
    await page.waitForTimeout(30_000 - (Date.now() % 30_000));
    await giveCode(page, who);
  }
}

async function giveCode(page, who) {
  await page.getByLabel("Kode enam angka").fill(code(who.totp_secret));
  await page.getByRole("button", { name: "Masuk" }).click();
  await page.waitForLoadState();
}
