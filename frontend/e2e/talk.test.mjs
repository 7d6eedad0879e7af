// A conversation on the real backend: the customer answers an active message, both sides talk, a file goes
// over, receipts turn, and after 24 hours WhatsApp's window closes.
import assert from 'node:assert/strict';
import { accessible, atOnce, holds, sendTo, sharedProgram } from './desk.mjs';
import { command, picture, until } from './program.mjs';

const customer = { phone: '+5511955550177', name: 'Rita Prova' };
/** A picture of ten by ten. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
);

const { shared, play } = sharedProgram({
  prepare: async ({ page }) => {
    await sendTo(page, customer.phone, customer.name);
    await atOnce(page);
    await page.getByRole('option', { name: new RegExp(`${customer.name}, (Sent|Delivered|Read)`) }).waitFor();
    await phone('reply', 'Hello, is it *today*? https://shop.example/map');
    await page.getByRole('tab', { name: /In progress/ }).click();
    await page.getByRole('option', { name: new RegExp(customer.name) }).waitFor();
  },
});
const activa = (...words) => command([...words.slice(0, 1), '--data', shared.program.folder, ...words.slice(1)]);
const phone = (...words) => activa('phone', '--to', customer.phone, ...words);

/** Opens the conversation and gives its log and its field. */
async function open(page) {
  await page.getByRole('tab', { name: /In progress/ }).click();
  await page.getByRole('option', { name: new RegExp(customer.name) }).click();
  const log = page.getByRole('log', { name: 'Messages' });
  await log.waitFor();
  return { log, field: page.getByRole('textbox', { name: `Reply to ${customer.name}` }) };
}
/** Opens the customer's phone and gives what stands on it. */
async function onTheirPhone(page) {
  await page.getByRole('navigation').getByRole('button', { name: 'Phone', exact: true }).click();
  await page
    .getByRole('listbox', { name: 'Simulated people' })
    .getByRole('option', { name: new RegExp(customer.name) })
    .click();
  return page.getByRole('log', { name: `Messages on the phone of ${customer.name}` });
}
const turn = (log, text) => log.locator('[data-message]').filter({ hasText: text }).last();

play('the active message stands first, then the answer with its formatting, and whose the ticket is', async (page) => {
  const { log } = await open(page);
  await holds(log.locator('[data-message]').first(), 'Active message · aviso_demora');
  await turn(log, 'is it today?').locator('b', { hasText: 'today' }).waitFor();
  await turn(log, 'is it today?').getByRole('link', { name: 'https://shop.example/map' }).waitFor();
  await holds(log, 'Answered an active message · The ticket is yours');
  await accessible(page);
});

play('both sides talk, and receipts turn to read once the customer looks', async (page) => {
  const { log, field } = await open(page);
  await field.fill('Yes, between nine and twelve.');
  await field.press('Enter');
  await holds(turn(log, 'between nine and twelve'), /Sent|Delivered|Read/);
  await phone('read');
  await holds(turn(log, 'between nine and twelve'), 'Read');
  await phone('reply', 'Perfect, thank you');
  await turn(log, 'Perfect, thank you').waitFor();
  await picture(page, 'conversation');
});

play('a prepared answer knows whom it greets, and stands so on their phone', async (page) => {
  const { log, field } = await open(page);
  await field.pressSequentially('#hola');
  const prepared = page.getByRole('listbox', { name: 'Canned replies' });
  await holds(prepared.getByRole('option', { selected: true }), /¡Hola, Rita Prova! Soy Camila Ríos\./);
  await field.press('Enter');
  await until(async () => /^¡Hola, Rita Prova! Soy Camila Ríos\./.test(await field.inputValue()));
  await field.press('Enter');
  await turn(log, '¡Hola, Rita Prova! Soy Camila Ríos.').waitFor();
  await holds(await onTheirPhone(page), /¡Hola, Rita Prova! Soy Camila Ríos\./);
  await page.getByRole('navigation').getByRole('button', { name: 'Desk', exact: true }).click();
});

play('the palette puts a prepared answer into what is being written', async (page) => {
  const { log, field } = await open(page);
  await field.fill('Good morning.');
  await page.keyboard.press('Control+k');
  await page.locator('[role="dialog"] input:focus').waitFor();
  await page.keyboard.type('saludo');
  const answer = page.getByRole('dialog').getByRole('option', { name: /¡Hola, Rita Prova! Soy Camila Ríos\./ });
  await answer.click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await until(async () => /^Good morning\.\s*¡Hola, Rita Prova! Soy Camila Ríos\./.test(await field.inputValue()));
  await field.press('Enter');
  await turn(log, /Good morning\.\s*¡Hola, Rita Prova!/).waitFor();
  await until(async () => (await field.inputValue()) === '');
});

play('the answer to one message stands under its words, here and on their phone', async (page) => {
  const { log, field } = await open(page);
  await phone('reply', 'Which door is it?');
  const asked = turn(log, 'Which door is it?');
  await asked.hover();
  await asked.getByRole('button', { name: 'Reply to this message' }).click();
  await holds(page.getByRole('group', { name: 'Message you are replying to' }), /Rita Prova.*Which door is it\?/s);
  await field.fill('The green one');
  await field.press('Enter');
  await turn(log, 'The green one')
    .getByRole('button', { name: /^Answers Rita Prova: Which door is it\?/ })
    .waitFor();
  const answer = (await onTheirPhone(page)).locator('.bubble').filter({ hasText: 'The green one' });
  await holds(answer.getByRole('blockquote'), /Customer.*Which door is it\?/s);
  await accessible(page);
  await page.getByRole('navigation').getByRole('button', { name: 'Desk', exact: true }).click();
});

play('a file goes over with its text, is shown from this program, and opens large', async (page) => {
  const { log, field } = await open(page);
  await page.locator('input[type=file]').setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: png });
  await page.getByText('Ready to send').waitFor();
  await field.fill('This is the door');
  await field.press('Enter');
  const image = turn(log, 'This is the door').getByRole('img', { name: 'Photo' });
  await until(() => image.evaluate((shown) => shown.naturalWidth === 10).catch(() => false));
  assert.match(await image.getAttribute('src'), /^\/media\?url=/);
  await turn(log, 'This is the door').getByRole('button', { name: 'See the photo large' }).click();
  await page.getByRole('dialog', { name: 'Photo' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

play('what was begun is there again after the program was closed', async (page) => {
  const { field } = await open(page);
  await field.fill('I will tell you when');
  await page.getByText('Not sent').waitFor();
  shared.program = await shared.program.restart();
  const again = await open(shared.program.page);
  await until(async () => (await again.field.inputValue()) === 'I will tell you when');
  await again.field.fill('');
  await shared.program.page.getByText('Not sent').waitFor({ state: 'detached' });
});

play('after 24 hours the composer gives way to an active message', async (page) => {
  const { field } = await open(page);
  await field.waitFor();
  await activa('clock', 'advance', '24h');
  await page.getByText(/24 h have passed since their last message/).waitFor();
  assert.equal(await field.count(), 0);
  await accessible(page);
});
