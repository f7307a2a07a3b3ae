// A citizen at a region's hall.
import { expect, hall, look, tabTo, test } from "../site.js";

const firstHit = (page) => page.locator(".b-hit a").first();

test("a citizen searches, opens a service and reads what to bring", async ({ page }) => {
  await page.goto(hall());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Urusan apa yang ingin Anda selesaikan?");
  await look(page);
  await page.getByRole("searchbox").fill("akta kelahiran");
  await page.getByRole("searchbox").press("Enter");
  await expect(page).toHaveURL(/\/cari\?q=akta/);
  await expect(page.getByRole("searchbox")).toHaveValue("akta kelahiran");
  await look(page);
  const name = (await firstHit(page).innerText()).trim();
  expect(name.toLowerCase()).toContain("akta");
  await firstHit(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  for (const heading of ["Yang perlu Anda bawa", "Di mana"])
    await expect(page.getByRole("heading", { name: heading, exact: true }).first()).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: "Cetak daftar bawaan" }).click();
  await expect(page).toHaveURL(/\/daftar$/);
  await look(page);
});

test("the same walk works by keyboard alone", async ({ page }) => {
  await page.goto(hall());
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Langsung ke isi" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("searchbox"));
  await page.keyboard.type("kartu keluarga");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/cari\?q=kartu/);
  await tabTo(page, firstHit(page));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/layanan\//);
  await tabTo(page, page.getByRole("button", { name: "Cetak daftar bawaan" }));
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same walk works", async ({ page }) => {
    await page.goto(hall());
    await page.getByRole("searchbox").fill("akta kelahiran");
    await page.getByRole("searchbox").press("Enter");
    await expect(page).toHaveURL(/\/cari\?q=akta/);
    await firstHit(page).click();
    await expect(page.getByRole("heading", { name: "Yang perlu Anda bawa" })).toBeVisible();
  });
});

test("every kind of public page fits and is accessible", async ({ page }) => {
  await page.goto(`${hall()}/layanan`);
  await look(page);
  await page.locator("main a[href^='/urusan/']").first().click();
  await expect(page).toHaveURL(/\/urusan\//);
  await look(page);
  await page.goto(`${hall()}/instansi`);
  await look(page);
  await page.locator("main a[href^='/instansi/']").first().click();
  await expect(page).toHaveURL(/\/instansi\//);
  await look(page);
  for (const path of ["/data-pribadi", "/aksesibilitas", "/cari?q=zzzzqqq"]) {
    await page.goto(`${hall()}${path}`);
    await look(page);
  }
});

test("English changes the fixed words and leaves the services' own names", async ({ page }) => {
  await page.goto(hall());
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What would you like to get done?");
  await expect(page.locator("main [lang=id]").first()).toBeAttached();
  await look(page);
  await page.getByRole("link", { name: "Bahasa Indonesia" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
});

test("a page that is not there says so and offers a way on", async ({ page }) => {
  const answer = await page.goto(`${hall()}/layanan/tidak-ada`);
  expect(answer.status()).toBe(404);
  await expect(page.getByRole("searchbox")).toBeVisible();
  await look(page);
});

test("each region shows its own hall", async ({ page }) => {
  for (const [code, name] of [["33.14", "Sragen"], ["17.09", "Bengkulu Tengah"], ["73.07", "Sinjai"]]) {
    await page.goto(hall(code));
    await expect(page.locator(".b-head__name")).toContainText(name);
  }
});
