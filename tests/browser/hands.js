// How a person's hands move through a form: by keyboard alone, or with a pointer.
import { expect, tabTo } from "./site.js";

/** Tab to it, then type, Enter, Space and the arrows. The focus is seen at every stop. */
export const keyboard = {
  async write(page, field, text) {
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(text);
    await expect(field).toHaveValue(text);
  },
  async press(page, control) {
    await tabTo(page, control);
    // through the control, since that waits for the page it leads to, as a click does
    await control.press("Enter");
  },
  async tick(page, box) {
    await tabTo(page, box);
    if (!(await box.isChecked())) await page.keyboard.press("Space");
    await expect(box).toBeChecked();
  },
  /** Tab goes to the group, arrows go through it. */
  async pick(page, radio) {
    const group = page.locator(`input[type=radio][name='${await radio.getAttribute("name")}']`);
    const chosen = group.and(page.locator(":checked"));
    await tabTo(page, (await chosen.count()) > 0 ? chosen : group.first());
    await page.keyboard.press("Space");
    for (let steps = await group.count(); steps > 0 && !(await radio.isChecked()); steps--)
      await page.keyboard.press("ArrowDown");
    await expect(radio).toBeChecked();
  },
  async choose(page, select, label) {
    await tabTo(page, select);
    await page.keyboard.type(label);
    await expect(select.locator("option:checked")).toHaveText(label);
  },
  async upload(page, field, file) {
    await tabTo(page, field);
    const chooser = page.waitForEvent("filechooser");
    // The browser hears that somebody waits for its window before the key that opens it.
    await field.evaluate(() => {});
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(file);
  },
};

/** Mouse or finger. */
export const pointer = {
  write: (_, field, text) => field.fill(text),
  press: (_, control) => control.click(),
  tick: (_, box) => box.check(),
  pick: (_, radio) => radio.check(),
  choose: (_, select, label) => select.selectOption({ label }),
  upload: (_, field, file) => field.setInputFiles(file),
};

/** The same hands, and how often they go somewhere: every press, tick, choice and field is one click. */
export function counted(hands) {
  const tally = { clicks: 0 };
  const counting = ([name, deed]) => [name, (...what) => ((tally.clicks += 1), deed(...what))];
  return { tally, hands: Object.fromEntries(Object.entries(hands).map(counting)) };
}
