// Presence: where one stands, and what that lets one do (P1).
import assert from 'node:assert/strict';
import { accessible, choosePerson, chooseTemplate, goOn, holds, plain, sharedProgram } from './desk.mjs';
import { write } from './desk.mjs';

const { play } = sharedProgram({ online: false });
const selector = (page) => page.getByRole('button', { name: /^Presence/ });
const writes = (page) => page.getByRole('button', { name: 'Active message', exact: true });

async function become(page, name) {
  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('menuitemradio', { name }).click();
}

/** A pause is chosen by its reason, from the keyboard as a practised agent does. */
async function pause(page, reason) {
  await page.keyboard.press('Control+Shift+p');
  await page.getByRole('menuitem', { name: /^Paused/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('menuitemradio', { name: reason }).click();
}

play('the first entry is Invisible, says why, and has no way to write', async (page) => {
  await holds(page.locator('.hint'), /You start out Invisible/);
  await page.getByRole('button', { name: 'Presence: Invisible' }).waitFor();
  await page.keyboard.press('Control+n');
  assert.equal(await writes(page).count(), 0);
  await accessible(page);
  await page.getByRole('button', { name: 'Got it' }).click();
  await page.getByText('You start out Invisible').waitFor({ state: 'detached' });
});

play('four states, a pause with its reason and time, and the button only while Online', async (page) => {
  await become(page, /^Online/);
  await writes(page).first().waitFor();
  for (const [name, word] of [
    [/^Invisible/, 'Invisible'],
    [/^Offline/, 'Offline'],
  ]) {
    await become(page, name);
    await page.getByRole('button', { name: new RegExp(`^Presence: ${word}`) }).waitFor();
    await writes(page).first().waitFor({ state: 'detached' });
  }
  await pause(page, /^Lunch 45 min/);
  await page.getByRole('button', { name: /^Presence: Paused \d+:\d\d/ }).waitFor();
  await writes(page).first().waitFor({ state: 'detached' });
  await selector(page).click();
  await page.getByRole('menuitem', { name: /^Paused Lunch · \d+:\d\d of 45 min/ }).click();
  await page.getByRole('menuitemradio', { name: /^Lunch/, checked: true }).waitFor();
  await page.getByText('Left', { exact: true }).waitFor();
  await accessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Go back online' }).click();
  await writes(page).first().waitFor();
});

play('going away with a message open keeps it and says why it cannot leave', async (page) => {
  const sheet = await write(page);
  await chooseTemplate(sheet, plain);
  await choosePerson(sheet, 'Rita Lima');
  await goOn(sheet);
  // As another window of the same agent, or the idle rule, would do it.
  await page.evaluate(() =>
    fetch('/door/call/SetPresence', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(['Invisible', '']),
    }),
  );
  await holds(sheet, /Go online to send it\. The draft is kept\./);
  await sheet.getByRole('button', { name: /^Send/, disabled: true }).waitFor();
  await accessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Drafts' }).waitFor();
});
