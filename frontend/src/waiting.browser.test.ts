import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor } from './bridge/fake';
import { blankTicket } from './bridge/fake/tickets';
import './styles';
import { setAppearance } from './ui/appearance';

// What goes on by itself while nobody acts: the time that somebody waits, and what is left without a line.
const minute = 60_000;
const palette = () => page.getByRole('dialog', { name: 'Una línea' });

async function open() {
  const door = fakeDoor({ language: 'es', tickets: true });
  await render(App, { door });
  await expect.element(page.getByRole('navigation').first()).toBeVisible();
  return door;
}

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));
afterEach(() => vi.useRealTimers());

test('the time that somebody waits goes on by itself, in the rows and over the conversation', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  const door = await open();
  const since = { ...blankTicket, createdAt: Date.now() - 4.5 * minute, lastAt: Date.now() - 4.5 * minute };
  door.putTicket({ ...since, id: 'queued', name: 'Hugo Salas' });
  door.putTicket({ ...since, id: 'held', name: 'Irma Prado', reserved: true, reservedFor: 'carla' });
  await userEvent.keyboard('{Control>}1{/Control}');
  const queued = page.getByRole('option', { name: /Hugo Salas/ });
  const held = page
    .getByRole('region', { name: 'Te espera solo a ti' })
    .getByRole('listitem')
    .filter({ hasText: 'Irma' });
  await queued.click();
  const head = page.getByRole('main', { name: 'Conversación con Hugo Salas' });
  for (const [passed, shown] of [
    [0, /4\smin/],
    [29_000, /4\smin/],
    [minute, /5\smin/],
    [10 * minute, /15\smin/],
    [60 * minute, /1\sh/],
  ] as const) {
    vi.advanceTimersByTime(passed);
    await expect.element(queued).toHaveTextContent(shown);
    await expect.element(queued).toHaveAccessibleName(shown);
    await expect.element(held).toHaveTextContent(shown);
    await expect.element(head).toHaveTextContent(shown);
  }
});

test('without a line the palette finds what this computer knows, and offers nothing that needs the line', async () => {
  const door = await open();
  await page.getByRole('option', { name: /Rita Lima/ }).click();
  door.refuse('cannedReplies', 'platform-unreachable');
  door.refuse('searchContacts', 'platform-unreachable');
  door.tell({ connection: { phase: 'dropped', since: Date.now(), nextTryAt: 0 } });
  await expect.element(page.getByRole('button', { name: /^Presencia: Sin conexión/ })).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(palette().getByRole('option', { name: /^Ajustes/ })).toBeVisible();
  expect(
    palette()
      .getByRole('option', { name: /Mensaje activo|Ponerme en línea/ })
      .elements(),
  ).toEqual([]);
  await userEvent.keyboard('lima');
  const found = palette().getByRole('option', { name: /Rita Lima.*En proceso/ });
  await expect.element(found).toBeVisible();
  await userEvent.keyboard('{Control>}a{/Control}aviso');
  await expect.element(palette().getByRole('option', { name: /Buscar “aviso”/ })).toBeVisible();
  expect(palette().getByText('Plantillas', { exact: true }).elements()).toEqual([]);
  await userEvent.keyboard('{Control>}a{/Control}quispe');
  await palette()
    .getByRole('option', { name: /Diego Quispe Salas.*En proceso/ })
    .click();
  await expect.element(page.getByRole('main', { name: 'Conversación con Diego Quispe Salas' })).toBeVisible();
});
