// A day on Blip, on the true program: everything that the window offers on such a connection is pressed and works
// by documented commands alone, which the stand-in sees to; and what Blip cannot do is not offered.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { accessible, atOnce, chooseNumber, chooseTemplate, fill, goOn, holds, rowOf, send } from './desk.mjs';
import { sharedProgram, talkWith, ticketOf, write } from './desk.mjs';
import { picture } from './program.mjs';
import { connect, fillIn, openForm, startStand } from './stand.mjs';

const stand = await startStand();
after(() => stand.end());
const { play } = sharedProgram({
  comeIn: async (page) => {
    await openForm(page, stand.address);
    await fillIn(page);
    await connect(page);
  },
});
const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (page, name) => page.getByRole('alertdialog', { name });
const aside = (page) => page.getByRole('complementary', { name: 'Contact' });
const fieldFor = (page, name) => page.getByRole('textbox', { name: `Reply to ${name}` });

async function sent(page, phone, name) {
  await page.keyboard.press('Control+3');
  const sheet = await write(page);
  await chooseTemplate(sheet, { name: 'aviso_entrega', language: 'es' });
  await chooseNumber(sheet, phone, name);
  await goOn(sheet);
  await fill(sheet, { 'body.1': name, 'body.2': 'A-1' });
  await send(sheet);
  await atOnce(page);
  await holds(rowOf(page, name), /Delivered|Read/);
}

/** The customer answers, and the agent takes the ticket from where the platform put it. */
async function taken(page, phone, name) {
  stand.says(phone, 'Hello, is it *today*?');
  await page.keyboard.press('Control+1');
  await ticketOf(page, 'Waiting', name).click();
  await talkWith(page, name).getByRole('button', { name: 'Take it' }).click();
  await fieldFor(page, name).waitFor();
}

play('from the template to the Sent tab, and who gets the reply is the platform’s to say', async (page) => {
  await sent(page, '+5511955550401', 'Rita Sent');
  await rowOf(page, 'Rita Sent').click();
  const detail = page.getByRole('main', { name: 'Rita Sent', exact: true });
  await holds(detail, /Hola Rita Sent, tu pedido A-1 sale hoy\.[\s\S]*The platform decides/);
  await holds(detail, /Timeline[\s\S]*Sent[\s\S]*Delivered/);
  await accessible(page);
  await picture(page, 'blip-sent');
});

play('a reply waits as the platform routed it, is taken, and both sides talk', async (page) => {
  const [phone, name] = ['+5511955550402', 'Rita Talks'];
  await sent(page, phone, name);
  await taken(page, phone, name);
  const log = talkWith(page, name).getByRole('log');
  await holds(log, /Active message · aviso_entrega[\s\S]*Hello, is it today\?/);
  await holds(aside(page), /Answers\s*aviso_entrega[\s\S]*Replied/);
  assert.doesNotMatch(await aside(page).innerText(), /reason of the platform/, 'a reason that it does not tell');
  await fieldFor(page, name).fill('Between nine and twelve');
  await page.keyboard.press('Enter');
  await holds(log.locator('[data-message]').filter({ hasText: 'Between nine' }), /Sent|Delivered|Read/);
  stand.says(phone, 'Thank you');
  await holds(log, /Thank you/);
  await fieldFor(page, name).pressSequentially('#bom');
  await holds(page.getByRole('listbox', { name: 'Canned replies' }).getByRole('option'), /Bom dia, Rita Talks!/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => globalThis.document.activeElement?.value === 'Bom dia, Rita Talks!');
  await page.keyboard.press('Enter');
  await holds(log.locator('[data-message]').last(), /Bom dia, Rita Talks!/);
  await accessible(page);
  await picture(page, 'blip-conversation');
});

