// The board of a supervisor, on the real backend (P11).
import assert from 'node:assert/strict';
import { accessible, atOnce, holds, sendTo, sharedProgram } from './desk.mjs';
import { picture } from './program.mjs';

const { play } = sharedProgram({ person: 'Marta Salinas' });
const goTo = (page, name) => page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name }).click();
const board = (page) => page.getByRole('main', { name: 'Team' });
const row = (page, name) =>
  board(page)
    .getByRole('table', { name: /^By agent/ })
    .getByRole('row', { name });

play('a supervisor reads that nobody sent, and after a send who did', async (page) => {
  await goTo(page, 'Team');
  await board(page).getByRole('heading', { name: 'Nothing sent yet today' }).waitFor();
  await holds(board(page), /Data as of \d\d:\d\d/);
  await accessible(page);

  await goTo(page, /^Desk/);
  await sendTo(page, '+55 11 98765-9900', 'Zoe Prado');
  await atOnce(page);
  await goTo(page, 'Team');
  await board(page).getByRole('radio', { name: '7 days' }).click();
  // The figures stand still: the message may have been on its way when they were read.
  while ((await row(page, /^Marta Salinas Online 1 /).count()) === 0) {
    await board(page).getByRole('button', { name: 'Refresh', disabled: false }).click();
  }
  await row(page, /^Whole team 1 /).waitFor();
  await page.setViewportSize({ width: 1024, height: 640 });
  await accessible(page);
  await picture(page, 'team-small');
  const wide = await board(page).evaluate((element) => element.scrollWidth > element.clientWidth);
  assert.equal(wide, false, 'the board is wider than its window');
});
