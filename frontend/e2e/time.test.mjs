// The windows of time on the true program (P8): closing, expired after 24 h, out of the tab at 72 h, and in
// the history for good. The hub's clock is moved as it would move while the machine sleeps.
import assert from 'node:assert/strict';
import { accessible, atOnce, holds, rowOf, sendTo, sharedProgram } from './desk.mjs';
import { command, until } from './program.mjs';

const { shared, play } = sharedProgram({
  prepare: async ({ page }) => {
    await sendTo(page, '+5511955559902', 'Luz Silent');
    await atOnce(page);
    await holds(rowOf(page, 'Luz Silent'), /Delivered/);
  },
});
const advance = (duration) => command(['clock', 'advance', duration, '--data', shared.program.folder]);
const search = (page) => page.getByRole('searchbox', { name: 'Search Sent' });

play('with less than three hours left the row is among those that close soon', async (page) => {
  await rowOf(page, 'Luz Silent').click();
  const detail = page.getByRole('main', { name: 'Luz Silent' });
  await holds(detail, /Expires in 23\sh/);
  await advance('22h');
  await holds(page.getByRole('option').first(), /^Closing soon\. Luz Silent, Delivered/);
  await holds(detail, /Expires in 1\sh/);
});

play('after 24 h without a reply it is expired, says when it leaves, and can be sent again', async (page) => {
  await advance('2h');
  await holds(rowOf(page, 'Luz Silent'), /Luz Silent, Expired/);
  await rowOf(page, 'Luz Silent').click();
  const detail = page.getByRole('main', { name: 'Luz Silent' });
  await holds(detail.locator('.countdown'), /Expired\s*Leaves Sent: /);
  await holds(detail.getByRole('list', { name: 'Timeline' }), /Sent.*Delivered.*Expired/s);
  assert.equal(await detail.getByText('Who gets the reply').count(), 0);
  await accessible(page);
  await detail.getByRole('button', { name: 'Send again' }).click();
  const sheet = page.getByRole('dialog', { name: 'Active message' });
  await until(async () => (await sheet.locator('[data-place="body.2"] :is(input, textarea)').inputValue()) === 'A-1');
  await page.keyboard.press('Escape');
});

play('at 72 h it leaves the tab by itself, not before, and is found in the history', async (page) => {
  const row = rowOf(page, 'Luz Silent');
  await row.click();
  const leaves = page.getByRole('main', { name: 'Luz Silent' }).locator('.countdown time');
  const goneAt = await leaves.evaluate(({ dateTime }) => Date.parse(dateTime));
  const shown = async () => {
    const { now } = JSON.parse(await command(['clock', 'show', '--json', '--data', shared.program.folder]));
    return Date.parse(now);
  };
  await advance(`${Math.floor((goneAt - (await shown())) / 1000) - 15}s`);
  const rows = await row.count();
  // A machine on which the last seconds are over meanwhile tells nothing.
  if ((await shown()) < goneAt) assert.equal(rows, 1, 'it stays until the second itself');
  await row.waitFor({ state: 'detached' });
  assert.ok((await shown()) >= goneAt, 'it left before its time');
  await page.getByText('Nothing to follow now').waitFor();
  await search(page).fill('luz');
  const found = page.getByRole('listbox', { name: 'In the history' }).getByRole('option', { name: 'Luz Silent' });
  await found.click();
  const detail = page.getByRole('main', { name: 'Luz Silent' });
  await holds(detail.getByRole('group', { name: 'Message preview' }), /Hola Luz Silent/);
  await holds(detail.getByRole('list', { name: 'Timeline' }), /Sent.*Delivered/s);
  await accessible(page);
});
