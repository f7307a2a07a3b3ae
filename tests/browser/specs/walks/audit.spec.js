// An owner reads who did what, and proves who she is before she invites somebody.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { person, signIn } from "../../people.js";
import { expect, hall, screen, test } from "../../site.js";

const bengkulu = hall("17.09");
const owner = () => person("region_owner", "17.09");

/** Makes every proof of the demonstration older; its clock is the machine's own. */
function age(minutes) {
  const then = new Date(Date.now() - minutes * 60_000).toISOString();
  const database = process.env.BALAI_TEST_DEMO_DATABASE;
  if (database) {
    execFileSync("psql", ["-q", "-v", "ON_ERROR_STOP=1", database, "-c", `UPDATE control.sessions SET proven_at = '${then}'`]);
    return;
  }
  const change = `
import sqlite3, sys
control = sqlite3.connect(sys.argv[1], timeout=5)
with control:
    control.execute("UPDATE sessions SET proven_at = ?", (sys.argv[2],))
control.close()`;
  execFileSync("python3", ["-c", change, join(process.env.BALAI_TEST_DEMO_DATA, "control.db"), then]);
}

test("an owner reads the trail: what changed, who looked, and a file of it", async ({ page }) => {
  const see = (name) => screen(page, name);
  await page.goto(`${bengkulu}/kelola/balai/identitas`);
  await signIn(page, owner());

  await test.step("she changes the hall", async () => {
    await page.getByLabel("Alamat", { exact: true }).fill("Jalan Raya Bengkulu–Curup km 20");
    await page.getByRole("button", { name: "Simpan" }).click();
    await expect(page.getByText("Tersimpan dan langsung berlaku bagi warga.")).toBeVisible();
  });

  await test.step("the trail tells it, newest first", async () => {
    await page.goto(`${bengkulu}/kelola/jejak`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Jejak audit");
    await expect(page.getByRole("row", { name: /Mengubah balai/ }).first()).toContainText(owner().email);
    await see("jejak");
  });

  await test.step("it is narrowed to the hall", async () => {
    await page.getByText("Saring", { exact: true }).first().click();
    await page.getByLabel("Tentang").selectOption({ label: "Balai" });
    await page.getByRole("button", { name: "Saring" }).click();
    await expect(page.getByRole("row", { name: /Menambah instansi/ })).toHaveCount(0);
    await see("jejak-saring");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(/^jejak-bengkulu-tengah-.*\.csv$/);
  });

  await test.step("an entry shows before and after, side by side", async () => {
    await page.getByRole("link", { name: "Mengubah balai" }).first().click();
    await expect(page.getByRole("heading", { name: "Yang berubah" })).toBeVisible();
    await expect(page.locator("ins").first()).toBeVisible();
    await see("jejak-catatan");
  });

  await test.step("her people's page says who looked at it", async () => {
    await page.goto(`${bengkulu}/kelola/pegawai`);
    const editor = page.locator("tbody th a").filter({ hasNotText: owner().name ?? "-" }).last();
    await editor.click();
    await page.reload();
    await see("pegawai-dilihat");
  });
});

test("before what can do much harm she proves who she is, and what she typed is not lost", async ({ page }) => {
  const see = (name) => screen(page, name);
  await page.goto(`${bengkulu}/kelola/pegawai/undang`);
  await signIn(page, owner());
  await page.getByLabel("Alamat surel").fill("baru@bengkulutengahkab.go.id");
  await page.getByLabel("Penyunting katalog").check();
  age(11);
  await page.getByRole("button", { name: "Kirim undangan" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Buktikan dulu bahwa ini Anda");
  await see("bukti");
  await page.getByRole("button", { name: "Lanjut" }).click();
  await expect(page.getByLabel("Surel atau nomor ponsel")).toHaveValue(owner().email);
  await see("bukti-sandi");
  await page.waitForTimeout(30_000 - (Date.now() % 30_000));
  await signIn(page, owner());

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kirim isian tadi?");
  await expect(page.getByText("baru@bengkulutengahkab.go.id")).toBeVisible();
  await see("lanjut");
  await page.getByRole("button", { name: "Kirim sekarang" }).click();
  await expect(page.getByRole("status")).toContainText("Undangan dikirim lewat surel.");
});

const day = 24 * 60 * 60 * 1000;

for (const [clock, off] of [["a day slow", -day], ["a day fast", day]]) {
  test(`two minutes before her session ends the page says so, and she stays; her clock is ${clock}`, async ({ page }) => {
    await page.clock.install({ time: Date.now() + off });
    await page.goto(`${bengkulu}/kelola/jejak`);
    await signIn(page, owner());
    const warning = page.getByRole("alert");
    await expect(warning).toBeHidden();
    await page.clock.fastForward("13:30");
    await expect(warning).toContainText("dalam 2 menit");
    await screen(page, "sesi-peringatan");
    await page.getByRole("button", { name: "Tetap masuk" }).click();
    await expect(warning).toBeHidden();
    await page.clock.fastForward("13:30");
    await expect(warning).toContainText("dalam 2 menit");
    await page.clock.fastForward("02:00");
    await expect(warning).toContainText("Sesi Anda sudah berakhir");
    await expect(page.getByRole("button", { name: "Tetap masuk" })).toBeHidden();
  });
}
