// The board of a supervisor on Blip, on the true program: everything on it is pressed, and what it is made of comes
// from documented commands alone, which the stand-in sees to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { accessible, atOnce, chooseNumber, chooseTemplate, fill, goOn, holds, send } from './desk.mjs';
import { sharedProgram, write } from './desk.mjs';
import { picture } from './program.mjs';
import { connect, fillIn, openForm, startStand } from './stand.mjs';

const stand = await startStand();
after(() => stand.end());
const wholeTeam = (page) => page.getByRole('switch', { name: "See the whole team's messages" });
const { play } = sharedProgram({
  comeIn: async (page) => {
    await openForm(page, stand.address);
    await fillIn(page);
    await wholeTeam(page).click();
    await connect(page);
  },
});
const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const rail = (page, name) => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name });
const board = (page) => page.getByRole('main', { name: 'Team' });
const row = (page, name) => board(page).getByRole('table', { name: 'By agent' }).getByRole('row', { name });
const carla = /^carla@entregas\.example 1 100% 100% 0/; // ten days ago, and nobody of the desk any more

/** Chooses a period and waits until its figures stand there. */
async function choose(page, period, sent) {
  await board(page).getByRole('radio', { name: period }).click();
  await board(page).getByRole('radio', { name: period, checked: true }).waitFor();
  await row(page, new RegExp(`^Whole team ${sent} `)).waitFor();
}

play('the periods are read one after the other, and each has its own figures', async (page) => {
  await rail(page, 'Team').click();
  await choose(page, '7 days', 3);
  await row(page, /^Bruno Díaz .*3 67% 33% 1$/).waitFor();
  await choose(page, '30 days', 4);
  await row(page, carla).waitFor();
  await accessible(page);
  await picture(page, 'blip-team-month');
  await choose(page, '7 days', 3);
  assert.equal(await row(page, carla).count(), 0, '7 days have what was sent ten days ago');
  await choose(page, '30 days', 4);
  await board(page).getByRole('radio', { name: 'Today' }).click(); // how many these are depends on the hour
  await row(page, carla).waitFor({ state: 'detached' });
});

play('what is sent now is there after Refresh, and the table is kept for a spreadsheet', async (page) => {
  const sheet = await write(page);
  await chooseTemplate(sheet, { name: 'aviso_entrega', language: 'es' });
  await chooseNumber(sheet, '+5511955550501', 'Rita Board');
  await goOn(sheet);
  await fill(sheet, { 'body.1': 'Rita', 'body.2': 'A-1' });
  await send(sheet);
  await atOnce(page);
  await rail(page, 'Team').click();
  await board(page).getByRole('radio', { name: '7 days' }).click();
  // The figures stand still: the message may have been on its way when they were read.
  while ((await row(page, /^Whole team 4 /).count()) === 0) {
    await board(page).getByRole('button', { name: 'Refresh', disabled: false }).click();
  }
  await row(page, /^Camila Ríos .*1 /).waitFor();
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, 'Export').click()]);
  assert.match(saved.suggestedFilename(), /^team-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await saved.path(), 'utf8').split('\r\n');
  assert.match(lines[0], /^\uFEFFAgent,User,.*Sent,Delivered,Read,Failed$/);
  assert.ok(
    lines.some((line) => /^Bruno Díaz,bruno@entregas\.example,.*3,2,1,1$/.test(line)),
    `Bruno is missing in ${lines}`,
  );
});

play('who is no supervisor any more has no board, nor what belongs to it', async (page) => {
  const seesAll = async (on) => {
    await button(page, /^Your account/).click();
    await page.getByRole('menuitem', { name: 'Connections' }).click();
    await button(page, /^Change: entregasdelsur/).click();
    await page.getByText('Advanced settings').click();
    await wholeTeam(page)
      .and(page.locator(`[aria-checked="${!on}"]`))
      .click();
    await button(page, 'Connect').click();
  };
  await seesAll(false);
  await rail(page, 'Team').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await holds(page.getByRole('option'), 'Keyboard shortcuts');
  const offered = await page.getByRole('option').allInnerTexts();
  assert.ok(!offered.some((text) => text.split('\n')[0] === 'Team'), `Team is offered in ${offered}`);
  await page.keyboard.press('Escape');
  await seesAll(true);
  await rail(page, 'Team').click();
  await row(page, /^Whole team/).waitFor();
});
