// Hands: everything by keyboard, and the looks changed without a restart (P12).
import assert from 'node:assert/strict';
import { accessible, atOnce, holds, rowOf, sendTo, sharedProgram } from './desk.mjs';

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
  await palette(page).waitFor();
  await accessible(page);
  await page.keyboard.type('Abel');
  await holds(palette(page).getByRole('option'), /Abel First/);
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
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

play('language, theme and density change at once and stay', async (page) => {
  await page.getByRole('button', { name: 'Settings' }).click();
  await accessible(page);
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
  await page.getByRole('radio', { name: 'Compact' }).click();
  await page.locator('html[data-density="compact"]').waitFor({ state: 'attached' });
  for (const [language, heading, lang] of [
    ['Español', 'Configuración|Ajustes|Preferencias', 'es'],
    ['Português', 'Configurações|Ajustes|Preferências', 'pt-BR'],
    ['English', 'Settings', 'en'],
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
