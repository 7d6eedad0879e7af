import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeDoor, type FakeOptions } from './bridge/fake';
import { blankRow } from './bridge/fake/sends';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

// Every state of the window that is not the everyday one, looked at by axe in both themes.
type State = { options?: FakeOptions; reach: (door: FakeDoor) => unknown };
const hour = 3_600_000;
const settled = (words: string | RegExp) => expect.element(page.getByText(words).first()).toBeVisible();
const openRow = (name: RegExp) => page.getByRole('option', { name }).click();
const dropped = () => ({ phase: 'dropped', since: Date.now() - 3000, nextTryAt: Date.now() + 6000 });
const aged = (door: FakeDoor, id: string, more: object) =>
  door.put({ ...blankRow, id, contactId: id, name: 'Hugo Salas', createdAt: Date.now() - hour, leavesAt: 1, ...more });

const states: Record<string, State> = {
  'no line, with a message that nobody knows of': {
    reach: async (door) => {
      aged(door, 'unknown', { unconfirmed: true, handedAt: Date.now() - hour });
      door.tell({ connection: dropped() });
      await openRow(/Hugo Salas/);
      await settled(/Aún no sabemos si salió/);
    },
  },
  'no line, with a message that asks': {
    reach: async (door) => {
      aged(door, 'asks', { asks: true });
      door.tell({ connection: dropped() });
      await openRow(/Hugo Salas/);
      await settled(/¿Lo mandamos todavía\?/);
    },
  },
  'an account that is refused': {
    reach: async (door) => {
      door.tell({ connection: { phase: 'refused', since: 1, nextTryAt: 0 } });
      await expect.element(page.getByRole('button', { name: 'Entrar otra vez' })).toBeVisible();
    },
  },
  'a program that is gone': {
    reach: async (door) => {
      door.loseProgram({ nextTryIn: 5000 });
      await settled(/^Activa no responde desde/);
    },
  },
  'a pause and its menu': {
    reach: async (door) => {
      await door.do.setPresence('Paused', 'lunch');
      await page.getByRole('button', { name: /^Presencia: En pausa/ }).click();
      await page.getByRole('menuitem', { name: /^En pausa/ }).click();
      await expect.element(page.getByRole('menuitemradio', { name: /^Almuerzo/ })).toBeVisible();
    },
  },
  'the first entry': {
    options: { presence: 'Invisible' },
    reach: () => {
      localStorage.removeItem('activa.firstEntry');
      return settled('Entras Invisible');
    },
  },
  'the first day': { options: { empty: true }, reach: () => settled('Todavía no has mandado nada') },
  'a search that finds nothing': {
    reach: async () => {
      await page.getByRole('searchbox').fill('zzz');
      await settled('Tampoco está en el historial.');
    },
  },
  'a failure': {
    reach: async () => {
      await openRow(/João Paz/);
      await page.getByText('Detalle técnico').click();
      await settled('Código');
    },
  },
  settings: {
    reach: async () => {
      await page.getByRole('button', { name: 'Ajustes' }).click();
      await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
  },
  'the palette': {
    reach: async () => {
      await userEvent.keyboard('{Control>}k{/Control}');
      await expect.element(page.getByRole('dialog')).toBeVisible();
      await userEvent.keyboard('rita');
      await settled(/^Buscar “rita”/);
    },
  },
  'the sheet of shortcuts': {
    reach: async () => {
      await userEvent.keyboard('{Control>}3{/Control}?');
      await expect.element(page.getByRole('alertdialog')).toBeVisible();
    },
  },
  'the first door': { options: { stage: 'welcome' }, reach: () => settled('Habla tú primero') },
};

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each(Object.entries(states))('%s', async (_, { options, reach }) => {
    const door = fakeDoor({ language: 'es', ...options });
    const { settings } = await door.ask.snapshot();
    await door.do.changeSettings({ ...settings, theme });
    setAppearance({ theme, motion: 'less' });
    await render(App, { door });
    const begun = options?.stage === 'welcome' ? page.getByRole('heading') : page.getByRole('navigation');
    await expect.element(begun.first()).toBeVisible();
    await reach(door);
    expect(await accessibilityFindings()).toEqual([]);
  });
});
