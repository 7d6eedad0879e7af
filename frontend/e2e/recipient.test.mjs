// The recipient step: somebody known, a new number, and what must be said of either before Continue (P3, P6).
import assert from 'node:assert/strict';
import { accessible, atOnce, chooseNumber, choosePerson, chooseTemplate, holds, plain, rowOf } from './desk.mjs';
import { sendTo, sharedProgram, write } from './desk.mjs';
import { command, patience, until } from './program.mjs';

const { shared, play } = sharedProgram({ prepare: twoWhoAnswer });
const goesOn = (sheet) => sheet.getByRole('button', { name: /^Continue/, disabled: false });
const stopped = (sheet) => sheet.getByRole('button', { name: /^Continue/, disabled: true });
const phone = (sheet) => sheet.getByRole('textbox', { name: 'Phone' });
const person = (sheet) => sheet.getByRole('combobox', { name: 'Name, phone or e-mail' });
const found = (sheet) => sheet.getByRole('listbox', { name: 'Contacts found' }).getByRole('option');

/** Somebody may have answered since: then the window begins with its conversations. */
const openSent = (page) => page.getByRole('tab', { name: /^Sent/ }).click();

/** A number as a person sees it, whatever keeps its parts together. */
const digits = (text) => new RegExp([...text.replace('+', '')].join('[\\s\\u00a0\\u2011().-]*'));

/**
 * Two people who answer within a minute, to Camila and to Bruno: their tickets are looked at last. Neither is
 * chosen in the window, so that their answers open no other list there, whenever they come.
 */
async function twoWhoAnswer({ folder }) {
  for (const [agent, phone, name] of [
    ['camila.rios', '+5511955559904', 'Vera Nunes'],
    ['bruno.diaz', '+5521955559904', 'Otto Reis'],
  ]) {
    const send = ['send', '--data', folder, '--agent', agent, '--bot', 'entregas', '--lang', 'es'];
    send.push('--template', plain.name, '--to', phone, '--name', name);
    for (const [place, value] of Object.entries({ 1: name, 2: 'A-2', 3: 'hoy' }))
      send.push('--value', `body.${place}=${value}`);
    await command(send);
  }
}

async function begin(page, template = plain) {
  const sheet = await write(page);
  await chooseTemplate(sheet, template);
  return sheet;
}

play('a contact is found by name, phone and e-mail', async (page) => {
  const sheet = await begin(page);
  const field = person(sheet);
  for (const typed of ['gabriela mendez', 'Méndez Gab', '+57 310 555-0188', 'gabriela.mendez@correo.example']) {
    await field.fill(typed);
    await holds(found(sheet).first(), /Gabriela Méndez/);
  }
  await accessible(page);
  await field.fill('nobody of that name');
  await sheet.getByText('Nobody has that name.').waitFor();
  await choosePerson(sheet, 'Gabriela Méndez');
  await sheet.getByText('No open ticket').waitFor();
  await goesOn(sheet).waitFor();
  await sheet.getByRole('button', { name: 'Remove Gabriela Méndez' }).click();
  await stopped(sheet).waitFor();
});

play('a contact without a phone can be written to', async (page) => {
  const sheet = await begin(page);
  await person(sheet).fill('marcos vera');
  await holds(found(sheet).first(), /No number, user only/);
  await choosePerson(sheet, 'Marcos Vera');
  await goesOn(sheet).waitFor();
});

play('a new number takes any form and its country, and shows what it becomes', async (page) => {
  const sheet = await begin(page);
  await chooseNumber(sheet, '+55 (11) 95555-0190', 'Ana Lopes');
  await sheet
    .getByText(/The number becomes/)
    .filter({ hasText: digits('+5511955550190') })
    .waitFor();
  await goesOn(sheet).waitFor();
  await sheet.getByRole('combobox', { name: 'Country' }).click();
  await page.getByRole('option', { name: /Colombia/ }).click();
  await phone(sheet).fill('');
  await phone(sheet).pressSequentially('3105550199');
  await until(async () => (await phone(sheet).inputValue()) === '310 5550199'); // in its groups, in the field itself
  await sheet
    .getByText(/The number becomes/)
    .filter({ hasText: digits('+573105550199') })
    .waitFor();
  await goesOn(sheet).waitFor();
  await accessible(page);
});

