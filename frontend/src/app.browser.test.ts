import { beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', undoSeconds: 5, ...options });
  const screen = await render(App, { door });
  await expect.element(page.getByRole(options.stage === 'welcome' ? 'heading' : 'navigation').first()).toBeVisible();
  return { door, screen };
}
const sheet = page.getByRole('dialog');
const row = (name: RegExp) => page.getByRole('option', { name });
const primary = (name: string) => page.getByRole('button', { name, exact: true });

const draft = {
  id: 'd1',
  step: 'values',
  templateId: 'entregas/aviso_retiro_sucursal/es_MX',
  bot: 'entregas',
  contactId: 'rita',
  phone: '+5511987654321',
  region: 'CO',
  name: 'Rita Lima',
  values: { 'body.1': 'Rita', 'body.2': 'Centro', 'body.3': 'lunes' },
  retryOf: '',
  updatedAt: 0,
};

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

test('a favourite goes to a known person by keyboard alone, in at most twelve keys and its values', async () => {
  const { door } = await open();
  let keys = 0;
  const press = async (...pressed: string[]) => {
    for (const key of pressed) {
      await userEvent.keyboard(key);
      keys += 1;
    }
  };
  await press('{Control>}n{/Control}');
  await expect.element(page.getByRole('searchbox').last()).toHaveFocus();
  await expect
    .element(sheet.getByRole('option', { name: /^Favoritas y recientes. aviso_entrega/ }))
    .toHaveAttribute('aria-selected', 'true');
  await press('{Enter}', 'r', 'i', 't', 'a');
  await expect.element(sheet.getByRole('option', { name: /^Rita Lima/ })).toBeVisible();
  await press('{Enter}');
  await expect.element(primary('Continuar')).not.toHaveAttribute('aria-disabled');
  await press('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('textbox', { name: 'Imagen' })).toHaveFocus();
  await userEvent.keyboard('https://cdn.entregasdelsur.com/hoy.jpg');
  for (const value of ['Rita', 'A-1', 'hoy', 'Bruno', 'A-1']) {
    do await userEvent.keyboard('{Tab}');
    while (document.activeElement?.tagName !== 'INPUT');
    await userEvent.keyboard(value);
  }
  await expect.element(primary('Mandar')).not.toHaveAttribute('aria-disabled');
  await press('{Control>}{Enter}{/Control}');
  await expect.element(page.getByText('Saliendo para Rita Lima')).toBeVisible();
  expect(keys).toBeLessThanOrEqual(12);
  const sent = door.done.find(({ name }) => name === 'sendActiveMessage');
  expect(sent?.given[0]).toMatchObject({ contactId: 'rita', values: { 'body.1': 'Rita', 'body.4': 'Bruno' } });
});

test('a message leaves from one line, by keyboard alone', async () => {
  const { door } = await open();
  const line = page.getByRole('dialog', { name: 'Mensaje en una línea' });
  await userEvent.keyboard('{Control>}k{/Control}retiro gabr');
  await expect.element(row(/Gabriela Méndez.*aviso_retiro_sucursal/)).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Enter}');
  await expect.element(line.getByRole('combobox', { name: 'Está en' })).toHaveFocus();
  await userEvent.keyboard('Chapinero{Tab}');
  await expect.element(line.getByRole('combobox', { name: 'Retirarlo hasta' })).toHaveFocus();
  await userEvent.keyboard('28/11');
  await expect.element(line.getByText('Completo', { exact: true })).toBeVisible();
  await expect
    .element(line.getByRole('group', { name: 'Así se verá' }).first())
    .toHaveTextContent(/Hola Gabriela, tu pedido ya está en Chapinero\. Puedes retirarlo hasta el 28\/11/);
  expect(await accessibilityFindings()).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('Saliendo para Gabriela Méndez')).toBeVisible();
  const sent = door.done.find(({ name }) => name === 'sendActiveMessage');
  expect(sent?.given[0]).toMatchObject({
    contactId: 'gabriela',
    values: { 'body.1': 'Gabriela', 'body.2': 'Chapinero', 'body.3': '28/11' },
  });
});

test('a line that is not whole says what is missing, goes back by Backspace, and opens in full', async () => {
  const { door } = await open();
  const line = page.getByRole('dialog', { name: 'Mensaje en una línea' });
  await userEvent.keyboard('{Control>}k{/Control}aviso_retiro');
  await expect.element(row(/aviso_retiro_sucursal/)).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Tab}');
  await expect.element(line.getByRole('combobox', { name: 'Destinatario' })).toHaveFocus();
  await userEvent.keyboard('gabr');
  await expect.element(line.getByRole('option', { name: /Gabriela/ }).first()).toBeVisible();
  await userEvent.keyboard('{Tab}');
  await expect.element(line.getByRole('combobox', { name: 'Está en' })).toHaveFocus();
  await userEvent.keyboard('{Tab}{Tab}{Backspace}{Backspace}{Backspace}');
  await expect.element(line.getByRole('combobox', { name: 'Nombre' })).toHaveFocus();
  await userEvent.keyboard('{Control>}e{/Control}');
  await expect.element(page.getByRole('dialog', { name: 'Mensaje activo' })).toBeVisible();
  await expect.poll(() => [...door.drafts.values()][0]?.contactId).toBe('gabriela');
});

