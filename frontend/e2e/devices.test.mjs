// A team's hub with two devices of one agent and a colleague: what is done on one is seen on the others (P9, P10).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { atOnce, enterTeam, goOnline, holds, rowOf, sendTo, talkWith, ticketOf } from './desk.mjs';
import { command, freshFolder, launch, openProgram, picture, playMax, start } from './program.mjs';

const folder = freshFolder();
const secret = 'play-secret';
const bots = ['entregas', 'cobranzas', 'postventa'].flatMap((bot) => ['--bot', bot]);
let browser, hub, devices, bruno;

async function signedIn(agent, mayRefuse) {
  const given = ['accounts', 'add', agent, '--role', 'agent', ...bots, '--data', folder];
  await command(given, { input: secret });
  const program = await openProgram(browser, { locale: 'en-US', mayRefuse });
  await enterTeam(program.page, { host: new URL(hub.address).host, agent: `${agent}@activa.local`, secret });
  return program;
}
before(async () => {
  browser = await launch();
  hub = await start('serve', '--demo', '--data', folder, '--listen', '127.0.0.1:0');
  devices = [await signedIn('camila.rios'), await signedIn('camila.rios')];
  bruno = await signedIn('bruno.diaz', /\/door\/call\/Ticket$/); // what he may see no longer, he is refused
});
after(async () => {
  try {
    for (const program of [...(devices ?? []), bruno]) await program?.end();
  } finally {
    await hub?.end();
    await browser?.close();
  }
});
const reply = (phone, ...more) => command(['phone', '--data', folder, '--to', phone, ...more]);

function play(name, steps) {
  test(name, { timeout: playMax }, async () => {
    const pages = [...devices, bruno].map(({ page }) => page);
    try {
      await steps(...pages);
    } catch (error) {
      for (const [place, page] of pages.entries()) await picture(page, `failed-device-${place}`);
      throw error;
    }
  });
}

play(
  'a reply opens on both devices of its agent, and an answer from one stands on the other',
  async (first, second) => {
    const phone = '+5511955550401';
    await goOnline(first);
    await second.getByRole('button', { name: 'Presence: Online' }).waitFor();
    await sendTo(first, phone, 'Rosa Double');
    await atOnce(first);
    await second.keyboard.press('Control+3');
    await rowOf(second, 'Rosa Double').click();
    await second.getByRole('main', { name: 'Rosa Double', exact: true }).waitFor();
    await reply(phone, 'reply', 'Estoy en casa');
    for (const page of [first, second]) await holds(talkWith(page, 'Rosa Double'), /Estoy en casa/);
    await second.getByRole('textbox', { name: 'Reply to Rosa Double' }).fill('Vamos en camino');
    await second.keyboard.press('Enter');
    await holds(talkWith(first, 'Rosa Double').getByRole('log'), /Vamos en camino/);
    await holds(ticketOf(first, 'In progress', 'Rosa Double'), /Vamos en camino/);
  },
);

play('closing it on one device is said on the other, where it can still be read', async (first, second) => {
  await first.getByRole('button', { name: 'Close ticket' }).click();
  await first.keyboard.press('Control+Enter');
  await first.getByText('You closed this ticket').first().waitFor();
  await second.getByText('You closed this ticket').first().waitFor();
  await holds(talkWith(second, 'Rosa Double'), /Vamos en camino/);
  assert.equal(await second.getByRole('textbox', { name: 'Reply to Rosa Double' }).count(), 0);
});

play('two agents look at one who waits: one takes it, the other is told so', async (first, _, other) => {
  const phone = '+5511955550402';
  await first.keyboard.press('Control+Shift+p');
  await first.getByRole('menuitemradio', { name: /^Invisible/ }).click();
  await first.getByRole('button', { name: 'Presence: Invisible' }).waitFor();
  await reply(phone, '--bot', 'entregas', 'reply', 'Hola, ¿hay alguien?');
  for (const page of [first, other]) {
    await page.keyboard.press('Control+1');
    await page
      .getByRole('listbox', { name: 'Waiting' })
      .getByRole('option', { name: /hay alguien/ })
      .click();
  }
  await first.getByRole('button', { name: 'Take it', exact: true }).click();
  await first.getByRole('textbox', { name: /^Reply to/ }).waitFor();
  await other.getByText('Somebody else has it').first().waitFor();
  await other
    .getByRole('tab', { name: /^Waiting/, selected: true })
    .filter({ hasText: '0' })
    .waitFor();
  assert.equal(await other.getByRole('button', { name: 'Take it', exact: true }).count(), 0);
});
