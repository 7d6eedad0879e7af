import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fullTalk } from '../../bridge/fake/talk';
import { setAppearance } from '../../ui/appearance';
import { accessibilityFindings } from '../../ui/testing/axe';
import { openTalk } from './testing/open';

const rita = 'ticket-rita';
const field = () => page.getByRole('textbox', { name: 'Respuesta para Rita Lima' });
const quoted = () => page.getByRole('group', { name: 'Mensaje al que respondes' });
const open = () => openTalk(rita, { said: fullTalk(rita, Date.now()) });

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('an answer to one message', () => {
  test('is chosen by Ctrl and arrows, said, and leaves with its message once', async () => {
    const { done } = await open();
    await field().click();
    await userEvent.keyboard('{Control>}{ArrowUp}{/Control}');
    await expect.element(quoted()).toHaveTextContent('Rita Lima Foto: Perfecto, gracias');
    await userEvent.keyboard('{Control>}{ArrowUp}{/Control}');
    await expect.element(quoted()).toHaveTextContent('Tú ¿Me mandas una foto');
    await expect
      .poll(() => document.querySelector('[aria-live=polite]')?.textContent)
      .toContain('Responde a Tú: ¿Me mandas una foto');
    expect(await accessibilityFindings()).toEqual([]);
    await userEvent.keyboard('Esta{Enter}');
    await expect.element(quoted()).not.toBeInTheDocument();
    await userEvent.keyboard('Y esta no{Enter}');
    await expect.poll(() => done('sendChatMessage').length).toBe(2);
    expect(done('sendChatMessage')).toMatchObject([
      [{ text: 'Esta', inReply: `${rita}-4` }],
      [{ text: 'Y esta no', inReply: '' }],
    ]);
    const answer = page.getByRole('button', { name: /^Responde a Tú: ¿Me mandas una foto/ });
    await expect.poll(() => answer.elements().length).toBe(2);
  });

  test('is chosen beside its bubble, and let go by its button or Escape', async () => {
    await open();
    const say = page.getByRole('button', { name: 'Responder a este mensaje' });
    await page.getByRole('paragraph').filter({ hasText: 'Estaré en casa' }).hover();
    await say.nth(1).click();
    await expect.element(quoted()).toHaveTextContent('Rita Lima Estaré en casa');
    await expect.element(field()).toHaveFocus();
    await page.getByRole('button', { name: 'Dejar de responder a este mensaje' }).click();
    await expect.element(quoted()).not.toBeInTheDocument();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{Control>}{ArrowUp}{/Control}');
    await expect.element(quoted()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(quoted()).not.toBeInTheDocument();
  });

  test('is kept with the text that was begun, also over a restart', async () => {
    const { door, done, screen } = await open();
    await field().fill('Ya casi');
    await userEvent.keyboard('{Control>}{ArrowUp}{ArrowUp}{/Control}');
    await expect.element(quoted()).toHaveTextContent('Tú ¿Me mandas una foto');
    await screen.unmount();
    expect(done('saveUnsent')).toEqual([[rita, 'Ya casi', `${rita}-4`]]);
    await openTalk(rita, { door });
    await expect.element(field()).toHaveValue('Ya casi');
    await expect.element(quoted()).toHaveTextContent('Tú ¿Me mandas una foto');
  });

  test('stays chosen when the platform refuses the answer', async () => {
    const { door } = await open();
    await field().click();
    door.refuse('sendChatMessage', 'chat-message-invalid');
    await userEvent.keyboard('{Control>}{ArrowUp}{/Control}Hola{Enter}');
    await expect.element(field()).toHaveValue('Hola');
    await expect.element(quoted()).toHaveTextContent('Perfecto, gracias');
  });

  test('is offered to nobody who cannot write here', async () => {
    await openTalk(rita, { ticket: { mine: false, agentName: 'Bruno Díaz' } });
    await expect.element(page.getByText('Lo atiende Bruno Díaz. Tú puedes leerlo.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Responder a este mensaje' })).not.toBeInTheDocument();
  });
});

test('read is told from delivered by form, not by colour alone', async () => {
  await open();
  const receipts = () => [...document.querySelectorAll<HTMLElement>('.says__time .receipt')];
  await expect.poll(() => receipts().map((one) => one.title)).toEqual(['Leído', 'Leído', 'Entregado']);
  const filled = (one: HTMLElement) => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)';
  expect(receipts().map(filled)).toEqual([true, true, false]);
});
