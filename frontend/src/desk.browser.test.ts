import { tick } from 'svelte';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import { blankRow } from './bridge/fake/sends';
import './styles';
import { setAppearance } from './ui/appearance';

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', ...options });
  await render(App, { door });
  await expect.element(page.getByRole('navigation').first()).toBeVisible();
  return door;
}
const row = (name: string | RegExp) => page.getByRole('option', { name });
const list = () => document.querySelector<HTMLElement>('[role=listbox]');
const namesShown = () => [...document.querySelectorAll('.row__name')].map((name) => name.textContent);
const detail = (name: string) => page.getByRole('main', { name });
const done = (door: Awaited<ReturnType<typeof open>>) => door.done.map(({ name }) => name);

beforeEach(() => {
  setAppearance({ theme: 'light', motion: 'less' });
  localStorage.removeItem('activa.firstEntry');
});

test('what is long stays inside its pane in the smallest window', async () => {
  await page.viewport(1024, 640);
  onTestFinished(() => page.viewport(1280, 800));
  await open({ language: 'pt-BR', moreSends: 5000 });
  await row(/João Paz/)
    .first()
    .click();
  await expect.element(page.getByRole('button', { name: /^Tentar com/ })).toBeVisible();
  const aside = document.querySelector('.detail__aside');
  expect(aside?.scrollWidth).toBe(aside?.clientWidth);
  const tabs = document.querySelector('[role=tablist]');
  expect(tabs?.scrollWidth).toBe(tabs?.clientWidth);
});

test('of a message that is gone from the tab it says since when', async () => {
  const now = Date.now();
  const door = await open();
  const day = 24 * 3_600_000;
  const times = { createdAt: now - 5 * day, sentAt: now - 5 * day, expiresAt: now - 4 * day, goneAt: now - 2 * day };
  const name = 'Úrsula Antigua';
  door.put({ ...blankRow, ...times, id: 'old', contactId: 'old', name, phone: '+573000000001', status: 'sent' });
  await userEvent.keyboard('{Control>}3{/Control}/ursula');
  await row(/Úrsula Antigua/).click();
  await expect.element(page.getByText(/^Salió de Enviados: /)).toBeVisible();
});

test('unconfirmed with a line: it is being looked for now', async () => {
  const door = await open();
  const times = { createdAt: Date.now() - 60_000, leavesAt: 1, handedAt: 1 };
  door.put({ ...blankRow, ...times, id: 'unknown', contactId: 'unknown', name: 'Hugo Salas', unconfirmed: true });
  await row(/Hugo Salas/).click();
  await expect.element(page.getByText(/Lo estamos buscando ahí/)).toBeVisible();
  await expect.element(page.getByText('Buscándolo en la plataforma')).toBeVisible();
});

test('without a line nobody is offered to write on the first day', async () => {
  const door = await open({ empty: true });
  const offered = () => document.querySelectorAll('.empty-sent button').length;
  await expect.poll(offered).toBe(1);
  door.tell({ connection: { phase: 'dropped', since: Date.now(), nextTryAt: Date.now() + 6000 } });
  await expect.poll(offered).toBe(0);
});

test('the first day can be read whole at 200 %', async () => {
  await page.viewport(640, 400);
  onTestFinished(() => page.viewport(1280, 800));
  await open({ empty: true });
  await expect.element(page.getByText('Cómo funciona')).toBeVisible();
  const top = (query: string) => document.querySelector(query)?.getBoundingClientRect().top ?? -Infinity;
  const bottom = (query: string) => document.querySelector(query)?.getBoundingClientRect().bottom ?? Infinity;
  expect(top('.how__steps')).toBeGreaterThanOrEqual(bottom('.detail__head'));
  expect(bottom('.empty-sent')).toBeLessThanOrEqual(top('.foot'));
});

