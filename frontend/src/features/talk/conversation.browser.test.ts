import { beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { fakeDoor } from '../../bridge/fake';
import { everyKind, fullTalk, longTalk } from '../../bridge/fake/talk';
import { chatMessage } from '../../bridge/fake/tickets';
import { Fault, type ChatMessageView, type TicketRow } from '../../bridge';
import { accessibilityFindings } from '../../ui/testing/axe';
import { setAppearance } from '../../ui/appearance';
import ConversationHost from './testing/ConversationHost.svelte';
import { openTalk } from './testing/open';

const now = Date.now();
const rita = 'ticket-rita';
const log = () => document.querySelector<HTMLElement>('[role=log]') as HTMLElement;
/** Two frames: what was measured in the first is drawn in the second. */
const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
const fromEnd = () => log().scrollHeight - log().clientHeight - log().scrollTop;
/** Where the log stands once it moves no more. */
async function restingPlace(): Promise<number> {
  let last = NaN;
  await expect.poll(() => Object.is(last, (last = log().scrollTop))).toBe(true);
  return last;
}

const open = (said: ChatMessageView[] = fullTalk(rita, now), more: Partial<TicketRow> = {}) =>
  openTalk(rita, { said, ticket: more });

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('reading', () => {
  test('says truthfully what cannot be shown, and why something did not arrive', async () => {
    const { done } = await open(everyKind(rita, now));
    await expect.element(page.getByText('Esto no llegó.')).toBeVisible();
    await expect.element(page.getByText(/^No se pudo entregar/)).toBeVisible();
    await expect.element(page.getByText('Aún no sabemos si salió', { exact: true }).last()).toBeVisible();
    await page.getByRole('button', { name: 'Reenviar' }).click();
    await expect.poll(() => done('retryChatMessage')).toEqual([[`${rita}-kind-9`]]);
    await expect.element(page.getByText('Reenviado abajo')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Ver en el mapa' })).toBeVisible();
    await expect.element(page.getByText(/aquí no se puede mostrar/)).toBeVisible();
    await expect.element(page.getByText('Foto · No se pudo traer el archivo.')).toBeVisible();
    await page.getByRole('button', { name: /^Abrir Factura noviembre/ }).click();
    await expect.poll(() => done('saveFile')).toHaveLength(1);
  });

  test('a picture opens large and closes again', async () => {
    await open();
    await page.getByRole('button', { name: 'Ver la foto en grande' }).click();
    await expect.element(page.getByRole('dialog', { name: 'Foto' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('is not read while it waits for somebody to take it, nor while a colleague has it', async () => {
    const { door, done } = await open(undefined, { unread: 1, mine: false, agentName: 'Bruno Díaz' });
    await expect.element(page.getByText('Lo atiende Bruno Díaz. Tú puedes leerlo.')).toBeVisible();
    door.putTicket({ ...door.tickets.row(rita), status: 'waiting', reserved: true });
    await page.getByRole('button', { name: 'Atender' }).click();
    expect(done('takeTicket')).toEqual([[rita]]);
    await expect.poll(() => done('readTicket').length).toBe(1);
  });

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
    log().scrollTop -= 520;
    const before = place();
    await expect.poll(() => log().scrollHeight).toBeGreaterThan(height + 1000);
    await settled();
    expect(Math.abs(place() - before)).toBeLessThan(4);
  });

  test('earlier messages that could not be read are asked for again by a button', async () => {
    const door = fakeDoor({ language: 'es', tickets: true });
    const { chatMessages } = door.ask;
    let broken = true; // each page but the newest, for as long as it is
    const noAnswer = () => Promise.reject(new Fault({ code: 'no-answer', parameters: {}, detail: '' }));
    door.ask.chatMessages = (query) => (broken && query.before > 0 ? noAnswer() : chatMessages(query));
    await openTalk(rita, { door, said: longTalk(rita, now, 300) });
    await expect.element(page.getByText(/^300 ·/)).toBeVisible();
    const again = page.getByRole('button', { name: /^No se pudieron leer/ });
    await expect.poll(() => ((log().scrollTop = 0), again.query())).not.toBeNull();
    const height = log().scrollHeight;
    broken = false;
    await expect
      .poll(() => ((again.query() as HTMLElement | null)?.click(), log().scrollHeight))
      .toBeGreaterThan(height + 1000);
    await expect.element(again).not.toBeInTheDocument();
  });

  test('a conversation that could not be read says so, and is read again', async () => {
    const door = fakeDoor({ language: 'es', tickets: true });
    door.refuse('chatMessages', 'no-answer');
    await render(ConversationHost, { door, ticket: rita });
    await expect.element(page.getByText('La plataforma no respondió a tiempo.')).toBeVisible();
    await page.getByRole('button', { name: 'Intentar ahora' }).click();
    await expect.element(page.getByText('¿Pueden pasar antes')).toBeVisible();
  });

  test('nobody is taken without a line, and the button says why', async () => {
    const { door } = await open(undefined, { status: 'waiting', mine: false });
    door.tell({ connection: { phase: 'dropped', since: now, nextTryAt: 0 } });
    const take = page.getByRole('button', { name: 'Atender' });
    await expect.element(take).toHaveAttribute('aria-disabled', 'true');
    await expect.element(take).toHaveAccessibleDescription(/línea/);
  });

  test('who reads further up is told how many are new, and brought down by one button', async () => {
    const { door } = await open(longTalk(rita, now, 300));
    await expect.element(page.getByText(/^300 ·/)).toBeVisible();
    await userEvent.click(log());
    await userEvent.keyboard('{PageUp}');
    await userEvent.keyboard('{PageUp}');
    await expect.element(page.getByRole('button', { name: 'Ir al final' })).toBeVisible();
    const scrollTop = await restingPlace();
    door.tickets.say(chatMessage({ id: 'n1', ticket: rita, at: Date.now(), text: 'Uno' }));
    door.tickets.say(chatMessage({ id: 'n2', ticket: rita, at: Date.now() + 1, text: 'Dos' }));
    await expect.element(page.getByRole('button', { name: '2 nuevos' })).toBeVisible();
    expect(Math.abs(log().scrollTop - scrollTop)).toBeLessThan(4);
    await page.getByRole('button', { name: '2 nuevos' }).click();
    await expect.element(page.getByText('Dos')).toBeVisible();
    await expect.element(page.getByRole('button', { name: '2 nuevos' })).not.toBeInTheDocument();
  });

  test('who reads at the end stays there when what is below gets lower', async () => {
    const { door } = await open(longTalk(rita, now, 300), { status: 'waiting', mine: false, reserved: false });
    await expect.element(page.getByText(/^300 ·/)).toBeVisible();
    await restingPlace();
    const height = log().clientHeight;
    door.putTicket({ ...door.tickets.row(rita), status: 'open', agentName: 'Bruno Díaz' });
    await expect.poll(() => log().clientHeight).toBeGreaterThan(height);
    await restingPlace();
    expect(fromEnd()).toBeLessThan(24);
    await expect.element(page.getByRole('button', { name: 'Ir al final' })).not.toBeInTheDocument();
  });

  test('is clean for axe in both themes', async () => {
    await open();
    await expect.element(page.getByText('¿Pueden pasar antes')).toBeVisible();
    expect(await accessibilityFindings()).toEqual([]);
    setAppearance({ theme: 'dark' });
    expect(await accessibilityFindings()).toEqual([]);
  });
});
