// A region's official at `/daftar`, and the letters that come to her.
import { letter } from "./letter.js";
import { expect, root } from "./site.js";

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const link = (page, name) => page.getByRole("link", { name, exact: true });

/** The official of a region whose offices have this domain. */
export const official = (domain) => ({
  name: "Siti Aminah, S.Sos.",
  position: "Kepala DPMPTSP",
  nip: "197805122005012003",
  email: `siti.aminah@${domain}`,
  phone: "0271 891 024",
});

export const pdf = (words) => ({ name: "Surat Bupati.pdf", mimeType: "application/pdf", buffer: letter(words) });

export async function writeOfficial(page, hands, who) {
  await hands.write(page, page.getByLabel("Nama lengkap"), who.name);
  await hands.write(page, page.getByLabel("Jabatan"), who.position);
  await hands.write(page, page.getByLabel("NIP"), who.nip);
  await hands.write(page, page.getByLabel("Surel dinas"), who.email);
  await hands.write(page, page.getByLabel("Telepon"), who.phone);
}

/** From the first page to the number. `see` looks at each page on the way. */
export async function signUp(page, hands, region, who, see = async () => {}, begins = "Dengan katalog kosong") {
  await page.goto(`${root()}/daftar`);
  await see("daftar");
  await hands.press(page, button(page, "Mulai mendaftar"));
  await hands.write(page, page.getByLabel("Nama kabupaten atau kota"), region);
  await hands.press(page, button(page, "Cari"));
  await see("daftar-daerah");
  await hands.pick(page, page.getByRole("radio", { name: `Kabupaten ${region}` }));
  await hands.press(page, button(page, "Lanjut"));
  await expect(page).toHaveURL(/\/penanggung-jawab$/);
  await writeOfficial(page, hands, who);
  await see("daftar-penanggung-jawab");
  await hands.press(page, button(page, "Lanjut"));
  await expect(page).toHaveURL(/\/surat$/);
  await see("daftar-surat");
  await hands.upload(page, page.getByLabel("Berkas surat"), pdf(`Bupati ${region}`));
  await hands.press(page, button(page, "Unggah dan lanjut"));
  await expect(page).toHaveURL(/\/perjanjian$/);
  await see("daftar-perjanjian");
  await hands.tick(page, page.getByRole("checkbox"));
  await hands.pick(page, page.getByRole("radio", { name: begins }));
  await hands.press(page, button(page, "Lanjut"));
  await expect(page).toHaveURL(/\/periksa$/);
  for (const text of [`Kabupaten ${region}`, who.name, who.email, "Surat Bupati.pdf"])
    await expect(page.getByText(text).first()).toBeVisible();
  await see("daftar-periksa");
  return submit(page, hands, see);
}

/** Sends what was looked over. Returns the number of the sign-up. */
export async function submit(page, hands, see = async () => {}) {
  await hands.press(page, button(page, "Kirim pendaftaran"));
  await expect(page.getByRole("heading", { name: "Pendaftaran terkirim" })).toBeVisible();
  await see("daftar-terkirim");
  return (await page.locator(".b-number").innerText()).trim();
}

/** Confirms the address with the button behind the letter's link. */
export async function confirm(page, hands, who, see = async () => {}) {
  await readLetter(page, hands, who.email, "Konfirmasi surel", see);
  await hands.press(page, letterLink(page, "/daftar/konfirmasi/"));
  await see("daftar-konfirmasi");
  await hands.press(page, button(page, "Ya, ini surel saya"));
  await expect(page.getByRole("heading", { name: "Surel sudah dikonfirmasi" })).toBeVisible();
  await see("daftar-dikonfirmasi");
}

/** Opens the newest letter to an address whose subject begins so, as soon as it is there. */
export async function readLetter(page, hands, email, subject, see = async () => {}) {
  const line = page.locator(".b-hit", { hasText: email }).filter({ hasText: subject }).first();
  await expect(async () => {
    await page.goto(`${root()}/kotak-surat`);
    await expect(line).toBeVisible({ timeout: 500 });
  }).toPass();
  await see("kotak-surat");
  await hands.press(page, line.getByRole("link"));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
  await expect(page.frameLocator("iframe").locator("body")).toContainText("Balai");
  await see(`surat-${subject.split(" ")[0].toLowerCase()}`);
}

/** The link of an opened letter that leads there. */
export const letterLink = (page, path) => page.locator(`main li a[href*='${path}']`).first();

/** Asks where a sign-up stands. */
export async function askState(page, hands, number, who) {
  await page.goto(`${root()}/daftar/status`);
  await hands.write(page, page.getByLabel("Nomor pendaftaran"), number);
  await hands.write(page, page.getByLabel("Surel penanggung jawab"), who.email);
  await hands.press(page, button(page, "Lihat keadaan"));
}