describe('by keyboard', () => {
  test('J, K and the arrows walk, Enter opens, F6 goes to the next pane, Escape comes back', async () => {
    await open();
    await expect.element(row(/João Paz/)).toBeInTheDocument();
    await userEvent.keyboard('{Control>}3{/Control}');
    await expect.poll(() => document.activeElement).toBe(list());
    await userEvent.keyboard('jj{ArrowDown}k{Enter}');
    await expect.element(detail('Valentina Rojas')).toBeVisible();
    await userEvent.keyboard('{F6}');
    expect(document.activeElement?.classList).toContain('detail__stage');
    await userEvent.keyboard('{F6}');
    expect(document.activeElement?.classList).toContain('detail__aside');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement).toBe(list());
  });

  test('/ searches the tab; a person who left it is found in the history', async () => {
    const door = await open();
    const old = { ...blankRow, id: 'old', name: 'Úrsula Antigua', phone: '+573000000001', status: 'sent' };
    await userEvent.keyboard('{Control>}3{/Control}/');
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    await userEvent.keyboard('rita');
    await expect.poll(namesShown).toEqual(['Rita Lima']);
    door.put({ ...old, createdAt: 1, goneAt: 2 });
    await userEvent.clear(page.getByRole('searchbox'));
    await userEvent.keyboard('ursula');
    await expect.element(page.getByRole('listbox', { name: 'En el historial' })).toBeVisible();
    await row(/Úrsula Antigua/).click();
    await expect.element(detail('Úrsula Antigua')).toBeVisible();
    await userEvent.keyboard('{Control>}3{/Control}/{Escape}');
    await expect.element(row(/João Paz/)).toBeInTheDocument();
  });

  test('letters do nothing once they are turned off', async () => {
    const door = await open();
    const { settings } = await door.ask.snapshot();
    await door.do.changeSettings({ ...settings, singleKeys: false });
    await userEvent.keyboard('{Control>}3{/Control}?/');
    await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
    expect(document.activeElement).toBe(list());
  });

  test('presence opens by its shortcut from the settings too', async () => {
    await open();
    await page.getByRole('button', { name: 'Ajustes' }).click();
    await userEvent.keyboard('{Control>}{Shift>}p{/Shift}{/Control}');
    await expect.element(page.getByRole('menuitem', { name: /^En pausa/ })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => document.activeElement?.textContent).toContain('En pausa');
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByRole('menuitemradio', { name: /Almuerzo/ })).toBeVisible();
  });
});

describe('the list', () => {
  test('the name of the filter is gone once a status was chosen with the mouse', async () => {
    await open();
    const filter = page.getByRole('button', { name: 'Filtrar' });
    const tooltip = () => document.querySelector('.tooltip');
    await filter.hover();
    await expect.poll(tooltip).not.toBeNull();
    await filter.click();
    await page.getByRole('menuitemradio', { name: /^Leído/ }).click();
    await expect.poll(() => document.querySelector('[role=menu]')).toBeNull();
    await expect.element(filter).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(tooltip).toBeNull();
  });

  test('the name of the filter does not come late over its menu, nor stays when it is gone', async () => {
    await open();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const filter = page.getByRole('button', { name: 'Filtrar' });
    await filter.hover();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    await filter.click();
    await expect.element(page.getByRole('menu', { name: 'Filtrar' })).toBeVisible();
    vi.runOnlyPendingTimers();
    await tick();
    expect(document.querySelector('.tooltip')).toBeNull();
    await page.getByRole('menuitemradio', { name: /^Leído/ }).click();
    await expect.poll(() => document.querySelector('[role=menu]')).toBeNull();
    expect(document.querySelector('.tooltip')).toBeNull();
  });

  test('a filter shows one status, is seen, and goes with one click', async () => {
    await open();
    await page.getByRole('button', { name: 'Filtrar' }).click();
    await page.getByRole('menuitemradio', { name: /^Falló/ }).click();
    await expect.poll(namesShown).toEqual(['João Paz']);
    await page.getByRole('button', { name: /^Falló/ }).click();
    await expect.poll(() => namesShown().length).toBeGreaterThan(5);
  });

  test('a newer message to the same customer keeps the row chosen', async () => {
    const door = await open();
    await row(/Rita Lima/).click();
    const before = namesShown();
    const { sent } = await door.ask.snapshot();
    door.put({
      ...blankRow,
      id: 'newer',
      contactId: 'rita',
      name: 'Rita Lima',
      phone: sent.find(({ name }) => name === 'Rita Lima')?.phone ?? '',
      createdAt: Date.now(),
      leavesAt: Date.now(),
    });
    await expect.element(row(/Rita Lima, Enviando/)).toHaveAttribute('aria-selected', 'true');
    expect(namesShown()).toHaveLength(before.length);
  });

  test('what became undone is not shown', async () => {
    const door = await open();
    const { sent } = await door.ask.snapshot();
    const rita = sent.find(({ name }) => name === 'Rita Lima');
    door.put({ ...blankRow, ...rita, status: 'cancelled' });
    await expect.element(row(/Rita Lima/)).not.toBeInTheDocument();
  });

  test('a failure counts in the title until it is looked at', async () => {
    const door = await open();
    await expect.element(row(/Lucía Herrera/)).toBeInTheDocument();
    expect(document.title).toBe('Activa');
    door.fail('past-4');
    await expect.poll(() => document.title).toBe('(1) Activa');
    await row(/Lucía Herrera/).click();
    await expect.poll(() => document.title).toBe('Activa');
  });
});

