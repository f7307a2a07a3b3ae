// The national entrance: find a region, or a service of any region.
import { expect, hall, look, root, test } from "../site.js";

test("a visitor finds her region by name and enters its hall", async ({ page }) => {
  await page.goto(root());
  await look(page);
  const regions = page.locator("form[action='/daerah']").getByRole("searchbox");
  await regions.fill("Sinjai");
  await regions.press("Enter");
  await expect(page).toHaveURL(/\/daerah\?q=Sinjai/);
  await look(page);
  await page.getByRole("link", { name: "Kabupaten Sinjai", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`^${hall("73.07")}`));
});

test("a region is found by its code and one that has not joined says so", async ({ page }) => {
  await page.goto(`${root()}/daerah?q=33.14`);
  await expect(page.getByRole("link", { name: "Kabupaten Sragen", exact: true })).toBeVisible();
  await page.goto(`${root()}/daerah?q=Sabang`);
  await expect(page.getByRole("heading", { name: "Kota Sabang" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Kota Sabang", exact: true })).toHaveCount(0);
  await look(page);
});

test("a search over all regions names the region of each service", async ({ page }) => {
  await page.goto(`${root()}/cari?q=akta+kelahiran`);
  await expect(page.locator(".b-hit").first()).toContainText(/Kabupaten (Sragen|Bengkulu Tengah|Sinjai)/);
  await look(page);
});

test("fixed pages and the page that is not there are accessible", async ({ page }) => {
  for (const path of ["/daerah", "/data-pribadi", "/aksesibilitas"]) {
    await page.goto(`${root()}${path}`);
    await look(page);
  }
  const answer = await page.goto(`${root()}/tidak-ada`);
  expect(answer.status()).toBe(404);
  await look(page);
});
