// The template step: found however it is typed, narrowed, kept near, and seen whole (P2).
import assert from 'node:assert/strict';
import { accessible, chooseTemplate, fill, goOn, holds, choosePerson, send, sharedProgram } from './desk.mjs';
import { rowOf, templatesOf, write } from './desk.mjs';
import { until } from './program.mjs';

const { shared, play } = sharedProgram();
const search = (sheet) => sheet.getByRole('searchbox');
/** How many are shown of how many, as the search field says. */
const shown = async (sheet) => Number(/(\d+) of/.exec(await sheet.locator('.input--search .tabular').innerText())[1]);

play('a template is found whatever its accents, case, signs and order, and with a slip', async (page) => {
  const sheet = await write(page);
  for (const typed of ['aviso_demora', 'AVISO DEMORA', 'avisó démora', 'demora aviso', 'avi-dem', 'avisodmora']) {
    await search(sheet).fill(typed);
    await holds(templatesOf(sheet).first(), /aviso_demora, es/);
  }
  await templatesOf(sheet).first().locator('mark').first().waitFor(); // what matches is marked
  await search(sheet).fill('zzzz');
  await sheet.getByText('None has that name.').waitFor();
  await accessible(page);
  await sheet.getByRole('button', { name: 'Clear filters' }).click();
  await templatesOf(sheet).first().waitFor();
});

play('language, chatbot and category narrow the list, and their counts agree', async (page) => {
  const sheet = await write(page);
  const all = await shown(sheet);
  const chip = (name) => sheet.getByRole('group', { name: 'Category' }).getByRole('button', { name });
  const counts = [];
  for (const name of [/^Utility/, /^Marketing/, /^Authentication/]) {
    counts.push(Number(/\d+/.exec(await chip(name).innerText())[0]));
    await chip(name).click();
    await until(async () => (await shown(sheet)) === counts.at(-1));
  }
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    all,
  );
  await chip(/^All/).click();
  await sheet.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: /Portuguese/ }).click();
  await until(async () => (await shown(sheet)) < all);
  await holds(templatesOf(sheet).first(), /pt_BR/);
  const portuguese = await shown(sheet);
  assert.ok(portuguese < all, `${portuguese} of ${all} are in Portuguese`);
  await sheet.getByRole('combobox', { name: 'Chatbot' }).click();
  await page.getByRole('option', { name: 'Cobranzas', exact: true }).click();
  await until(async () => (await shown(sheet)) < portuguese);
  for (const option of await templatesOf(sheet).all()) {
    assert.match(await option.innerText(), /pt_BR[^]*Cobranzas/);
  }
  await accessible(page);
});

play('what cannot be sent stays behind the toggle and says why', async (page) => {
  const sheet = await write(page);
  await search(sheet).fill('aviso_suspension');
  await sheet.getByText('None has that name.').waitFor();
  await sheet.getByRole('checkbox', { name: 'Show unavailable ones' }).check();
  const reasons = {
    aviso_suspension: /WhatsApp disabled it\./,
    aviso_vencimiento_pago:
      /Paused until WhatsApp lifts it, nearly always for low quality: 3 h the first time, 6 h the second\./,
    aviso_feriado: /WhatsApp rejected it\./,
    cambio_horario: /WhatsApp is still reviewing it\./,
    novedades_animadas: /Activa can't send yet/,
  };
  for (const [name, reason] of Object.entries(reasons)) {
    await search(sheet).fill(name);
    const option = templatesOf(sheet).filter({ hasText: new RegExp(`${name}, `) });
    await holds(option, reason);
    await option.first().click();
    await sheet.getByRole('button', { name: 'View full template' }).waitFor();
    await sheet.getByRole('button', { name: /^Continue/, disabled: true }).waitFor();
  }
  await accessible(page);
});

play('the full template shows every part and its facts', async (page) => {
  const sheet = await write(page);
  await chooseTemplate(sheet, { name: 'coleccion_verano', language: 'es' });
  await sheet.getByRole('button', { name: 'View full template' }).click();
  const full = page.getByRole('dialog', { name: 'Full template' });
  await full.getByText('Marketing').waitFor();
  await full.getByText('Approved').waitFor();
  assert.equal(await full.getByRole('list', { name: 'Carousel' }).getByRole('listitem').count(), 3);
  await accessible(page);
  await page.keyboard.press('Escape');
  await full.waitFor({ state: 'detached' });
  await chooseTemplate(sheet, { name: 'aviso_entrega', language: 'es' });
  await sheet.getByRole('button', { name: 'View full template' }).click();
  await full.getByRole('button', { name: 'Use this template' }).click();
  await full.waitFor({ state: 'detached' });
  await sheet.waitFor();
});

play('a favourite and a recent one stand first, also after a restart', async (page) => {
  let sheet = await write(page);
  await chooseTemplate(sheet, { name: 'plan_de_pago', language: 'es_MX' });
  const mark = (pressed) => sheet.getByRole('button', { name: /plan_de_pago (as|from) favourite/, pressed });
  await mark(false).click();
  await mark(true).waitFor();
  await chooseTemplate(sheet, { name: 'delivery_rescheduled', language: 'en' });
  await choosePerson(sheet, 'Rita Lima');
  await goOn(sheet);
  for (const field of await sheet.locator('[data-place]').all()) {
    const place = await field.getAttribute('data-place');
    await fill(sheet, { [place]: `A${place.length}` });
  }
  await send(sheet);
  await holds(rowOf(page, /Rita Lima/), /delivery_rescheduled/);
  await page.getByRole('button', { name: 'Close notice' }).first().click();
  shared.program = await shared.program.restart();
  ({ page } = shared.program);
  // Back within a minute: still Online for the platform.
  await page.getByRole('button', { name: 'Active message', exact: true }).first().waitFor();
  sheet = await write(page);
  await holds(templatesOf(sheet).first(), /^Favourites and recent\. plan_de_pago/);
  await holds(templatesOf(sheet).nth(1), /delivery_rescheduled/);
});
