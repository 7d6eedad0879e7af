// Steps that are done before a picture is taken; each is given the page.

/** Opens the row of a customer; a small window shows only some of them. */
export const open = (name) => async (page) => {
  const row = page.getByRole('option', { name }).first();
  const list = page.getByRole('listbox').first();
  await list.waitFor();
  for (let step = 0; step < 20 && (await row.count()) === 0; step += 1) {
    await list.hover();
    await page.mouse.wheel(0, 120);
    await page.waitForTimeout(50);
  }
  await row.click();
  // A row that moved away under the mouse is clicked where it stands now.
  if ((await row.count()) > 0 && (await row.getAttribute('aria-selected')) === 'false') await row.click();
};
export const press = (key) => (page) => page.keyboard.press(key);
export const button = (name) => (page) => page.getByRole('button', { name }).first().click();
/** One thing after the other. */
export const then =
  (...steps) =>
  async (page) => {
    for (const step of steps) await step(page);
  };

export const dialog = (page) => page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
export const line = (asked) => async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(asked);
  await page.getByRole('option').first().waitFor();
  await page.waitForTimeout(300);
};

/** The platform tells something, such as a line that is lost. */
export const tell = (change) => (page) => page.evaluate((told) => globalThis.door.tell(told), change);
/** The next call of this name is refused with that code. */
export const refuse = (name, code) => (page) =>
  page.evaluate((given) => globalThis.door.refuse(...given), [name, code]);
/** Calls of this name find no answer. */
export const hold = (name) => (page) => page.evaluate((given) => globalThis.door.hold(given), name);
