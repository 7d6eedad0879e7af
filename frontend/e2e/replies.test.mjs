// A customer answers on the true program (P9): while the agent is Online, Invisible, away, shortly before the
// 24 h are over and shortly after.
import assert from 'node:assert/strict';
import { accessible, atOnce, goOnline, holds, rowOf, sendTo, sharedProgram, talkWith, ticketOf } from './desk.mjs';
import { command } from './program.mjs';

const { shared, play } = sharedProgram();
const inFolder = (...given) => command([...given, '--data', shared.program.folder]);
const reply = (phone, text) => inFolder('phone', '--to', phone, 'reply', text);
const tab = (page, name) => page.getByRole('tab', { name: new RegExp(`^${name}`) });

async function sent(page, phone, name) {
  await page.keyboard.press('Control+3');
  await sendTo(page, phone, name);
  await atOnce(page);
  await holds(rowOf(page, name), /Sent|Delivered|Read/);
}
async function become(page, name) {
  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('menuitemradio', { name }).click();
}

play('while Online: the row leaves Sent, and the conversation opens where it was', async (page) => {
  const phone = '+5511955550301';
  await sent(page, phone, 'Nina Online');
  await rowOf(page, 'Nina Online').click();
  await page.getByRole('main', { name: 'Nina Online', exact: true }).waitFor();
  await reply(phone, 'Estaré en casa');
  const talk = talkWith(page, 'Nina Online');
  await holds(talk, /Active message · aviso_demora[\s\S]*Estaré en casa/);
  await page.getByRole('tab', { name: /^In progress/, selected: true }).waitFor();
  const row = page.getByRole('listbox', { name: 'In progress' }).getByRole('option', { selected: true });
  await holds(row, /Nina Online[\s\S]*Estaré en casa/);
  await page.locator('[role="listbox"]:focus').waitFor();
  await holds(page.getByRole('complementary', { name: 'Contact' }), /Answers\s*aviso_demora[\s\S]*Replied/);
  await accessible(page);
  await page.keyboard.press('Control+3');
  await rowOf(page, 'Nina Online').waitFor({ state: 'detached' });
});

play('another one who answers moves nothing: a counter and the title tell it', async (page) => {
  const phone = '+5511955550302';
  await sent(page, '+5511955550303', 'Otto Opened');
  await sent(page, phone, 'Nina Quiet');
  await rowOf(page, 'Otto Opened').click();
  await page.getByRole('main', { name: 'Otto Opened', exact: true }).waitFor();
  await reply(phone, 'Hola');
  await tab(page, 'In progress').filter({ hasText: '1 unread conversation' }).waitFor();
  await page.waitForFunction(() => document.title === '(1) Activa');
  assert.equal(await tab(page, 'Sent').getAttribute('aria-selected'), 'true');
  assert.equal(await page.getByRole('main', { name: 'Otto Opened', exact: true }).count(), 1);
  await page.keyboard.press('Control+2');
  await ticketOf(page, 'In progress', 'Nina Quiet').click();
  await holds(talkWith(page, 'Nina Quiet'), /Hola/);
  await page.waitForFunction(() => document.title === 'Activa');
});

play('while Invisible: it waits for this agent alone, nobody else sees it, and Attend takes it', async (page) => {
  const phone = '+5511955550304';
  await sent(page, phone, 'Nina Alone');
  await become(page, /^Invisible/);
  await reply(phone, '¿A qué hora llega?');
  await page.keyboard.press('Control+1');
  const held = page.getByRole('region', { name: 'Waiting for you alone' }).getByRole('listitem');
  await holds(held, /Nina Alone[\s\S]*Reserved for you[\s\S]*while you were invisible/);
  const bruno = await inFolder('tickets', '--agent', 'bruno.diaz', '--json');
  assert.ok(!bruno.includes(phone.slice(1)), `a colleague sees it: ${bruno}`);
  await accessible(page);
  await held.getByRole('button', { name: 'Take it: Nina Alone' }).click();
  await holds(talkWith(page, 'Nina Alone'), /¿A qué hora llega\?/);
  await page.getByRole('textbox', { name: 'Reply to Nina Alone' }).fill('A las 11');
  await page.keyboard.press('Enter');
  await holds(talkWith(page, 'Nina Alone').getByRole('log'), /A las 11/);
  await holds(ticketOf(page, 'In progress', 'Nina Alone'), /A las 11/);
  await goOnline(page);
});

play('while closed: it waits, and comes by itself once the agent is Online again', async (page) => {
  const phone = '+5511955550305';
  await sent(page, phone, 'Nina Closed');
  await shared.program.shut();
  await inFolder('clock', 'advance', '5m');
  await reply(phone, 'Ya volví');
  shared.program = await shared.program.open();
  page = shared.program.page;
  await page.getByRole('button', { name: /^Presence/ }).waitFor();
  await page.keyboard.press('Control+1');
  const held = page.getByRole('region', { name: 'Waiting for you alone' }).getByRole('listitem');
  await holds(held, /Nina Closed[\s\S]*while you were offline/);
  await goOnline(page);
  await page.keyboard.press('Control+2');
  await holds(ticketOf(page, 'In progress', 'Nina Closed'), /Ya volví/);
  await ticketOf(page, 'In progress', 'Nina Closed').click();
  await holds(page.getByRole('complementary', { name: 'Contact' }), /Was waiting for you, and you came back online/);
});

play('minutes before 24 h it is the sender’s; minutes after it follows the queue, and shows the send', async (page) => {
  await sent(page, '+5511955550306', 'Nina Justin');
  await sent(page, '+5511955550307', 'Nina Toolate');
  await inFolder('clock', 'advance', '23h50m');
  await reply('+5511955550306', 'Todavía llego');
  await page.keyboard.press('Control+2');
  await ticketOf(page, 'In progress', 'Nina Justin').click();
  await holds(page.getByRole('complementary', { name: 'Contact' }), /Answered your message/);
  await inFolder('clock', 'advance', '15m');
  await reply('+5511955550307', 'Llego tarde');
  await page
    .getByText(/Nina Toolate/)
    .first()
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Control+k');
  await page.locator('[role="dialog"] input:focus').waitFor();
  await page.keyboard.type('toolate');
  await page
    .getByRole('option', { name: /Nina Toolate.*(Waiting|In progress)/ })
    .first()
    .click();
  const aside = page.getByRole('complementary', { name: 'Contact' });
  await holds(aside, /Answered after 24 h, so it followed the queue/);
  await holds(aside, /Answers\s*aviso_demora/);
});
