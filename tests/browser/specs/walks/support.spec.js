// The ministry helps a region: it is let in for an hour, reads, is seen by the staff, and is shown out.
import { person, signIn } from "../../people.js";
import { expect, hall, screen, test } from "../../site.js";

const sinjai = hall("73.07");
const helper = person("ministry_verifier", "nasional");

test("an owner lets somebody of the ministry look, and ends it", async ({ page, somebody }) => {
  const button = (name) => page.getByRole("button", { name, exact: true });
  const said = (text) => expect(page.getByRole("status")).toContainText(text);
  const theirs = await somebody();

  await test.step("without leave the door is shut", async () => {
    await theirs.goto(`${sinjai}/kelola`);
    await signIn(theirs, helper);
    await expect(theirs.getByRole("heading", { level: 1 })).not.toContainText("Selamat bekerja");
  });

  await test.step("a wrong address says no more than it must", async () => {
    await page.goto(`${sinjai}/kelola/pegawai`);
    await signIn(page, person("region_owner", "73.07"));
    await page.getByRole("link", { name: "Bantuan kementerian" }).click();
    await screen(page, "bantuan-kosong");
    await page.getByLabel("Alamat surel pegawai kementerian").fill("siapa@contoh.go.id");
    await page.getByLabel("1 jam").check();
    await page.getByLabel("Alasan").fill("Impor katalog gagal terus");
    await button("Izinkan").click();
    await expect(page.getByRole("alert")).toContainText("Tidak ada pegawai kementerian dengan alamat ini.");
    await expect(page.getByLabel("Alasan")).toHaveValue("Impor katalog gagal terus");
    await screen(page, "bantuan-salah");
  });

  await test.step("she is let in for an hour", async () => {
    await page.getByLabel("Alamat surel pegawai kementerian").fill(helper.email);
    await button("Izinkan").click();
    await said("Akses diizinkan.");
    await expect(page.getByRole("complementary", { name: "Bantuan kementerian" })).toContainText("aktif sampai");
    await screen(page, "bantuan-aktif");
  });

  await test.step("she reads and is told as whom", async () => {
    await theirs.goto(`${sinjai}/kelola`);
    await expect(theirs.getByText("Melihat sebagai bantuan kementerian")).toBeVisible();
    await screen(theirs, "bantuan-di-sana");
    await theirs.getByRole("link", { name: "Katalog", exact: true }).click();
    await expect(theirs.getByRole("button", { name: "Terbitkan" })).toHaveCount(0);
    await screen(theirs, "bantuan-katalog");
  });

  await test.step("the trail shows what she opened", async () => {
    await page.getByRole("link", { name: /^Yang dibukanya/ }).click();
    await expect(page.getByText("Halaman: /kelola/katalog")).toBeVisible();
    await expect(page.getByRole("link", { name: "Dilihat oleh bantuan kementerian" }).first()).toBeVisible();
    await screen(page, "bantuan-jejak");
  });

  await test.step("she is shown out at once", async () => {
    await page.getByRole("link", { name: "Lihat atau cabut" }).click();
    await page.getByRole("button", { name: /^Cabut sekarang/ }).click();
    await said("Akses dicabut dan langsung berakhir.");
    await screen(page, "bantuan-sesudah");
    expect((await theirs.goto(`${sinjai}/kelola/katalog`)).status()).toBe(403);
  });
});
