// Mbok Sukarti has no telephone: a clerk opens her account, keeps her card in it and prints the sheet. Later she takes it over.
// Bu Sri shows the code on her telephone, and the clerk looks at her card.
import { Buffer } from "node:buffer";
import { person, signIn } from "../../people.js";
import { account, expect, hall, ministry, root, screen, test } from "../../site.js";

test.setTimeout(240_000);

const sragen = hall("33.14");
const counter = `${sragen}/kelola/warga`;
// one person for each browser and machine: the demonstration is kept between runs
const serial = String(1_000 + (Date.now() % 8_999));
const nik = `331401520849${serial}`;

const pdf = (words) =>
  Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n% ${words}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);

/** The newest code that went to somebody, from the letters of the demonstration. */
async function codeTo(somebody, to) {
  const post = await somebody();
  let code = "";
  await expect(async () => {
    await post.goto(`${root()}/kotak-surat`);
    await post.getByRole("listitem").filter({ hasText: to }).getByRole("link").first().click();
    code = (await post.locator("pre").first().textContent()).match(/\b\d{6}\b/)?.[0] ?? "";
    expect(code).not.toBe("");
  }).toPass({ timeout: 30_000 });
  await post.close();
  return code;
}

test("a clerk sees the card of somebody with a telephone, and the ministry has nothing to settle", async ({ somebody }) => {
  const [page, phone, office] = [await somebody(), await somebody(), await somebody()];
  const button = (name) => page.getByRole("button", { name, exact: true });
  await phone.goto(`${account()}/berkas/kode`);
  await signIn(phone, person("citizen", ""));
  await phone.getByRole("button", { name: "Buat kode" }).click();
  const code = await phone.locator(".b-code").innerText();
  await page.goto(counter);
  await signIn(page, person("counter_clerk", "33.14"));
  await page.getByLabel("Kode yang ditunjukkan warga").fill(code);
  await button("Buka").click();
  await page.getByRole("button", { name: "Lihat KTP-el" }).or(page.getByRole("link", { name: "Lihat KTP-el" })).click();
  await screen(page, "warga-kartu");
  await page.getByRole("button", { name: "NIK dilihat" }).click();
  await expect(page.locator(".govuk-error-summary")).toContainText("Tulis 16 angka NIK");
  await page.goto(`${sragen}/kelola/warga/dilihat`);
  await screen(page, "warga-catatan");
  await office.goto(`${ministry()}/nik`);
  await signIn(office, person("ministry_verifier", "nasional"));
  await expect(office.getByRole("heading", { level: 1 })).toHaveText("NIK di dua akun");
  await screen(office, "nik");
});