describe('what needs the agent', () => {
  test('a failed number offers the form that may be meant, in a new message', async () => {
    const door = await open();
    await row(/João Paz/).click();
    await page.getByRole('button', { name: /^Probar con \+55/ }).click();
    await expect.element(page.getByRole('dialog', { name: 'Mensaje activo' })).toBeVisible();
    expect(done(door)).toContain('retryActiveMessage');
  });

  test('a reason that nobody knows is told, with its code under the details', async () => {
    const door = await open();
    const reason = {
      code: 999_999,
      description: 'Strange weather',
      key: 'unknown',
      action: 'tell-supervisor',
      waitHours: 0,
    };
    const failed = { status: 'failed', createdAt: Date.now(), failedAt: Date.now(), reason };
    door.put({ ...blankRow, id: 'odd', contactId: 'odd', name: 'Hugo Salas', ...failed });
    await row(/Hugo Salas/).click();
    await page.getByText('Detalle técnico', { exact: true }).click();
    await expect.element(page.getByText('999999', { exact: true })).toBeVisible();
    await expect.element(page.getByText('Strange weather')).toBeVisible();
  });

  test('a message that could not leave asks, and is sent or taken back by hand', async () => {
    const door = await open();
    const asking = {
      ...blankRow,
      id: 'asks',
      asks: true,
      name: 'Hugo Salas',
      phone: '+573015550119',
      createdAt: Date.now() - 960_000,
    };
    door.put(asking);
    await row(/Hugo Salas/).click();
    expect(namesShown()[0]).toBe('Hugo Salas');
    await page.getByRole('button', { name: 'Mandar ahora' }).click();
    await expect.poll(() => done(door)).toContain('confirmActiveMessage');
  });

  test('what waits to leave says for what: the line, the agent, or a few seconds', async () => {
    const door = await open();
    const waiting = { ...blankRow, id: 'waits', name: 'Olga Espera', phone: '+573000000002', status: 'sending' };
    door.put({ ...waiting, createdAt: Date.now() - 60_000, leavesAt: Date.now() - 55_000 });
    await userEvent.keyboard('{Control>}3{/Control}');
    await row(/Olga Espera/).click();
    await expect.element(detail('Olga Espera').getByText('Sale solo en unos segundos.')).toBeVisible();
    await door.do.setPresence('Invisible', '');
    await expect.element(detail('Olga Espera').getByText('Sale en cuanto vuelvas a estar en línea.')).toBeVisible();
    door.tell({ connection: { phase: 'dropped', since: Date.now(), nextTryAt: 0 } });
    await expect.element(detail('Olga Espera').getByText('Sale en cuanto vuelva la línea.')).toBeVisible();
  });

  test('a refused account leads out, a lost line is tried again', async () => {
    const door = await open();
    const since = Date.now();
    door.tell({ connection: { phase: 'dropped', since, nextTryAt: since + 6000 } });
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Intentar ahora' }).click();
    await expect.poll(() => done(door)).toContain('tryConnectionNow');
    door.tell({ connection: { phase: 'refused', since, nextTryAt: 0 } });
    await page.getByRole('button', { name: 'Entrar otra vez' }).click();
    await expect.element(page.getByRole('heading', { name: 'Habla tú primero' })).toBeVisible();
  });
});

describe('the program behind the page', () => {
  test('its absence is told like a lost line, with its own words, until it is back', async () => {
    const door = await open();
    await row(/Rita Lima/).click();
    door.loseProgram({ nextTryIn: 5000 });
    await expect.element(page.getByText(/^Activa no responde desde las/)).toBeVisible();
    await expect.element(page.getByText(/^Nuevo intento en \d s/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Presencia: Sin conexión' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Intentar ahora' }).click();
    expect(done(door)).toContain('tryConnectionNow');
    door.loseProgram(undefined);
    await expect.element(page.getByText(/^Nuevo intento/)).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).toBeVisible();
  });

  test('after this machine slept it is asked what time it is', async () => {
    let platform = Date.now();
    const door = await open({ now: () => platform });
    const { sent } = await door.ask.snapshot();
    const rita = sent.find(({ name }) => name === 'Rita Lima');
    await expect.element(row(/Rita Lima/)).toBeInTheDocument();
    platform = rita?.goneAt ?? 0;
    const awake = Date.now.bind(Date);
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => awake() + 72 * 3_600_000);
    await expect.element(row(/Rita Lima/)).not.toBeInTheDocument();
    clock.mockRestore();
  });
});