const forms = [
  { country: 'Brazil', typed: '+55 11 8555-0144', instead: '+5511985550144' },
  { country: 'Mexico', typed: '+52 1 55 5555 0190', instead: '+525555550190' },
  { country: 'Argentina', typed: '+54 11 5555-0190', instead: '+5491155550190' },
];
for (const { country, typed, instead } of forms) {
  play(`a doubtful number of ${country} is offered in its other form and never rewritten`, async (page) => {
    const sheet = await begin(page);
    await chooseNumber(sheet, typed);
    const offer = sheet.getByRole('button', { name: new RegExp(`^Use .*${digits(instead).source}`) });
    await offer.waitFor();
    assert.match(await offer.innerText(), /\+\d\d\s\d/, 'as people read it');
    const keys = (text) => text.replace(/[^\d+]/g, '');
    assert.equal(keys(await phone(sheet).inputValue()), keys(typed));
    await offer.click();
    await sheet
      .getByText(/The number becomes/)
      .filter({ hasText: digits(instead) })
      .waitFor();
    await offer.waitFor({ state: 'detached' });
    await goesOn(sheet).waitFor();
  });
}

play('what is no number is refused in words', async (page) => {
  const sheet = await begin(page);
  for (const typed of ['abc', '+55 12', '+1 000 000 0000 0000 000']) {
    await chooseNumber(sheet, typed);
    await sheet
      .getByText(/There is no such number|That isn't a phone number|Something may be missing/)
      .first()
      .waitFor();
  }
  await phone(sheet).fill('abc');
  await stopped(sheet).waitFor();
  await accessible(page);
});

play('a number that is known offers its contact', async (page) => {
  const sheet = await begin(page);
  await chooseNumber(sheet, '+57 310 555 0188');
  await sheet.getByText('Already in Contacts, as Gabriela Méndez.').waitFor();
  await sheet.getByRole('button', { name: 'Use Gabriela Méndez' }).click();
  await sheet.getByRole('button', { name: 'Remove Gabriela Méndez' }).waitFor();
  await goesOn(sheet).waitFor();
});

play('our own number stops', async (page) => {
  const sheet = await begin(page);
  await sheet.getByRole('button', { name: 'View full template' }).click();
  const full = page.getByRole('dialog', { name: 'Full template' });
  const own = /\+[\d\s()-]+\d/.exec(
    (await full.getByText(/Entregas · /).innerText()).replace(/[\u00a0\u2011]/g, ' '),
  )[0];
  await page.keyboard.press('Escape');
  await full.waitFor({ state: 'detached' });
  await chooseNumber(sheet, own);
  await sheet.getByText('This is our own number').waitFor();
  await stopped(sheet).waitFor();
});

play('who asked for no marketing is stopped for marketing alone', async (page) => {
  const sheet = await begin(page, { name: 'cupon_bienvenida', language: 'es' });
  await choosePerson(sheet, 'Grace Carter');
  await sheet.getByText('Asked not to get marketing').first().waitFor();
  await stopped(sheet).waitFor();
  await accessible(page);
  await chooseTemplate(sheet, { name: 'appointment_reminder', language: 'en_US' });
  await goesOn(sheet).waitFor();
});

play('who just got the template is said so, and may get it again', async (page) => {
  await openSent(page);
  await sendTo(page, '+5511955550177', 'Igor Prado');
  await atOnce(page);
  await holds(rowOf(page, /Igor Prado/), /Sent|Delivered|Read/);
  const sheet = await begin(page);
  await person(sheet).fill('Igor Prado');
  await holds(found(sheet), /Last contact (today|yesterday)/); // midnight may have come meanwhile
  await choosePerson(sheet, 'Igor Prado');
  await sheet.getByText(/Already got this template .* ago/).waitFor();
  await goesOn(sheet).waitFor();
});

play('an open ticket stops and names who has it', async (page) => {
  const tickets = () => command(['tickets', '--data', shared.program.folder, '--agent', 'marta.salinas', '--json']);
  await until(async () => (await tickets()).includes('5521955559904'));
  await openSent(page);
  await rowOf(page, /Vera Nunes/).waitFor({ state: 'detached', timeout: 2 * patience });
  let sheet = await begin(page);
  await choosePerson(sheet, 'Vera Nunes');
  await sheet.getByText('Vera Nunes already has a ticket with you').waitFor();
  await stopped(sheet).waitFor();
  await accessible(page);
  await sheet.getByRole('button', { name: 'Choose someone else' }).click();
  await choosePerson(sheet, 'Igor Prado');
  await goesOn(sheet).waitFor();
  await sheet.getByRole('button', { name: 'Remove Igor Prado' }).click();
  await choosePerson(sheet, 'Otto Reis');
  await sheet.getByText(/Otto Reis has an? (open|waiting) ticket/).waitFor();
  await sheet.getByText(/Bruno/).waitFor();
  await stopped(sheet).waitFor();
});
