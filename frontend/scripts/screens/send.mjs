// Writing an active message: the wizard, whole templates, drafts, the toast, one line.
import { button, line, press, then } from './steps.mjs';

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
    await page.locator(`[data-place="${place}"] input`).fill(value);
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

export const send = {
  'wizard-template': { act: choose('aviso', 'gabri') },
  'wizard-unsendable': {
    act: then(
      write,
      (page) => page.getByRole('dialog').getByRole('checkbox').click(),
      (page) => page.getByRole('searchbox').last().fill('vencimiento'),
    ),
  },
  'wizard-nothing': { act: then(write, (page) => page.getByRole('searchbox').last().fill('zzzz')) },
  'wizard-number': { act: number('+52 1 55 5012-0147') },
  'wizard-new': { act: number('+57 310 555 0199') },
  'wizard-empty-values': { act: values('aviso_entrega', 'gabri') },
  'wizard-source': { act: source },
  'wizard-fallback': { act: then(source, press('ArrowDown'), press('ArrowDown'), press('ArrowDown'), press('Enter')) },
  'wizard-ready': { act: then(values('aviso_entrega', 'gabri'), fill(ready)) },
  'wizard-wrong-kind': {
    act: then(
      values('aviso_entrega', 'gabri'),
      fill({ ...ready, 'header.media': 'https://cdn.entregasdelsur.com/f.pdf' }),
    ),
  },
  'template-full': { act: full('jardin') },
  'template-cards': { act: full('coleccion') },
  toast: {
    act: async (page) => {
      await then(values('aviso_entrega', 'gabri'), fill(ready))(page);
      await page.locator('.sheet__foot .button--primary:not([aria-disabled])').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('.toast').waitFor();
    },
  },
  drafts: { scene: 'drafts', act: button(/^(Borradores|Rascunhos|Drafts)/) },
  'line-person': { act: then(line('aviso_demora'), press('Tab')) },
  line: { act: then(line('aviso_demora rita lima'), press('Enter')) },
};