test('Enter on a template of the palette opens the wizard with it, however fast it is typed', async () => {
  await open({ delay: 150 });
  await userEvent.keyboard('{Control>}k{/Control}recordatorio_cita{Enter}');
  await expect.element(page.getByRole('dialog', { name: 'Mensaje activo' })).toBeVisible();
  await expect
    .element(sheet.getByRole('option', { name: /recordatorio_cita/ }))
    .toHaveAttribute('aria-selected', 'true');
});

test('? opens the sheet of keys, also right after a row was clicked', async () => {
  await open();
  await row(/Rita Lima/).click();
  await userEvent.keyboard('?');
  await expect.element(page.getByRole('alertdialog', { name: 'Atajos de teclado' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
});

test('what is typed stands in the preview before the program answers', async () => {
  const { door } = await open({ delay: 300 });
  await door.do.saveDraft(draft);
  await page.getByRole('button', { name: 'Borradores' }).click();
  await page.getByRole('button', { name: /^Rita Lima/ }).click();
  const preview = sheet.getByRole('group', { name: 'Así se verá' }).first();
  await expect.element(preview).toHaveTextContent('Centro');
  const field = sheet.getByRole('textbox', { name: 'Está en' }).element() as HTMLInputElement;
  field.value = 'Norte';
  const before = performance.now();
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await expect.poll(() => preview.element().textContent, { interval: 5 }).toContain('Norte');
  expect(performance.now() - before).toBeLessThan(250); // the program answers after 300 ms
});

test('undo brings the message back as a draft', async () => {
  const { door } = await open();
  await door.do.saveDraft(draft);
  await page.getByRole('button', { name: 'Borradores' }).click();
  await page.getByRole('button', { name: /^Rita Lima/ }).click();
  await expect.element(primary('Mandar')).not.toHaveAttribute('aria-disabled');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await page.getByRole('region', { name: 'Avisos' }).getByRole('button', { name: 'Deshacer' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Mensaje activo' })).toBeVisible();
  expect(door.done.map(({ name }) => name)).toContain('cancelActiveMessage');
});

test('with no seconds to undo the message leaves at once', async () => {
  const { door } = await open({ undoSeconds: 0 });
  await door.do.saveDraft(draft);
  await page.getByRole('button', { name: 'Borradores' }).click();
  await page.getByRole('button', { name: /^Rita Lima/ }).click();
  await expect.element(primary('Mandar')).not.toHaveAttribute('aria-disabled');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('option', { name: /Rita Lima, Enviando/ })).toBeVisible();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(document.querySelector('.toast[data-kind="undo"]')).toBeNull();
});

test('the button exists only while the agent is online', async () => {
  const { door } = await open();
  const button = page.getByRole('button', { name: 'Mensaje activo' });
  await expect.element(button).toBeVisible();
  door.setPresence('Invisible');
  await expect.element(button).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}n{/Control}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Ponerme en línea' }).click();
  await expect.element(button).toBeVisible();
});

test('a tick changes where the row stands, and is said', async () => {
  const { door } = await open();
  await expect.element(row(/Lucía Herrera, Enviado/)).toBeInTheDocument();
  door.advance('past-4');
  await expect.element(row(/Lucía Herrera, Entregado/)).toBeInTheDocument();
  await expect.element(page.getByText('Lucía Herrera: Entregado')).toBeInTheDocument();
});

test('Escape keeps the draft and gives the focus back', async () => {
  const { door } = await open();
  const button = page.getByRole('button', { name: 'Mensaje activo' });
  button.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('searchbox').last()).toHaveFocus();
  await expect
    .element(sheet.getByRole('option', { name: /aviso_entrega/ }).first())
    .toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(button).toHaveFocus();
  expect(door.drafts.size).toBe(1);
});

const screens: Record<string, { options?: FakeOptions; act?: () => Promise<void> }> = {
  welcome: { options: { stage: 'welcome' } },
  empty: { options: { empty: true } },
  desk: { act: () => row(/Rita Lima/).click() },
  failure: { act: () => row(/João Paz/).click() },
  wizard: { act: () => page.getByRole('button', { name: 'Mensaje activo' }).click() },
  settings: { act: () => page.getByRole('button', { name: 'Ajustes' }).click() },
  palette: { act: async () => void (await userEvent.keyboard('{Control>}k{/Control}')) },
};
describe.each(['light', 'dark'] as const)('axe, %s', (theme) => {
  test.each(Object.keys(screens))('%s', async (name) => {
    const { options = {}, act } = screens[name] ?? {};
    const { door } = await open(options);
    if (options.stage !== 'welcome') {
      const { settings } = await door.ask.snapshot();
      await door.do.changeSettings({ ...settings, theme });
    } else setAppearance({ theme });
    await act?.();
    await new Promise((done) => setTimeout(done, 300)); // everything asked has been drawn
    expect(document.documentElement.dataset['theme']).toBe(theme);
    expect(await accessibilityFindings()).toEqual([]);
  });
});
