// An owner and her people: somebody is invited twice, gets another role, and works there no more.
import { person, signIn } from "../../people.js";
import { expect, hall, screen, test } from "../../site.js";

const sinjai = hall("73.07");
const list = `${sinjai}/kelola/pegawai`;

test("an owner sends an invitation once more, changes a role, and lets nobody leave who is the last", async ({ page }) => {
  const see = (name) => screen(page, name);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const said = (text) => expect(page.getByRole("status")).toContainText(text);

  await test.step("the invitation goes out, and once more", async () => {
    await page.goto(list);
    await signIn(page, person("region_owner", "73.07"));
    await page.getByRole("button", { name: "Undang orang" }).or(page.getByRole("link", { name: "Undang orang" })).click();
    await page.getByLabel("Alamat surel").fill("baru@sinjaikab.go.id");
    await page.getByLabel("Penyunting katalog").check();
    await button("Kirim undangan").click();
    await said("Undangan dikirim lewat surel.");
    await page.getByRole("button", { name: /^Kirim ulang/ }).first().click();
    await said("Undangan dikirim lagi dengan tautan baru.");
    await see("pegawai");
  });

  await test.step("an editor of the whole region becomes one of an agency", async () => {
    await page.getByRole("link", { name: "Dewi Lestari" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dewi Lestari");
    await see("pegawai-orang");
    await page.getByRole("link", { name: /^Ubah/ }).first().click();
    await page.getByLabel("Untuk").selectOption({ label: "Dinas Kesehatan" });
    await see("pegawai-ubah");
    await button("Simpan").click();
    await said("Peran diubah dan langsung berlaku.");
    await expect(page.getByRole("row", { name: /Dewi Lestari/ })).toContainText("Dinas Kesehatan");
  });

  await test.step("she works there no more", async () => {
    await page.getByRole("link", { name: "Dewi Lestari" }).click();
    await page.getByRole("button", { name: "Nonaktifkan di sini" }).or(page.getByRole("link", { name: "Nonaktifkan di sini" })).click();
    await expect(page.getByRole("listitem").filter({ hasText: "Penyunting katalog, Dinas Kesehatan" })).toBeVisible();
    await see("pegawai-nonaktif");
    await button("Nonaktifkan").click();
    await said("Semua perannya di sini dicabut dan langsung berlaku.");
    await expect(page.getByRole("link", { name: "Dewi Lestari" })).toHaveCount(0);
  });

  await test.step("the last owner stays", async () => {
    await page.getByRole("row", { name: /\(Anda\)/ }).getByRole("link").click();
    await page.getByRole("button", { name: "Nonaktifkan di sini" }).or(page.getByRole("link", { name: "Nonaktifkan di sini" })).click();
    await button("Nonaktifkan").click();
    await said("Peran ini tidak dicabut, karena tidak ada orang lain yang memegangnya.");
  });
});
