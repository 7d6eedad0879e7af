// The customer's side of the simulation on the true program: what arrives on their phone, what they do with
// it, and time that passes while one looks on.
import assert from 'node:assert/strict';
import { accessible, atOnce, holds, rowOf, sendTo, sharedProgram, talkWith } from './desk.mjs';
import { patience, picture } from './program.mjs';

const { play } = sharedProgram({
  prepare: async ({ page }) => {
    for (const [phone, name] of [
      ['+5511955559902', 'Luz Silent'],
      ['+5511955550311', 'Nora Phone'],
      ['+5511955550313', 'Tina Taps'],
    ]) {
      await sendTo(page, phone, name);
      await atOnce(page);
      await holds(rowOf(page, name), /Delivered|Read/);
    }
  },
});
const goTo = (page, name) => page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
const phones = (page) => page.getByRole('listbox', { name: 'Simulated people' });
const onPhone = (page, name) => page.getByRole('log', { name: `Messages on the phone of ${name}` });
const time = (page) => page.getByRole('button', { name: /^Simulated time/ });

play('a message stands on the phone, and opening it reads it', async (page) => {
  await holds(rowOf(page, 'Luz Silent'), /Delivered/);
  await goTo(page, 'Phone');
  await phones(page)
    .getByRole('option', { name: /Luz Silent/ })
    .click();
  await holds(onPhone(page, 'Luz Silent'), /Luz Silent.*A-1/s);
  await accessible(page);
  await goTo(page, 'Desk');
  await holds(rowOf(page, 'Luz Silent'), /Read/);
});

play('what the customer writes there makes the ticket, and the answer arrives there', async (page) => {
  await goTo(page, 'Phone');
  await phones(page)
    .getByRole('option', { name: /Nora Phone/ })
    .click();
  await page.getByRole('textbox', { name: 'Write as the customer' }).fill('I am at home');
  await page.keyboard.press('Enter');
  await holds(onPhone(page, 'Nora Phone'), /I am at home/);
  await page.getByRole('button', { name: 'Send a picture' }).click();
  await page.getByRole('button', { name: 'Sample picture 1' }).click();
  const image = onPhone(page, 'Nora Phone').getByRole('img', { name: 'Photo' });
  await image.waitFor();
  await page.waitForFunction((img) => img.complete && img.naturalWidth > 0, await image.elementHandle());
  await picture(page, 'phone');
  await page.getByRole('button', { name: /^Ticket/ }).click();
  const talk = talkWith(page, 'Nora Phone');
  await holds(talk, /I am at home/);
  await page.getByRole('textbox', { name: 'Reply to Nora Phone' }).fill('See you at 10');
  await page.keyboard.press('Enter');
  await goTo(page, 'Phone');
  await phones(page)
    .getByRole('option', { name: /Nora Phone/ })
    .click();
  await holds(onPhone(page, 'Nora Phone'), /See you at 10/);
});

play('a button of the message tapped there opens the ticket with its words', async (page) => {
  await goTo(page, 'Phone');
  await phones(page)
    .getByRole('option', { name: /Tina Taps/ })
    .click();
  await onPhone(page, 'Tina Taps').getByRole('button', { name: 'Necesito ayuda' }).click();
  await page.getByRole('button', { name: /^Ticket/ }).click();
  await holds(talkWith(page, 'Tina Taps').getByRole('log'), /Necesito ayuda[\s\S]*Necesito ayuda/); // offered, and chosen
  await goTo(page, 'Desk');
  await page.keyboard.press('Control+2');
  await holds(
    page.getByRole('listbox', { name: 'In progress' }).getByRole('option', { name: /Tina Taps/ }),
    /Necesito ayuda/,
  );
});

play(
  'a day later the other row is expired, two more and it has left; every screen says that time is simulated',
  async (page) => {
    assert.equal(await time(page).count(), 0);
    await goTo(page, 'Phone');
    const dayAhead = page.getByRole('button', { name: '+24 h' });
    await dayAhead.click();
    await holds(time(page), /Simulated/);
    await goTo(page, 'Desk');
    await page.keyboard.press('Control+3');
    await holds(rowOf(page, 'Luz Silent'), /Expired/);
    await picture(page, 'phone-expired');
    await goTo(page, 'Phone');
    await dayAhead.click();
    await page
      .getByRole('complementary', { name: 'Simulation control' })
      .getByText(/48.h.00.min ahead/)
      .waitFor();
    await dayAhead.click();
    await page.getByRole('radio', { name: '×1000' }).click();
    await holds(time(page), /×1000/);
    await accessible(page);
    await goTo(page, 'Settings');
    await time(page).waitFor();
    await goTo(page, 'Desk');
    await page.keyboard.press('Control+3');
    await rowOf(page, 'Luz Silent').waitFor({ state: 'detached', timeout: 3 * patience });
  },
);

play('who is talkative answers without being played, and who is silent does not', async (page) => {
  const name = 'Lia Quiet';
  const alone = (checked) => page.getByRole('switch', { name: 'Answers on their own', checked });
  const written = onPhone(page, name).getByText('Customer:', { exact: true });
  const open = async () => {
    await goTo(page, 'Phone');
    await phones(page).getByRole('option', { name }).click();
    await onPhone(page, name).waitFor();
  };
  const writeAs = async (role, field, text) => {
    await page.getByRole('textbox', { name: field }).fill(text);
    await page.keyboard.press('Enter');
    await holds(role, new RegExp(text));
  };
  const ask = async (text) => {
    await page.getByRole('button', { name: /^Ticket/ }).click();
    await writeAs(talkWith(page, name), `Reply to ${name}`, text);
    await open();
    await holds(onPhone(page, name), new RegExp(text));
    await page.getByRole('button', { name: '+1 h', exact: true }).click();
  };
  await goTo(page, 'Phone');
  await page.getByRole('radio', { name: '×1', exact: true }).click();
  await goTo(page, 'Desk');
  await sendTo(page, '+5511955550312', name);
  await atOnce(page);
  await page.keyboard.press('Control+3');
  await holds(rowOf(page, name), /Delivered|Read/);
  await open();
  await writeAs(onPhone(page, name), 'Write as the customer', 'Hello');
  await alone(false).click();
  await alone(true).waitFor();
  await ask('Shall we come at 10');
  await written.nth(1).waitFor();
  await alone(true).click();
  await alone(false).waitFor();
  await ask('Or at 11');
  // What is written by hand comes after whatever was due in that hour.
  await writeAs(onPhone(page, name), 'Write as the customer', 'That is all');
  assert.equal(await written.count(), 3);
});