describe('presence', () => {
  test('the first entry is explained once', async () => {
    await open({ presence: 'Invisible' });
    await page.getByRole('button', { name: 'Entendido' }).click();
    await expect.element(page.getByText('Entras Invisible')).not.toBeInTheDocument();
    expect(localStorage.getItem('activa.firstEntry')).toBe('understood');
  });

  test('a pause has its reason and its clock', async () => {
    const door = await open();
    await page.getByRole('button', { name: /^Presencia/ }).click();
    await page.getByRole('menuitem', { name: /^En pausa/ }).click();
    await page.getByRole('menuitemradio', { name: /Almuerzo/ }).click();
    await expect.element(page.getByRole('button', { name: /^Presencia: En pausa 00:0/ })).toBeVisible();
    expect(door.done.at(-1)).toEqual({ name: 'setPresence', given: ['Paused', 'lunch'] });
    await page.getByRole('button', { name: 'Volver a En línea' }).click();
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).toBeVisible();
  });

  test('a pause that is over says so and lasts until one comes back', async () => {
    const door = await open();
    door.tell({ presence: { status: 'Paused', reason: 'rest', since: Date.now() - 14 * 60_000, local: false } });
    await expect.element(page.getByRole('button', { name: /^Presencia: En pausa 14:/ })).toBeVisible();
    const toasts = page.getByRole('region', { name: 'Avisos' });
    await expect.element(toasts.getByText(/^Terminó tu pausa/)).not.toBeInTheDocument();
    door.tell({ presence: { status: 'Paused', reason: 'rest', since: Date.now() - 16 * 60_000, local: false } });
    await expect.element(toasts.getByText(/^Terminó tu pausa/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Presencia: En pausa 16:/ })).toBeVisible();
    await toasts.getByRole('button', { name: 'Volver a En línea' }).click();
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).toBeVisible();
    await expect.element(toasts.getByText(/^Terminó tu pausa/)).not.toBeInTheDocument();
  });

  test('nobody is asked where the setting turns that off', async () => {
    const door = await open();
    const { settings } = await door.ask.snapshot();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    try {
      door.tell({ settings: { ...settings, idleRule: false } });
      door.setPresence('Invisible');
      await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).not.toBeInTheDocument();
      door.setPresence('Online');
      await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).toBeVisible();
      vi.advanceTimersByTime(21 * 60_000);
      await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
      expect(done(door)).not.toContain('setPresence');
    } finally {
      vi.useRealTimers();
    }
  });

  test('nobody at the desk is asked after ten minutes and goes Invisible after twenty', async () => {
    const door = await open();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    try {
      // The watch begins anew with the presence, so that it runs on the clock of this test.
      door.setPresence('Invisible');
      await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).not.toBeInTheDocument();
      door.setPresence('Online');
      await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).toBeVisible();
      vi.advanceTimersByTime(9 * 60_000);
      await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
      vi.advanceTimersByTime(61_000);
      await expect.element(page.getByRole('alertdialog', { name: '¿Sigues aquí?' })).toBeVisible();
      vi.advanceTimersByTime(10 * 60_000);
      await expect.poll(() => door.done.at(-1)).toEqual({ name: 'setPresence', given: ['Invisible', ''] });
    } finally {
      vi.useRealTimers();
    }
  });
});

test('the first door says at its field what is missing, and what was refused', async () => {
  const door = fakeDoor({ language: 'es', stage: 'welcome' });
  await render(App, { door });
  await page.getByRole('button', { name: /Entrar con mi equipo/ }).click();
  await userEvent.keyboard('hub.example{Enter}');
  await expect.element(page.getByText('Tiene que empezar con wss:// o https://')).toBeVisible();
  await expect.element(page.getByText('Falta la clave.')).toBeVisible();
  expect(done(door)).not.toContain('start');
  await page.getByRole('textbox', { name: 'Dirección' }).fill('wss://hub.example');
  await page.getByRole('textbox', { name: 'Usuario' }).fill('carla@equipo.example');
  await page.getByRole('textbox', { name: 'Clave' }).fill('secreta');
  door.refuse('start', 'credentials-refused');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert').getByText(/no aceptó tu usuario/)).toBeVisible();
});
