// What an agent does at the desk, in English, for the plays of this folder.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, openProgram, picture, playMax, seriousFindings } from './program.mjs';

/** Templates of the demo workspace as its list names them. */
export const plain = { name: 'aviso_demora', language: 'es' };

/**
 * A browser and a program that the tests of a file share; each leaves the desk as it found it. `comeIn` is how the
 * desk is reached at first: the demo's unless told.
 */
export function sharedProgram({ online = true, person, prepare, comeIn, ...options } = {}) {
  const shared = { browser: undefined, program: undefined };
  before(async () => {
    shared.browser = await launch();
    shared.program = await openProgram(shared.browser, { locale: 'en-US', ...options });
    await (comeIn ?? enter)(shared.program.page, person);
    if (online) await goOnline(shared.program.page);
    await prepare?.(shared.program);
  });
  after(async () => {
    try {
      await shared.program?.end();
    } finally {
      await shared.browser?.close();
    }
  });
  /** A test on the shared page; a failure leaves a picture, and the next one starts from a clean desk. */
  function play(name, steps) {
    test(name, { timeout: playMax }, async () => {
      try {
        await steps(shared.program.page);
        assert.deepEqual(shared.program.troubles.splice(0), [], 'troubles of the page');
      } catch (error) {
        await picture(shared.program.page, `failed-${name.replace(/\W+/g, '-')}`);
        throw error;
      } finally {
        const { page } = shared.program; // a play may have started it anew
        await page.reload();
        await page.getByRole('button', { name: /^Presence/ }).waitFor();
      }
    });
  }
  return { shared, play };
}

/** Enters the demo workspace as one of its people. */
export async function enter(page, person = 'Camila Ríos') {
  await page.getByRole('button', { name: /Try it now/ }).click();
  await page.getByRole('button', { name: new RegExp(person) }).click();
  await page.getByRole('button', { name: /^Presence/ }).waitFor();
}

/** Signs in to a team's hub. */
export async function enterTeam(page, { host, agent, secret }) {
  await page.getByRole('button', { name: /team/i }).first().click();
  await page.getByRole('textbox', { name: 'Address' }).fill(`ws://${host}`);
  await page.getByRole('textbox', { name: /account|user|identity/i }).fill(agent);
  await page.getByLabel('Secret', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^Presence/ }).waitFor();
}

export async function goOnline(page) {
  await page.getByRole('button', { name: /^Go (back )?online/ }).click();
  await page.getByRole('button', { name: 'Active message', exact: true }).first().waitFor();
}

export const sheetOf = (page) => page.getByRole('dialog', { name: 'Active message' });

/** Opens the wizard and gives its sheet. */
export async function write(page) {
  await page.getByRole('button', { name: 'Active message', exact: true }).first().waitFor();
  await page.keyboard.press('Control+n');
  const sheet = sheetOf(page);
  await sheet.getByRole('option').first().waitFor();
  return sheet;
}

export const templatesOf = (sheet) => sheet.getByRole('listbox', { name: 'Templates' }).getByRole('option');

export async function chooseTemplate(sheet, { name, language }) {
  await sheet.getByRole('searchbox').fill(name);
  const option = templatesOf(sheet).filter({ hasText: new RegExp(`${name}, ${language},`) });
  await option.first().click();
  await sheet.locator('[role="option"][aria-selected="true"]').filter({ hasText: name }).first().waitFor();
}

export async function choosePerson(sheet, name) {
  await sheet.getByRole('combobox', { name: 'Name, phone or e-mail' }).fill(name);
  await sheet.getByRole('listbox', { name: 'Contacts found' }).getByRole('option', { name }).first().click();
}

/** A number with a name, which comes first: that of a known number cannot be changed here. */
export async function chooseNumber(sheet, phone, name = '') {
  await sheet.getByRole('radio', { name: 'New number' }).click();
  if (name) await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await sheet.getByRole('textbox', { name: 'Phone' }).fill(phone);
}

export async function goOn(sheet) {
  await sheet.getByRole('button', { name: /^Continue/, disabled: false }).click();
  await sheet.locator('[data-place]').first().waitFor();
}

export const fieldOf = (sheet, place) => sheet.locator(`[data-place="${place}"] :is(input, textarea)`);

/** Fills places in order. */
export async function fill(sheet, values) {
  for (const [place, value] of Object.entries(values)) await fieldOf(sheet, place).fill(value);
}

/** Presses Send and waits until the sheet is gone. */
export async function send(sheet) {
  await sheet.getByRole('button', { name: /^Send/, disabled: false }).click();
  await sheet.waitFor({ state: 'detached' });
}

/** A whole plain message to a new number. */
export async function sendTo(page, phone, name) {
  const sheet = await write(page);
  await chooseTemplate(sheet, plain);
  await chooseNumber(sheet, phone, name);
  await goOn(sheet);
  await fill(sheet, { 'body.1': name, 'body.2': 'A-1', 'body.3': 'tomorrow' });
  await send(sheet);
}

export const notices = (page) => page.getByRole('region', { name: 'Notices' });

/** Lets what was just sent leave without the seconds to undo, unless these are over already. */
export const atOnce = (page) =>
  notices(page)
    .locator('[data-kind="undo"]')
    .getByRole('button', { name: 'Close notice' })
    .evaluateAll((all) => all.forEach((button) => button.click()));

/** Makes the seconds to undo as long as they can be, for a play that needs its hand in them. */
export async function longestUndo(page) {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const seconds = page.getByRole('group', { name: 'Time to undo' });
  for (let set = 5; set < 10; set += 1) {
    await seconds.getByText(`${set} s`, { exact: true }).waitFor();
    await seconds.getByRole('button').last().click();
  }
  await seconds.getByText('10 s', { exact: true }).waitFor();
  await page.keyboard.press('Control+3');
}

/** The row of a customer in the Sent tab. */
export const rowOf = (page, name) =>
  page.getByRole('listbox', { name: 'Active messages sent' }).getByRole('option', { name });

/** The row of a customer in Waiting or In progress. */
export const ticketOf = (page, list, name) => page.getByRole('listbox', { name: list }).getByRole('option', { name });

/** The conversation with a customer. */
export const talkWith = (page, name) => page.getByRole('main', { name: `Conversation with ${name}` });

/** Waits until something holds a text, whatever it held before. */
export async function holds(locator, text) {
  await locator.filter({ hasText: text }).first().waitFor();
}

/** Fails on a serious finding of axe, in the light and in the dark. */
export async function accessible(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await seriousFindings(page), [], colorScheme);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
