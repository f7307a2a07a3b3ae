// The whole crossing in a real browser: Secure host-only cookies, redirects over hosts, the policy that names one host.
import { person, signIn } from "../people.js";
import { account, expect, hall, look, test } from "../site.js";

const editor = (code) => ({ who: person("catalogue_editor", code), desk: `${hall(code)}/kelola/katalog` });
const clerk = (code) => ({ who: person("counter_clerk", code), desk: `${hall(code)}/kelola/warga` });

// A person's code works once, so each window has a person of its own whom no walk knows.
const doors = {
  "narrow, light": () => editor("33.14"),
  "narrow, dark": () => editor("73.07"),
  "wide, light": () => clerk("17.09"),
  "wide, dark": () => clerk("73.07"),
};

const next = (page) => page.locator("main button[type=submit]").click();

test("a person signs in from a desk, comes back to it, and signs out everywhere", async ({ page, context }, info) => {
  const { who, desk } = doors[info.project.name]();
  await page.goto(desk);
  await expect(page).toHaveURL(new RegExp(`^${account()}/masuk`));
  await signIn(page, who, () => look(page));
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
