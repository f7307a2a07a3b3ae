// What went out by letter and by text in the demonstration.
import { expect, root } from "./site.js";

/** The newest code of six or eight digits that went to somebody, from the letters and texts of the demonstration. */
export async function codeTo(somebody, to, before = "") {
  const post = await somebody();
  let code = "";
  await expect(async () => {
    await post.goto(`${root()}/kotak-surat`);
    await post.getByRole("listitem").filter({ hasText: to }).getByRole("link").first().click({ timeout: 2_000 });
    code = (await post.locator("pre").first().textContent({ timeout: 2_000 })).match(/\b\d{6}(\d\d)?\b/)?.[0] ?? "";
    expect(code).not.toBe("");
    expect(code).not.toBe(before);
  }).toPass({ timeout: 30_000 });
  await post.close();
  return code;
}

/** Opens the newest letter to somebody whose subject has these words. */
export async function letterTo(post, to, words) {
  await expect(async () => {
    await post.goto(`${root()}/kotak-surat`);
    const letter = post.getByRole("listitem").filter({ hasText: to }).filter({ hasText: words });
    await letter.getByRole("link").first().click({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}
