import { beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { fakeDoor } from '../../bridge/fake';
import { fullTalk, longTalk } from '../../bridge/fake/talk';
import { chatMessage } from '../../bridge/fake/tickets';
import type { ChatMessageView, TicketRow } from '../../bridge';
import { accessibilityFindings } from '../../ui/testing/axe';
import { setAppearance } from '../../ui/appearance';
import ConversationHost from './testing/ConversationHost.svelte';

const now = Date.now();
const rita = 'ticket-rita';
const log = () => document.querySelector<HTMLElement>('[role=log]') as HTMLElement;
const field = () => page.getByRole('textbox', { name: 'Respuesta para Rita Lima' });
/** Two frames: what was measured in the first is drawn in the second. */
const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
const fromEnd = () => log().scrollHeight - log().clientHeight - log().scrollTop;

async function open(said: ChatMessageView[] = fullTalk(rita, now), more: Partial<TicketRow> = {}) {
  const door = fakeDoor({ language: 'es', tickets: true });
  door.tickets.messages.set(rita, [...said]);
  door.tickets.rows.set(rita, { ...door.tickets.row(rita), ...more });
  await render(ConversationHost, { door, ticket: rita });
  const done = (name: string) => door.done.filter((one) => one.name === name).map(({ given }) => given);
  return { door, done };
}

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('reading', () => {
  test('shows the active message first, days, and receipts with words', async () => {
    await open();
    await expect.element(page.getByText('Mensaje activo · aviso_entrega')).toBeVisible();
    await expect.element(page.getByText('Hoy', { exact: true })).toBeInTheDocument();
    const words = [...log().querySelectorAll('.says__time .unseen')].map((one) => one.textContent);
    expect(words).toEqual(['Leído', 'Leído', 'Entregado']);
    await expect.element(page.getByRole('link', { name: /mapa\.example/ })).toBeVisible();
  });

  test('an address in a message opens outside of the window', async () => {
    const { done } = await open();
    await page.getByRole('link', { name: /mapa\.example/ }).click();
    expect(done('openLink')).toEqual([['https://mapa.example/rua-das-acacias']]);
  });

  test('a quotation names who is answered and leads there', async () => {
    await open();
    await expect.element(page.getByRole('button', { name: /^Responde a Tú: ¿Me mandas una foto/ })).toBeVisible();
  });

  test('what arrives at the end is shown and said, and is read while it stands there', async () => {
    const { door, done } = await open(undefined, { unread: 1 });
    await expect.poll(() => done('readTicket').length).toBe(1);
    door.tickets.say(chatMessage({ id: 'new', ticket: rita, at: Date.now(), text: '¿Cuánto falta?' }));
    await expect.element(page.getByText('¿Cuánto falta?').last()).toBeVisible();
    await expect
      .poll(() => document.querySelector('[aria-live=polite]')?.textContent)
      .toContain('Rita Lima: ¿Cuánto falta?');
    expect(fromEnd()).toBeLessThan(30);
  });

  test('of ten thousand messages it draws a screenful, and keeps its place when older ones come', async () => {
    await open(longTalk(rita, now, 10_000));
    await expect.element(page.getByText(/^10000 ·/)).toBeVisible();
    expect(log().querySelectorAll('[data-message]').length).toBeLessThan(80);
    const height = log().scrollHeight;
    const near = async (place: number) => {
      log().scrollTop = place;
      await settled();
      return Math.abs(log().scrollTop - place);
    };
    await expect.poll(() => near(1300)).toBeLessThan(200); // not near enough to the start yet
    const { top } = log().getBoundingClientRect();
    const first = [...log().querySelectorAll<HTMLElement>('[data-message]')].find(
      (one) => one.getBoundingClientRect().top > top,
    );
    const place = () => first?.getBoundingClientRect().top ?? NaN;
    log().scrollTop -= 900;
    const before = place();
    await expect.poll(() => log().scrollHeight).toBeGreaterThan(height + 1000);
    await settled();
    expect(Math.abs(place() - before)).toBeLessThan(4);
  });

  test('who reads further up is told how many are new, and brought down by one button', async () => {
    const { door } = await open(longTalk(rita, now, 300));
    await expect.element(page.getByText(/^300 ·/)).toBeVisible();
    await userEvent.click(log());
    await userEvent.keyboard('{PageUp}');
    await userEvent.keyboard('{PageUp}');
    await expect.element(page.getByRole('button', { name: 'Ir al final' })).toBeVisible();
    const { scrollTop } = log();
    door.tickets.say(chatMessage({ id: 'n1', ticket: rita, at: Date.now(), text: 'Uno' }));
    door.tickets.say(chatMessage({ id: 'n2', ticket: rita, at: Date.now() + 1, text: 'Dos' }));
    await expect.element(page.getByRole('button', { name: '2 nuevos' })).toBeVisible();
    expect(Math.abs(log().scrollTop - scrollTop)).toBeLessThan(4);
    await page.getByRole('button', { name: '2 nuevos' }).click();
    await expect.element(page.getByText('Dos')).toBeVisible();
    await expect.element(page.getByRole('button', { name: '2 nuevos' })).not.toBeInTheDocument();
  });

  test('is clean for axe in both themes', async () => {
    await open();
    await expect.element(page.getByText('¿Pueden pasar antes')).toBeVisible();
    expect(await accessibilityFindings()).toEqual([]);
    setAppearance({ theme: 'dark' });
    expect(await accessibilityFindings()).toEqual([]);
  });
});

describe('writing', () => {
  test('Enter sends, Shift+Enter begins a line', async () => {
    const { done } = await open();
    await field().click();
    await userEvent.keyboard('Hola{Shift>}{Enter}{/Shift}Rita{Enter}');
    await expect.poll(() => done('sendChatMessage').length).toBe(1);
    expect(done('sendChatMessage')[0]?.[0]).toMatchObject({ ticket: rita, kind: 'text', text: 'Hola\nRita' });
    await expect.element(field()).toHaveValue('');
    await expect.poll(() => log().querySelector('[data-status=sent]')).not.toBeNull();
  });
});
