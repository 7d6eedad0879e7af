// Hands: everything by keyboard, and the looks changed without a restart (P12).
import assert from 'node:assert/strict';
import { accessible, atOnce, chooseTemplate, holds, plain, rowOf, sendTo, sharedProgram } from './desk.mjs';
import { sheetOf, write } from './desk.mjs';

const { play } = sharedProgram({
  prepare: async ({ page }) => {
    for (const [phone, name] of [
      ['+5511955550301', 'Abel First'],
      ['+5511955550302', 'Berta Second'],
    ]) {
      await sendTo(page, phone, name);
      await atOnce(page);
    }
  },
});
const palette = (page) => page.getByRole('dialog', { name: 'One line' });

play('the palette finds a send, and Escape closes it', async (page) => {
  await page.keyboard.press('Control+k');
  await palette(page).locator('input:focus').waitFor();
  await accessible(page);
  await page.keyboard.type('Abel');
  await holds(palette(page).getByRole('option'), /Abel First/);
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
});

play('Enter on a template of the palette opens the wizard with it, however fast it is typed', async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('aviso_demora');
  await page.keyboard.press('Enter');
  const sheet = sheetOf(page);
  await sheet.locator('[role="option"][aria-selected="true"]').filter({ hasText: 'aviso_demora' }).waitFor();
});

play('J and K walk the rows, Enter opens, / searches, F6 goes round the panes', async (page) => {
  await page.getByRole('listbox', { name: 'Active messages sent' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('main', { name: 'Berta Second' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('main', { name: 'Abel First' }).waitFor();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.getByRole('main', { name: 'Berta Second' }).waitFor();
  await page.keyboard.press('/');
  await page.locator('[role="searchbox"]:focus').waitFor();
  const panes = new Set();
  for (let step = 0; step < 3; step += 1) {
    await page.keyboard.press('F6');
    panes.add(await page.evaluate(() => globalThis.document.activeElement?.closest('[data-pane]')?.ariaLabel));
  }
  assert.equal(panes.size, 3, `${[...panes]}`);
});

play('one line sends: template, person and values, by keyboard alone', async (page) => {
  const line = page.getByRole('dialog', { name: 'Message in one line' });
  const asked = (name) => line.getByRole('combobox', { name, exact: true });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('aviso_demora rita lima');
  await holds(palette(page).getByRole('option'), /Rita Lima/);
  await page.keyboard.press('Enter');
  await asked('Pedido').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('A-20417');
  await page.keyboard.press('Tab');
  await asked('Lo esperamos').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('de 9 a 12');
  await line.getByText('Complete', { exact: true }).waitFor();
  await accessible(page);
  await page.keyboard.press('Enter');
  await line.waitFor({ state: 'detached' });
  await holds(rowOf(page, /Rita Lima/), /aviso_demora/);
  await page.getByRole('main').getByText('Hola Rita, tu pedido A-20417 llega', { exact: false }).waitFor();
});

play('? opens the sheet of keys right after a row was clicked', async (page) => {
  await rowOf(page, /Abel First/).click();
  await page.keyboard.press('?');
  await page.getByRole('alertdialog', { name: 'Keyboard shortcuts' }).waitFor();
  await accessible(page);
});

play('a favourite to a known person takes at most twelve keys besides its values', async (page) => {
  const star = await write(page);
  await chooseTemplate(star, plain);
  await page.keyboard.press('Control+d');
  await star.getByRole('button', { name: /aviso_demora from favourites/ }).waitFor();
  await page.keyboard.press('Escape');
  await star.waitFor({ state: 'detached' });
  let keys = 0;
  const press = async (...pressed) => {
    for (const key of pressed) await page.keyboard.press(key);
    keys += pressed.length;
  };
  await press('Control+n');
  const sheet = sheetOf(page);
  await sheet.locator('[role="option"][aria-selected="true"]').filter({ hasText: 'aviso_demora' }).waitFor();
  await press('Enter');
  await sheet.locator('[role="combobox"]:focus').waitFor();
  await press(...'rita');
  await sheet.getByRole('option', { name: /^Rita/ }).first().waitFor();
  await press('Enter');
  await sheet.getByRole('button', { name: /^Continue/, disabled: false }).waitFor();
  await press('Enter');
  // From one value to the next it takes a Tab, which counts.
  for (const [index, value] of ['Rita', 'A-7', 'mañana'].entries()) {
    if (index > 0) await press('Tab');
    await sheet.locator(`[data-place="body.${index + 1}"] input:focus`).waitFor();
    await page.keyboard.type(value);
  }
  await sheet.getByRole('button', { name: /^Send/, disabled: false }).waitFor();
  await press('Control+Enter');
  await sheet.waitFor({ state: 'detached' });
  assert.ok(keys <= 12, `${keys} keys`);
});

play('language, theme and density change at once and stay', async (page) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await accessible(page);
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
  await page.getByRole('radio', { name: 'Compact' }).click();
  await page.locator('html[data-density="compact"]').waitFor({ state: 'attached' });
  for (const [language, heading, lang] of [
    ['Español', 'Cómo trabajas', 'es'],
    ['Português', 'Como você trabalha', 'pt-BR'],
    ['English', 'How you work', 'en'],
  ]) {
    await page.getByRole('combobox').first().click();
    await page.getByRole('option', { name: new RegExp(language) }).click();
    await page.locator(`html[lang="${lang}"]`).waitFor({ state: 'attached' });
    await page.getByRole('heading', { level: 1, name: new RegExp(heading) }).waitFor();
  }
  await page.keyboard.press('Control+3');
  await rowOf(page, 'Abel First').waitFor();
  await accessible(page);
  await page.reload();
  await page.locator('html[data-theme="dark"][data-density="compact"]').waitFor({ state: 'attached' });
});
