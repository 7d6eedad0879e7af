// A team's hub, a lost line, and a second device: what waits, what is told, and what the platform refuses at
// the moment of sending (P1, P5, P6).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, chooseTemplate, chooseNumber, enterTeam, fill, goOn, goOnline, holds } from './desk.mjs';
import { plain, rowOf, send, ticketOf, write } from './desk.mjs';
import { command, freshFolder, launch, openProgram, picture, playMax, start, until } from './program.mjs';

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
const writes = () => page.getByRole('button', { name: 'Active message', exact: true });
/** What became of the message to somebody. */
const sentTo = (name) => page.getByRole('main', { name, exact: true });
const asDevice = (...given) =>
  command([...given, '--hub', `ws://${listens}`, '--as', agent], { environment: { ACTIVA_SECRET: secret } });
const play = (name, steps) =>
  test(name, { timeout: playMax }, async () => {
    try {
      await steps();
    } catch (error) {
      await picture(page, `failed-${name.replace(/\W+/g, '-')}`);
      throw error;
    }
  });

/** Online again: the platform kept it, or it is asked for. */
async function beOnline() {
  const away = page.getByRole('button', { name: /^Go (back )?online/ });
  await away.or(writes()).first().waitFor();
  if ((await away.count()) > 0) await goOnline(page);
}

async function begin(phone, name) {
  const sheet = await write(page);
  await chooseTemplate(sheet, plain);
  await chooseNumber(sheet, phone, name);
  await goOn(sheet);
  await fill(sheet, { 'body.1': name, 'body.2': 'A-1', 'body.3': 'tomorrow' });
  return sheet;
}

play('the line drops: since when, the next try, and what was written waits for it', async () => {
  const sheet = await begin('+5511955550601', 'Olga Waits');
  await hub.end('SIGKILL');
  await banner().waitFor();
  await send(sheet);
  await page.getByText(/^(Next try in \d+ s|Trying now)$/).waitFor();
  await page.getByRole('button', { name: 'Presence: No connection' }).waitFor();
  assert.equal(await writes().count(), 0);
  await holds(page.getByRole('option').first(), /^Outbox\. Olga Waits, Sending/);
  await page.getByText('1 message pending').waitFor();
  await rowOf(page, 'Olga Waits').click();
  await holds(sentTo('Olga Waits'), /It leaves when the line is back\./);
  await page.getByText('While there is no line').waitFor();
  await accessible(page);
});

play('the line is back: the banner goes, what waited leaves once', async () => {
  hub = await start('serve', '--data', folder, '--listen', listens);
  // By hand or by itself: whoever is first.
  await page.getByRole('button', { name: 'Try now' }).evaluateAll((all) => all.forEach((button) => button.click()));
  await banner().waitFor({ state: 'detached' });
  await beOnline();
  await holds(rowOf(page, 'Olga Waits'), /(Sent|Delivered|Read),/);
  assert.equal(await rowOf(page, 'Olga Waits').count(), 1);
});

play('what waited meets a ticket that opened meanwhile: refused, in words, with the one way on', async () => {
  const phone = '+5511955550602';
  const sheet = await begin(phone, 'Iris Answers');
  await hub.end('SIGKILL');
  await banner().waitFor();
  await send(sheet);
  await rowOf(page, 'Iris Answers').waitFor();
  await program.shut();
  hub = await start('serve', '--data', folder, '--listen', listens);
  await asDevice('presence', 'invisible');
  await command(['phone', '--to', phone, '--bot', 'entregas', 'reply', 'Hello, is anybody there?', '--data', folder]);
  program = await program.open();
  page = program.page;
  await page.getByRole('button', { name: 'Presence: Invisible' }).waitFor();
  await page.keyboard.press('Control+1');
  await holds(ticketOf(page, 'Waiting', /is anybody there/), /is anybody there/);
  await page.keyboard.press('Control+3');
  await rowOf(page, 'Iris Answers').click();
  await holds(sentTo('Iris Answers'), /It leaves when you are online again\./);
  await goOnline(page);
  await holds(rowOf(page, 'Iris Answers'), /Iris Answers, Failed/);
  await holds(sentTo('Iris Answers').locator('.notice__title'), /already helping/);
  const nextStep = sentTo('Iris Answers').locator('.notice').getByRole('button');
  await nextStep.filter({ hasText: 'View the ticket' }).waitFor();
  assert.equal(await nextStep.count(), 1);
  await accessible(page);
  await nextStep.click();
  await holds(page.getByRole('main', { name: /^Conversation with/ }), /is anybody there/); // who wrote alone has no name
});

play('gone Invisible on another device: the program knows, and the way to write is gone', async () => {
  await asDevice('presence', 'invisible');
  await page.getByRole('button', { name: 'Presence: Invisible' }).waitFor();
  await writes().waitFor({ state: 'detached' });
  await goOnline(page);
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
