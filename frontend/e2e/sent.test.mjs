// The Sent tab: what became of each message, why one failed, and the one thing to do next (P7, P9).
import assert from 'node:assert/strict';
import { accessible, atOnce, chooseNumber, choosePerson, chooseTemplate, fieldOf, fill, goOn } from './desk.mjs';
import { holds, plain, rowOf, send, sendTo, sharedProgram, sheetOf, write } from './desk.mjs';
import { until } from './program.mjs';

const { play } = sharedProgram({ prepare: aDay });
const image = { name: 'aviso_entrega', language: 'es' };
const marketing = { name: 'pesquisa_satisfacao', language: 'pt_BR' };
const media = 'https://media.activa.example/entrega.jpg';

/** People whose numbers force an outcome (the table of the simulator); each failure is of another class. */
const arrived = [
  { name: 'Ines Reads', phone: '+5511955559900', status: 'Read' },
  { name: 'Luz Silent', phone: '+5511955559902', status: 'Delivered' },
  { name: 'Ivo Blocked', phone: '+5511955559909', status: 'Sent' },
];
const failed = [
  { name: 'Raul Nobody', phone: '+5511955559910', code: '131026', says: /delivered/, does: 'Try another number' },
  { name: 'Eva Refused', phone: '+5511955559918', code: '132001', says: /is gone/, does: 'Choose another template' },
  { name: 'Ana Nofile', phone: '+5511955559914', code: '131053', says: /open the file/, does: 'Correct the value' },
  { name: 'Teo Toomany', phone: '+5511955559922', code: '131056', says: /Too many messages/, does: 'Send later' },
  { name: 'Max Unpaid', phone: '+5511955559923', code: '131042', says: /payment is missing/, does: 'Copy' },
  { name: 'Bia Limited', phone: '+5511955559911', code: '131049', says: /held back this marketing/, waits: true },
  { name: 'Leo Stopped', phone: '+5511955559912', code: '131050', says: /not to get marketing/, does: undefined },
];
const people = [...arrived, ...failed];

async function sendOther(page, { name, phone, code }) {
  const sheet = await write(page);
  await chooseTemplate(sheet, code === '131053' ? image : marketing);
  await chooseNumber(sheet, phone, name);
  await goOn(sheet);
  if (code === '131053') {
    await fill(sheet, { 'header.media': media, 'body.1': name, 'body.2': 'A-1', 'body.3': 'hoy', 'body.4': 'Ana' });
    await fill(sheet, { 'button.0.url': 'a-1' });
  } else await fill(sheet, { 'body.nome': name, 'body.produto': 'a luminária' });
  await send(sheet);
}

async function aDay({ page }) {
  for (const person of people) {
    if (['131053', '131049', '131050'].includes(person.code)) await sendOther(page, person);
    else await sendTo(page, person.phone, person.name);
    await atOnce(page);
  }
}

async function open(page, name) {
  await rowOf(page, name).click();
  const detail = page.getByRole('main', { name });
  await detail.getByRole('list', { name: 'Timeline' }).waitFor();
  return detail;
}
const steps = (detail) => detail.getByRole('list', { name: 'Timeline' }).getByRole('listitem').allInnerTexts();
const nextSteps = (detail) => detail.locator('.notice').getByRole('button');

play('every status is reached and told by its word; what failed stands first, each counted', async (page) => {
  for (const { name, status = 'Failed' } of people) await holds(rowOf(page, name), new RegExp(`${name}, ${status},`));
  await holds(page.getByRole('tab', { name: /^Sent/ }), new RegExp(`${people.length}`));
  await page.getByRole('listbox', { name: 'Active messages sent' }).hover();
  await page.mouse.wheel(0, -5000);
  await holds(page.getByRole('option').first(), /^Failed\. /);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  for (const [status, count] of [
    ['Sent', 1],
    ['Delivered', 1],
    ['Read', 1],
    ['Failed', failed.length],
    ['Expired', 0],
  ]) {
    await page.getByRole('menuitemradio', { name: `${status} · ${count}`, exact: true }).waitFor();
  }
  await accessible(page);
});