play('of files, what is on the web can go; from this computer none, which is not offered', async (page) => {
  await page.keyboard.press('Control+2');
  await ticketOf(page, 'In progress', 'Rita Talks').click();
  await button(page, 'Attach').click();
  await holds(page.getByRole('menuitem'), 'By link');
  assert.equal(await page.getByRole('menuitem').count(), 1);
  await page.getByRole('menuitem').click();
  await dialog(page, 'Attach by link').getByRole('textbox').waitFor();
  await page.keyboard.press('Escape');
});

play('tags that the platform offers, the contact and a comment are kept', async (page) => {
  await page.keyboard.press('Control+2');
  await ticketOf(page, 'In progress', 'Rita Talks').click();
  await button(page, 'Tags').click();
  await dialog(page, 'Tags').getByText('entrega', { exact: true }).click();
  await button(page, /^Save/).click();
  await holds(aside(page).getByRole('list', { name: 'Tags' }), 'entrega');
  await aside(page).getByRole('button', { name: 'Edit' }).click();
  await aside(page).getByRole('textbox', { name: 'E-mail' }).fill('rita@example.com');
  await aside(page).getByRole('button', { name: 'Save' }).click();
  await holds(aside(page), /rita@example\.com/);
  await aside(page).getByRole('button', { name: 'Add comment' }).click();
  await aside(page).getByRole('textbox').fill('Prefers the afternoon');
  await aside(page).getByRole('button', { name: 'Save' }).click();
  await holds(aside(page).getByRole('listitem'), /Prefers the afternoon/);
  await page.reload();
  await page.keyboard.press('Control+2');
  await ticketOf(page, 'In progress', 'Rita Talks').click();
  await holds(aside(page), /entrega[\s\S]*rita@example\.com[\s\S]*Prefers the afternoon/);
  await picture(page, 'blip-contact');
});

play('one ticket is closed, another goes to a colleague', async (page) => {
  const [phone, name] = ['+5511955550403', 'Rita Moves'];
  await sent(page, phone, name);
  await taken(page, phone, name);
  await button(page, 'Transfer').click();
  await dialog(page, /^Transfer/)
    .getByRole('option', { name: /Bruno Díaz/ })
    .click();
  await dialog(page, /^Transfer/)
    .getByRole('button', { name: /^Transfer/ })
    .click();
  await ticketOf(page, 'In progress', name).waitFor({ state: 'detached' });
  await ticketOf(page, 'In progress', 'Rita Talks').click();
  await button(page, 'Close ticket').click();
  await dialog(page, /^Close/)
    .getByRole('button', { name: /^Close ticket/ })
    .click();
  await ticketOf(page, 'In progress', 'Rita Talks').waitFor({ state: 'detached' });
});

play('a customer who is being attended is told so before anything is sent', async (page) => {
  stand.says('+5511955550404', 'Is anybody there?');
  await page.keyboard.press('Control+1');
  await holds(page.getByRole('listbox', { name: 'Waiting' }), /Is anybody there\?/);
  const sheet = await write(page);
  await chooseTemplate(sheet, { name: 'aviso_entrega', language: 'es' });
  await chooseNumber(sheet, '+5511955550404', 'Rita Busy');
  await holds(sheet, /Rita Busy has a waiting ticket/);
  await page.keyboard.press('Escape');
});

play('nothing of a hub’s own is in the rail, the palette or the settings', async (page) => {
  const sections = await page.getByRole('navigation', { name: 'Sections' }).getByRole('button').allInnerTexts();
  assert.deepEqual(sections.map((text) => text.trim()).slice(0, 2), ['Desk', 'Settings']);
  await page.keyboard.press('Control+k');
  await holds(page.getByRole('option'), 'Active message');
  const offered = await page.getByRole('option').allInnerTexts();
  const named = (name) => offered.some((text) => text.split('\n')[0] === name);
  for (const able of ['Presence', 'Waiting', 'In progress', 'Sent', 'Settings', 'Keyboard shortcuts'])
    assert.ok(named(able), `${able} is missing in ${offered}`);
  for (const unable of ['Phone', 'Team']) assert.ok(!named(unable), `${unable} cannot work and is offered`);
  await page.keyboard.press('Escape');
});
