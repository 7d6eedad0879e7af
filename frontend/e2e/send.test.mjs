// The whole send, from the first start to the blue ticks, in each language, on the real backend.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, patience, picture, playMax, seriousFindings, withProgram } from './program.mjs';

const languages = {
  es: {
    locale: 'es-MX',
    template: 'aviso_demora',
    values: { 'body.1': 'Rita', 'body.2': 'A-20417', 'body.3': 'mañana a las 10' },
    body: 'Hola Rita, tu pedido A-20417 llega más tarde de lo previsto: ahora lo esperamos mañana a las 10.',
    words: {
      tryNow: /Probar ahora/,
      goOnline: 'Ponerme en línea',
      write: 'Mensaje activo',
      done: /Mensaje activo enviado/,
    },
    statuses: ['Enviando', 'Enviado', 'Entregado', 'Leído'],
  },
  'pt-BR': {
    locale: 'pt-BR',
    template: 'aviso_atraso',
    values: { 'body.1': 'Rita', 'body.2': 'A-20417', 'body.3': 'amanhã às 10h' },
    body: 'Oi, Rita. O pedido A-20417 atrasou e a nova previsão é amanhã às 10h.',
    words: {
      tryNow: /Testar agora/,
      goOnline: 'Ficar online',
      write: 'Mensagem ativa',
      done: /Mensagem ativa enviada/,
    },
    statuses: ['Enviando', 'Enviada', 'Entregue', 'Lida'],
  },
  en: {
    locale: 'en-US',
    template: 'appointment_reminder',
    values: { 'header.1': 'Tuesday', 'body.1': 'Rita', 'body.2': 'Dr. Vega', 'body.3': '10:30' },
    body: 'Hi Rita, this is a reminder of your visit with Dr. Vega at 10:30.',
    words: { tryNow: /Try it now/, goOnline: 'Go online', write: 'Active message', done: /Active message sent/ },
    statuses: ['Sending', 'Sent', 'Delivered', 'Read'],
  },
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Enters as a person of the demo workspace and goes Online, which the first entry is not. */
async function enter(page, words) {
  await page.getByRole('button', { name: words.tryNow }).click();
  await page.getByRole('button', { name: /Camila Ríos/ }).click();
  await page.getByRole('button', { name: words.goOnline }).waitFor();
  assert.equal(await page.getByRole('button', { name: words.write, exact: true }).count(), 0, 'no send before Online');
  await page.getByRole('button', { name: words.goOnline }).click();
  await page.getByRole('button', { name: words.write, exact: true }).first().waitFor();
}

/** Chooses and fills by keyboard alone, as a practised agent does. */
async function write(page, { template, values }) {
  await page.keyboard.press('Control+n');
  const sheet = page.getByRole('dialog');
  await sheet.locator('[role="searchbox"]:focus').waitFor();
  await page.keyboard.type(template);
  const first = sheet.getByRole('option').first();
  await first.filter({ hasText: template }).waitFor();
  await page.keyboard.press('Enter');
  await sheet.locator('[role="combobox"]:focus').waitFor();
  await page.keyboard.type('rita lima');
  await sheet.getByRole('option', { name: /Rita Lima/ }).waitFor();
  await page.keyboard.press('Enter');
  await sheet.getByRole('button', { name: /^(Continuar|Continue)/, disabled: false }).waitFor();
  await page.keyboard.press('Control+Enter');
  for (const [place, value] of Object.entries(values)) await sheet.locator(`[data-place="${place}"] input`).fill(value);
}

/** Notes every status that the row of a customer shows, in order. */
async function noteStatuses(page, name, statuses) {
  await page.evaluate(
    ([person, words]) => {
      globalThis.seen = [];
      const look = () => {
        const row = [...document.querySelectorAll('[role="option"]')].find((option) =>
          (option.getAttribute('aria-label') ?? option.textContent).includes(person),
        );
        const text = row?.getAttribute('aria-label') ?? row?.textContent ?? '';
        const status = words.find((word) => new RegExp(`(^|[^\\p{L}])${word}([^\\p{L}]|$)`, 'u').test(text));
        if (status && globalThis.seen.at(-1) !== status) globalThis.seen.push(status);
      };
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      look();
    },
    [name, statuses],
  );
}

for (const [language, play] of Object.entries(languages)) {
  test(`a click becomes two blue ticks (${language})`, { timeout: playMax }, async () => {
    await withProgram(browser, { locale: play.locale }, async (page) => {
      await page.getByRole('button', { name: play.words.tryNow }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      assert.deepEqual(await seriousFindings(page), []);
      await enter(page, play.words);
      await write(page, play);
      const sheet = page.getByRole('dialog');
      await page.waitForFunction(
        (body) => document.querySelector('[role="dialog"]')?.textContent.replaceAll('\u200b', '').includes(body),
        play.body,
      );
      await picture(page, `values-${language}`);
      assert.deepEqual(await seriousFindings(page), []);
      await noteStatuses(page, 'Rita Lima', play.statuses);
      await page.keyboard.press('Control+Enter');
      await sheet.waitFor({ state: 'detached' });
      await page.getByText(play.words.done).waitFor();
      await picture(page, `confirmation-${language}`);
      await page.waitForFunction((last) => globalThis.seen.at(-1) === last, play.statuses.at(-1), {
        timeout: 3 * patience,
      });
      // Never back, and none that is no status; a page that is busy may paint two steps as one.
      const ranks = await page
        .evaluate(() => globalThis.seen)
        .then((seen) => seen.map((word) => play.statuses.indexOf(word)));
      assert.deepEqual(
        ranks,
        ranks.toSorted((a, b) => a - b),
      );
      await page.getByRole('option', { name: /Rita Lima/ }).click();
      // What was reached is told whole, however fast it went; a phone may report the reading alone (WhatsApp templates, §6.1).
      for (const reached of [play.statuses[1], play.statuses[3]]) {
        await page.locator('.timeline li').filter({ hasText: reached }).locator('time').waitFor();
      }
      await page.getByRole('main').getByText(play.values['body.2']).first().waitFor();
      await picture(page, `sent-${language}`);
      assert.deepEqual(await seriousFindings(page), []);
    });
  });
}
