// Sending: undone, let go, kept, brought back, refused (P5, P6).
import assert from 'node:assert/strict';
import { accessible, chooseNumber, chooseTemplate, fieldOf, fill, goOn, holds, longestUndo } from './desk.mjs';
import { notices, plain, rowOf, send, sharedProgram, sheetOf, write } from './desk.mjs';
import { until } from './program.mjs';

const { shared, play } = sharedProgram({ prepare: ({ page }) => longestUndo(page) });
const values = { 'body.1': 'Nina', 'body.2': 'A-9', 'body.3': 'mañana' };
const drafts = (page) => page.getByRole('button', { name: 'Drafts' });

async function begin(page, phone, name) {
  const sheet = await write(page);
  await chooseTemplate(sheet, plain);
  await chooseNumber(sheet, phone, name);
  await goOn(sheet);
  await fill(sheet, values);
  return sheet;
}

/** A typed draft is stored half a second after the last key, by a call of its own. */
const stored = (page, value) =>
  page.waitForResponse((answer) => /save-?draft/i.test(answer.url()) && answer.request().postData().includes(value));

const draftList = (page) => page.getByRole('dialog', { name: 'Drafts' });

/** Opens a draft from the list of drafts and gives its sheet. */
async function openDraft(page, name) {
  await drafts(page).click();
  await draftList(page)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  const sheet = sheetOf(page);
  await sheet.waitFor();
  return sheet;
}

play('undo brings the draft back with all that was typed', async (page) => {
  await send(await begin(page, '+5511955550201', 'Nina Undo'));
  await holds(notices(page), /Leaving for Nina Undo/);
  await page.keyboard.press('Control+z');
  const sheet = sheetOf(page);
  await sheet.waitFor();
  for (const [place, value] of Object.entries(values)) {
    await until(async () => (await fieldOf(sheet, place).inputValue()) === value);
  }
  assert.equal(await rowOf(page, /Nina Undo/).count(), 0);
  await page.keyboard.press('Escape');
});

play('dismissing the confirmation lets the message leave at once', async (page) => {
  await send(await begin(page, '+5511955550202', 'Nina Now'));
  await notices(page).getByRole('button', { name: 'Close notice' }).click();
  await holds(rowOf(page, /Nina Now/), /Sent|Delivered|Read/);
});

play('left alone, the confirmation says that it was sent and leads to it', async (page) => {
  await send(await begin(page, '+5511955550203', 'Nina Later'));
  await notices(page).hover(); // what is looked at stays
  await accessible(page);
  await holds(notices(page), /Active message sent to Nina Later/);
  await notices(page).getByRole('button', { name: 'View in Sent' }).click();
  await page.getByRole('main', { name: 'Nina Later' }).waitFor();
});

play('Escape keeps the draft, which opens again where it was left', async (page) => {
  let sheet = await begin(page, '+5511955550204', 'Nina Kept');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  sheet = await openDraft(page, 'Nina Kept');
  assert.equal(await fieldOf(sheet, 'body.3').inputValue(), values['body.3']);
  await accessible(page);
  await page.keyboard.press('Escape');
});

play('a draft survives a power cut and is listed after the restart', async (page) => {
  const saved = stored(page, values['body.3']);
  await begin(page, '+5511955550205', 'Nina Crash');
  await saved;
  shared.program = await shared.program.crash();
  page = shared.program.page;
  const sheet = await openDraft(page, 'Nina Crash');
  assert.equal(await fieldOf(sheet, 'body.3').inputValue(), values['body.3']);
  await page.keyboard.press('Escape');
});

play('a draft is thrown away alone, and comes back', async (page) => {
  await drafts(page).click();
  const own = draftList(page).getByRole('button', { name: /^Nina Kept aviso_demora/ });
  await own.waitFor();
  const others = await draftList(page).getByRole('listitem').count();
  await page.getByRole('button', { name: /^Discard the draft for Nina Kept, aviso_demora/ }).click();
  await notices(page).hover(); // what is looked at stays
  await own.waitFor({ state: 'detached' });
  assert.equal(await draftList(page).getByRole('listitem').count(), others - 1);
  await accessible(page);
  // A tooltip under the pointer takes the first Escape.
  await until(async () => page.keyboard.press('Escape').then(async () => (await draftList(page).count()) === 0));
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await drafts(page).click();
  await own.waitFor();
});
