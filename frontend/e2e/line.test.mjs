// A team's hub, a lost line, and a second device: what waits, what is told, and what the platform refuses at
// the moment of sending (P1, P5, P6).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, atOnce, chooseTemplate, chooseNumber, enterTeam, fill, goOn, goOnline, holds } from './desk.mjs';
import { plain, rowOf, send, sendTo, write } from './desk.mjs';
import { command, freshFolder, launch, openProgram, patience, start, until } from './program.mjs';

const folder = freshFolder();
const secret = 'play-secret';
const agent = 'camila.rios@activa.local';
let browser, hub, program, page, listens;

before(async () => {
  browser = await launch();
  hub = await start('serve', '--demo', '--data', folder, '--listen', '127.0.0.1:0');
  listens = new URL(hub.address).host;
  const bots = ['entregas', 'cobranzas', 'postventa'].flatMap((bot) => ['--bot', bot]);
  const given = ['accounts', 'add', 'camila.rios', '--role', 'agent', ...bots, '--data', folder];
  await command(given, { input: secret });
  program = await openProgram(browser, { locale: 'en-US' });
  page = program.page;
  await enterTeam(page, { host: listens, agent, secret });
  await goOnline(page);
});
after(async () => {
  await program?.end().catch(() => undefined); // what the page says of a dead program is the last play
  await hub?.end();
  await browser?.close();
});

const told = (words) => page.locator('.banner b').filter({ hasText: words });
const banner = () => told(/^No line since \d+:\d\d\.$/);
const asDevice = (...given) =>
  command([...given, '--hub', `ws://${listens}`, '--as', agent], { environment: { ACTIVA_SECRET: secret } });
const play = (name, steps) => test(name, { timeout: 6 * patience }, steps);

async function begin(phone, name) {
  const sheet = await write(page);
  await chooseTemplate(sheet, plain);
  await chooseNumber(sheet, phone, name);
  await goOn(sheet);
  await fill(sheet, { 'body.1': name, 'body.2': 'A-1', 'body.3': 'tomorrow' });
  return sheet;
}

play('the line drops: since when, the next try, and what was written waits for it', async () => {
  await send(await begin('+5511955550601', 'Olga Waits'));
  await hub.end('SIGKILL');
  await banner().waitFor();
  await page.getByText(/^(Next try in \d+ s|Trying now)$/).waitFor();
  await page.getByRole('button', { name: 'Presence: No connection' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Active message', exact: true }).count(), 0);
  await holds(page.getByRole('option').first(), /^To leave\. Olga Waits, Sending/);
  await page.getByText('1 message pending').waitFor();
  await rowOf(page, 'Olga Waits').click();
  await holds(page.getByRole('main', { name: 'Olga Waits' }), /It leaves when the line is back\./);
  await page.getByText('While there is no line').waitFor();
  await page.getByRole('button', { name: 'Try now' }).click();
  await banner().waitFor();
  await accessible(page);
});

play('the line is back: the banner goes, what waited leaves once', async () => {
  hub = await start('serve', '--data', folder, '--listen', listens);
  // By hand or by itself: whoever is first.
  const byHand = page.getByRole('button', { name: 'Try now' }).click({ timeout: 5000 });
  await Promise.all([byHand.catch(() => undefined), banner().waitFor({ state: 'detached' })]);
  await goOnline(page).catch(() => undefined);
  await holds(rowOf(page, 'Olga Waits'), /(Sent|Delivered|Read),/);
  assert.equal(await rowOf(page, 'Olga Waits').count(), 1);
});

play('a ticket that opened meanwhile refuses the send, and says so in words', async () => {
  await sendTo(page, '+5511955550602', 'Iris Answers');
  await atOnce(page);
  await holds(rowOf(page, 'Iris Answers'), /(Sent|Delivered|Read),/);
  const sheet = await begin('+5511955550602', 'Iris Answers');
  await command(['phone', '--to', '+5511955550602', 'reply', 'Hello', '--data', folder]);
  await send(sheet).catch(async () => holds(sheet, /open ticket/i));
  if (await sheet.count()) return; // the guard saw it before the send did
  await atOnce(page);
  await holds(rowOf(page, 'Iris Answers'), /Iris Answers, Failed/);
  await rowOf(page, 'Iris Answers').click();
  await holds(page.getByRole('main', { name: 'Iris Answers' }).locator('.notice__title'), /already attends/);
});

play('gone Invisible on another device: the program knows, and the way to write is gone', async () => {
  const device = asDevice('presence', 'invisible', '--for', '60s');
  await page.getByRole('button', { name: 'Presence: Invisible' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Active message', exact: true }).count(), 0);
  await goOnline(page);
  await device.catch(() => undefined);
});

play('a page whose program ended says so, and tries again by hand', async () => {
  await program.kill();
  await told(/^Activa doesn't answer since \d+:\d\d\.$/).waitFor();
  await page.getByRole('button', { name: 'Presence: No connection' }).waitFor();
  await page.getByRole('button', { name: 'Try now' }).click();
  await told(/^Activa doesn't answer since/).waitFor();
  await until(async () => (await page.getByText(/^(Next try in \d+ s|Trying now)$/).count()) === 1);
  await accessible(page);
});
