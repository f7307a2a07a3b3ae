// The whole crossing in a real browser: Secure host-only cookies, redirects over hosts, the policy that names one host.
import { createHmac } from "node:crypto";
import { demo, expect, hall, look, test } from "../site.js";

const account = () => `http://${demo.hosts.account}`;
const person = (role, domain) => demo.accounts.find((known) => known.role === role && known.domain === domain);
const owner = (code) => ({ who: person("region_owner", code), desk: `${hall(code)}/kelola/pegawai` });
const admin = () => ({
  who: person("ministry_admin", "nasional"),
  desk: `http://${demo.hosts.national}/pegawai`,
});

// A person's code works once, so each window has a person of its own.
const doors = {
  "narrow, light": () => owner("33.14"),
  "narrow, dark": () => owner("17.09"),
  "wide, light": () => owner("73.07"),
  "wide, dark": admin,
};

/** The code of the moment (RFC 6238). */
function code(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const number = (digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

const next = (page) => page.locator("main button[type=submit]").click();

test("a person signs in from a desk, comes back to it, and signs out everywhere", async ({ page, context }, info) => {
  const { who, desk } = doors[info.project.name]();
  await page.goto(desk);
  await expect(page).toHaveURL(new RegExp(`^${account()}/masuk`));
  await look(page);
  await page.getByLabel("Alamat surel").fill(who.email);
  await page.getByLabel("Kata sandi").fill(who.password);
  await next(page);
  await expect(page).toHaveURL(new RegExp("/masuk/kode"));
  await look(page);
  await page.getByLabel("Kode enam angka").fill(code(who.totp_secret));
  await next(page);
  await expect(page).toHaveURL(desk);
  await look(page);

  const sessions = (await context.cookies()).filter((cookie) => cookie.name === "__Host-sesi");
  const hosts = sessions.map((cookie) => cookie.domain).sort();
  expect(hosts).toEqual([new URL(account()).hostname, new URL(desk).hostname].sort());
  for (const cookie of sessions) {
    expect([cookie.secure, cookie.httpOnly, cookie.sameSite, cookie.path]).toEqual([true, true, "Lax", "/"]);
  }
  expect(new Set(sessions.map((cookie) => cookie.value)).size).toBe(2);

  await page.goto(account());
  await expect(page.getByRole("heading", { name: "Peran Anda" })).toBeVisible();
  await look(page);
  await page.goto(new URL("/keluar", desk).href);
  await next(page);
  await expect(page.getByRole("heading", { name: "Anda sudah keluar" })).toBeVisible();
  await page.goto(account());
  await expect(page).toHaveURL(new RegExp("/masuk"));
});
