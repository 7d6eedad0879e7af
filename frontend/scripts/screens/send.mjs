// Writing an active message: the wizard, whole templates, drafts, the toast, one line.
import { button, hold, line, press, refuse, then } from './steps.mjs';

const write = then(press('Control+n'), (page) => page.getByRole('dialog').waitFor());
const choose = (template, person) => async (page) => {
  await write(page);
  await page.getByRole('searchbox').last().fill(template);
  await page.keyboard.press('Enter');
  await page.keyboard.type(person);
  await page.getByRole('listbox').last().getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
};
const number = (typed) => async (page) => {
  await write(page);
  await page.keyboard.press('Enter');
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
};
const values = (template, person) => async (page) => {
  await choose(template, person)(page);
  await page.waitForTimeout(100);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group').last().waitFor();
};
const fill = (given) => async (page) => {
  for (const [place, value] of Object.entries(given)) {
    await page.locator(`[data-place="${place}"] input`).first().fill(value);
  }
};
const full = (template) => async (page) => {
  await write(page);
  await page.getByRole('searchbox').last().fill(template);
  await page.waitForTimeout(150);
  await page.locator('.wizard__bar .button').last().click();
};
const ready = {
  'header.media': 'https://cdn.entregasdelsur.com/hoy/camioneta.jpg',
  'body.1': 'Gabriela',
  'body.2': 'A-20417',
  'body.3': 'de 9 a 12',
  'body.4': 'Óscar Medina',
  'button.0.url': 'A-20417',
};
const source = async (page) => {
  await values('aviso_entrega', 'marcos')(page);
  await page.locator('[data-place="body.2"] input').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitemradio').first().waitFor();
};

const newNumber = (typed) => async (page) => {
  await person(page);
  await page.getByRole('dialog').getByRole('radio').nth(1).click();
  await page.locator('input[type=tel]').fill(typed);
};
const person = then(write, press('Enter'));
const type = (text) => (page) => page.keyboard.type(text);
const search = (text) => (page) => page.getByRole('searchbox').last().fill(text);
const file = (ending) => `https://cdn.entregasdelsur.com/noviembre.${ending}`;
/** The clock of the pictures, six seconds before the line is tried again. */
const offline = (page) =>
  page.evaluate(() => {
    const now = new Date(2026, 10, 22, 14, 55).getTime();
    globalThis.door.tell({ connection: { phase: 'dropped', since: now, nextTryAt: now + 200_000 } });
  });

/** The template step, in the states of its list. */
const templates = {
  'wizard-template': { act: choose('aviso', 'gabri') },
  'wizard-loading': { act: then(hold('templates'), write) },
  'wizard-unread': { act: then(refuse('templates', 'no-answer'), write) },
  'wizard-none': { scene: 'empty', act: write },
  'wizard-nothing': { act: then(write, search('zzzz')) },
  'wizard-unsendable': {
    act: then(
      write,
      (page) => page.getByRole('dialog').getByRole('checkbox').click(),
      search('vencimiento'),
      (page) => page.getByRole('option', { name: /^aviso_vencimiento/ }).click(),
    ),
  },
  'wizard-withheld': { scene: 'withheld', act: write },
  'wizard-blip': { scene: 'blip', act: write },
  'wizard-offline': { act: then(write, offline) },
};

/** Who gets it: what is found, and what speaks against writing to them. */
const recipients = {
  'wizard-people': { act: then(person, type('ma')) },
  'wizard-people-loading': { act: then(hold('searchContacts'), person, type('ma')) },
  'wizard-people-failed': { act: then(person, refuse('searchContacts', 'no-answer'), type('m')) },
  'wizard-people-none': { act: then(person, type('zzzz')) },
  'wizard-people-offline': { act: then(person, offline, type('300 555')) },
  'wizard-number': { act: number('+52 1 55 5012-0147') },
  'wizard-new': { act: number('+57 310 555 0199') },
  'wizard-invalid': { act: newNumber('+57 31') },
  'wizard-doubtful': { act: newNumber('+55 11 8765-4321') },
  'wizard-own-number': { act: newNumber('+57 601 555 0120') },
  'wizard-waiting': { act: choose('aviso', 'elena') },
  'wizard-again': { act: choose('aviso_entrega', 'rita') },
  'wizard-opted-out': { act: choose('semana', 'ana paula') },
};

/** The values, by what the template asks for and what is wrong with them. */
const filled = {
  'wizard-empty-values': { act: values('aviso_entrega', 'gabri') },
  'wizard-source': { act: source },
  'wizard-fallback': { act: then(source, press('ArrowDown'), press('ArrowDown'), press('ArrowDown'), press('Enter')) },
  'wizard-ready': { act: then(values('aviso_entrega', 'gabri'), fill(ready)) },
  'wizard-findings': {
    act: then(
      values('aviso_entrega', 'gabri'),
      fill({ ...ready, 'body.3': 'entre las 9:00⏎y las 12:00', 'body.4': '{{4}}', 'button.0.url': 'A 20417' }),
    ),
  },
  'wizard-missing': { act: then(values('aviso_entrega', 'gabri'), press('Control+Enter')) },
  'wizard-checking': { act: then(values('aviso_entrega', 'gabri'), hold('checkMedia'), fill(ready)) },
  'wizard-unreachable': {
    act: then(values('aviso_entrega', 'gabri'), fill({ ...ready, 'header.media': file('zip') })),
  },
  'wizard-wrong-kind': { act: then(values('aviso_entrega', 'gabri'), fill({ ...ready, 'header.media': file('pdf') })) },
  'wizard-document': {
    act: then(
      values('factura', 'tomas'),
      fill({ 'header.media': file('pdf'), 'header.filename': 'Factura noviembre.pdf', 'body.1': 'Tomás' }),
    ),
  },
  'wizard-video': {
    act: then(values('tutorial', 'gabri'), fill({ 'header.media': file('mp4'), 'body.1': 'Gabriela' })),
  },
  'wizard-location': { act: values('visita_tecnica', 'gabri') },
  'wizard-cards': { act: then(values('coleccion', 'gabri'), fill({ 'card.0.header.media': file('jpg') })) },
  'wizard-offer': {
    act: then(
      values('cupon', 'gabri'),
      fill({ 'body.1': 'Gabriela', 'offer.expires': '2026-11-30T18:00', 'button.0.code': 'HOLA20' }),
    ),
  },
  'wizard-code': { act: then(values('codigo', 'gabri'), fill({ 'body.1': '482913' })) },
  'wizard-away': {
    act: then(values('aviso_entrega', 'gabri'), fill(ready), (page) =>
      page.evaluate(() => globalThis.door.setPresence('Paused', 'lunch')),
    ),
  },
};

const sending = async (page) => {
  await then(values('aviso_entrega', 'gabri'), fill(ready))(page);
  await page.locator('.sheet__foot .button--primary:not([aria-disabled])').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.toast').waitFor();
};

export const send = {
  ...templates,
  ...recipients,
  ...filled,
  'template-full': { act: full('jardin') },
  'template-cards': { act: full('coleccion') },
  'template-offer': { act: full('cupon') },
  toast: { act: sending },
  'toast-undone': { act: then(sending, press('Control+z'), (page) => page.getByRole('dialog').waitFor()) },
  drafts: { scene: 'drafts', act: button(/^(Borradores|Rascunhos|Drafts)/) },
  'line-person': { act: then(line('aviso_demora'), press('Tab')) },
  line: { act: then(line('aviso_demora rita lima'), press('Enter')) },
};
