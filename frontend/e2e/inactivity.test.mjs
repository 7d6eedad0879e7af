// A bot that closes what is quiet, on the true program: the conversation on screen says why it ended, its history
// keeps it, what waits stays, and the customer's next message opens a new ticket by the ordinary rules.
import assert from 'node:assert/strict';
import { accessible, atOnce, holds, rowOf, sendTo, sharedProgram, talkWith, ticketOf } from './desk.mjs';
import { command, until } from './program.mjs';

const asked = { phone: '+5511955550401', name: 'Nina Asked' };
const quiet = { phone: '+5511955550402', name: 'Nina Quiet' };
const away = { phone: '+5511955550403', name: 'Nina Away' };
const inFolder = (...given) => command([...given, '--data', shared.program.folder]);
const reply = ({ phone }, text) => inFolder('phone', '--to', phone, 'reply', text);
const openTab = (page, name) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();

const { shared, play } = sharedProgram({
  prepare: async ({ page }) => {
    const entregas = ['bots', 'add', 'entregas', '--number', '+576015550100', '--direct-transfer'];
    await inFolder(...entregas, '--close-after', '24h');
    for (const { phone, name } of [asked, quiet, away]) {
      await inFolder('phone', '--to', phone, 'silent');
      await sendTo(page, phone, name);
      await atOnce(page);
      await holds(rowOf(page, name), /Sent|Delivered|Read/);
    }
  },
});

play('what nobody writes in closes after the hours of its bot, in front of the agent who reads it', async (page) => {
  await reply(asked, 'Is it today?');
  await reply(quiet, 'Thank you');
  await openTab(page, 'In progress');
  await ticketOf(page, 'In progress', asked.name).click();
  await holds(talkWith(page, asked.name), /Is it today\?/);
  await inFolder('clock', 'advance', '23h');
  await page.getByRole('textbox', { name: `Reply to ${asked.name}` }).fill('Yes, this afternoon');
  await page.keyboard.press('Enter');
  // On the screen it stands before the hub has it; the hours count from when the hub has it.
  await holds(talkWith(page, asked.name).getByRole('log'), /Yes, this afternoon[^]*(Sent|Delivered|Read)/);
  await ticketOf(page, 'In progress', quiet.name).click();
  const talk = talkWith(page, quiet.name);
  await holds(talk, /Thank you/);
  await inFolder('clock', 'advance', '1h');
  await holds(talk, /Closed for lack of activity/);
  await ticketOf(page, 'In progress', quiet.name).waitFor({ state: 'detached' });
  await ticketOf(page, 'In progress', asked.name).waitFor();
  assert.equal(await page.getByRole('textbox', { name: `Reply to ${quiet.name}` }).count(), 0);
  await accessible(page);
});

play(
  'the agent’s own words count too; what fell due while the program was closed is over when it starts',
  async (page) => {
    await openTab(page, 'In progress');
    await ticketOf(page, 'In progress', asked.name).waitFor();
    await shared.program.shut();
    await inFolder('clock', 'advance', '23h');
    shared.program = await shared.program.open();
    page = shared.program.page;
    await openTab(page, 'In progress');
    await ticketOf(page, 'In progress', asked.name).waitFor({ state: 'detached' });
    const closed = await inFolder('tickets', '--agent', 'camila.rios', '--closed', '--json');
    const lines = closed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ours = lines.filter(({ contact }) => contact.startsWith('55119555504'));
    assert.deepEqual(
      ours.map(({ closedBy }) => closedBy),
      ['inactivity', 'inactivity'],
    );
  },
);

play(
  'the next message of the customer opens a new ticket, whose history shows how the last one ended',
  async (page) => {
    await reply(quiet, 'Are you still there?');
    await page.getByRole('button', { name: /^Go (back )?online/ }).click();
    await until(async () =>
      (await inFolder('tickets', '--agent', 'camila.rios', '--json')).includes(quiet.phone.slice(1)),
    );
    await openTab(page, 'In progress');
    await ticketOf(page, 'In progress', quiet.name).click();
    await holds(talkWith(page, quiet.name), /Are you still there\?/);
    const aside = page.getByRole('complementary', { name: 'Contact' });
    await aside.getByRole('button', { name: /^Thank you/ }).click();
    await holds(talkWith(page, quiet.name), /Thank you[^]*Closed for lack of activity/);
    await aside.getByText('History of the ticket', { exact: true }).click();
    await holds(aside.getByRole('list', { name: 'History of the ticket' }), /Closed for lack of activity/);
  },
);

play('what waits for its agent is not closed, however long', async (page) => {
  await page.keyboard.press('Control+3');
  await sendTo(page, away.phone, away.name);
  await atOnce(page);
  await holds(rowOf(page, away.name), /Sent|Delivered|Read/);
  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('menuitemradio', { name: /^Invisible/ }).click();
  await page.getByRole('button', { name: 'Presence: Invisible' }).waitFor();
  await reply(away, 'Hello?');
  await inFolder('clock', 'advance', '100h');
  await openTab(page, 'Waiting');
  await holds(page.getByRole('region', { name: 'Waiting for you alone' }).getByRole('listitem'), away.name);
  const waiting = await inFolder('tickets', '--agent', 'camila.rios', '--json');
  assert.match(waiting, /5511955550403.*"status":"Waiting"/);
});