play('a read message: as sent, every instant, what is left, and who gets the reply and why', async (page) => {
  await holds(rowOf(page, 'Ines Reads'), /Ines Reads, Read,/);
  const detail = await open(page, 'Ines Reads');
  await holds(detail.getByRole('group', { name: 'Message preview' }), /Hola Ines Reads, tu pedido A-1 .* tomorrow/);
  const told = await steps(detail);
  assert.match(
    told.join(' | '),
    /^Sent\s+\d+:\d+:\d+ \| (Delivered\s+\d+:\d+:\d+ \| )?Read\s+\d+:\d+:\d+ \| Waiting for a reply$/,
  );
  const instants = await detail
    .locator('.timeline time')
    .evaluateAll((all) => all.map(({ dateTime }) => Date.parse(dateTime)));
  assert.deepEqual(
    instants,
    instants.toSorted((a, b) => a - b),
  );
  const expires = detail.locator('.countdown');
  await holds(expires, /Expires in 23\sh/);
  const until24 = await expires.locator('time').evaluate(({ dateTime }) => Date.parse(dateTime));
  assert.equal(until24 - instants[0], 24 * 3_600_000, 'the window is 24 h from when the platform took it');
  const routes = detail.getByRole('listitem').filter({ hasText: /You|queue/ });
  await holds(routes, /You, at once\s*You're online: it opens In progress/);
  assert.equal(await detail.locator('[aria-current="true"]').count(), 1);
  await holds(detail.locator('[aria-current="true"]'), /You, at once/);
  await accessible(page);
});

play('going away changes who gets the reply, in words', async (page) => {
  const detail = await open(page, 'Ines Reads');
  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('menuitemradio', { name: /^Invisible/ }).click();
  await holds(detail.locator('[aria-current="true"]'), /You, when you're back\s*Right now it would wait for you alone/);
  await page.getByRole('button', { name: 'Go online', exact: true }).click();
  await holds(detail.locator('[aria-current="true"]'), /You, at once/);
});

for (const { name, says, code, does, waits } of failed) {
  play(`${code} is said in words, with exactly what its class offers, and the raw code under details`, async (page) => {
    const detail = await open(page, name);
    await holds(detail.locator('.notice__title'), says);
    assert.equal(await detail.getByText(code, { exact: true }).isVisible(), false, 'the code is under details');
    if (does) {
      await nextSteps(detail).filter({ hasText: does }).waitFor();
      assert.equal(await nextSteps(detail).count(), 1);
    } else if (waits) {
      await nextSteps(detail).filter({ hasText: 'Send later' }).waitFor();
      assert.equal(await nextSteps(detail).getAttribute('aria-disabled'), 'true');
      await holds(detail, /Wait until to(morrow|day) /i);
    } else assert.equal(await nextSteps(detail).count(), 0, 'nothing will make it pass');
    await detail.getByText("Didn't reach the phone").waitFor();
    await holds(detail.getByRole('list', { name: 'Timeline' }), /Failed/);
    assert.equal(await detail.locator('.countdown').count(), 0, 'nothing expires that failed');
    await detail.getByText('Technical detail').click();
    await detail.getByText(code, { exact: true }).waitFor();
    await accessible(page);
  });
}

play('another number is offered in the form that may be meant, and its values are kept', async (page) => {
  const detail = await open(page, 'Raul Nobody');
  await nextSteps(detail).click();
  const sheet = sheetOf(page);
  await sheet.getByRole('textbox', { name: 'Phone' }).fill('+5511955550477');
  await goOn(sheet);
  assert.equal(await fieldOf(sheet, 'body.2').inputValue(), 'A-1');
  await page.keyboard.press('Escape');
});

play('a value is corrected in a new message; the failed one stays as it was, inside', async (page) => {
  const detail = await open(page, 'Eva Refused');
  await nextSteps(detail).click();
  const sheet = sheetOf(page);
  await chooseTemplate(sheet, { name: 'entrega_confirmada', language: 'es' });
  await goOn(sheet);
  assert.equal(await fieldOf(sheet, 'body.1').inputValue(), 'Eva Refused', 'the values are kept');
  for (const field of await sheet.locator('[data-place]').all()) {
    const place = await field.getAttribute('data-place');
    if (place !== 'body.1') await fill(sheet, { [place]: 'A-2' });
  }
  await send(sheet);
  await atOnce(page);
  await until(async () => (await rowOf(page, 'Eva Refused').count()) === 1);
  await holds(rowOf(page, 'Eva Refused'), /entrega_confirmada/);
  const again = await open(page, 'Eva Refused');
  await again.getByRole('button', { name: /Failed.*aviso_demora/ }).click();
  await holds(page.getByRole('main', { name: 'Eva Refused' }).locator('.notice__title'), /is gone/);
});

play('one row a customer: the earlier message is inside the later one, and opens', async (page) => {
  const sheet = await write(page);
  await chooseTemplate(sheet, { name: 'delivery_rescheduled', language: 'en' });
  await choosePerson(sheet, 'Luz Silent');
  await goOn(sheet);
  for (const field of await sheet.locator('[data-place]').all()) {
    await fill(sheet, { [await field.getAttribute('data-place')]: 'A-3' });
  }
  await send(sheet);
  await atOnce(page);
  await holds(rowOf(page, 'Luz Silent'), /delivery_rescheduled/);
  assert.equal(await rowOf(page, 'Luz Silent').count(), 1);
  const detail = await open(page, 'Luz Silent');
  await detail.getByRole('button', { name: new RegExp(`Delivered.*${plain.name}`) }).click();
  await holds(
    page.getByRole('main', { name: 'Luz Silent' }).getByRole('group', { name: 'Message preview' }),
    /llega más tarde/,
  );
});

play('search and filter narrow the tab; a filter is seen and goes with one click', async (page) => {
  const search = page.getByRole('searchbox', { name: 'Search Sent' });
  const rows = page.getByRole('listbox', { name: 'Active messages sent' }).getByRole('option');
  for (const [typed, name] of [
    ['lúz SILENT', /Luz Silent/],
    ['9902', /Luz Silent/],
    ['delivery resch', /Luz Silent/],
  ]) {
    await search.fill(typed);
    await holds(rows.first(), name);
    await until(async () => (await rows.count()) === 1);
  }
  await search.fill('nobody at all');
  await page.getByText('Not in the history either.').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitemradio', { name: /^Read/ }).click();
  await rowOf(page, 'Raul Nobody').waitFor({ state: 'detached' });
  await rowOf(page, 'Ines Reads').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: /^Read/, pressed: true }).click();
  await rowOf(page, 'Raul Nobody').waitFor();
});
