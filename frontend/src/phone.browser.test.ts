import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', ...options });
  await render(App, { door });
  await expect.element(page.getByRole('navigation').first()).toBeVisible();
  return door;
}
async function openPhones(options: FakeOptions = {}) {
  const door = await open(options);
  await page.getByRole('button', { name: 'Teléfono' }).click();
  await expect.element(page.getByRole('heading', { name: 'Teléfono', level: 1 })).toBeVisible();
  return door;
}
const person = (name: string | RegExp) => page.getByRole('option', { name });
const chat = () => page.getByRole('log');
const acts = (door: Awaited<ReturnType<typeof open>>) =>
  door.done.filter(({ name }) => name === 'actOnPhone').map(({ given }) => (given[0] as { act: string }).act);

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('the phone', () => {
  test('opening it reads what arrived; the message stands there as it was sent', async () => {
    const door = await openPhones();
    await expect.poll(() => document.querySelectorAll('[role=option]').length).toBeGreaterThan(2);
    await person(/^Mateo Fernández, Lee en segundos, no contesta, 1 sin leer, Entregas del Sur/).click();
    await expect.element(page.getByRole('main', { name: 'Teléfono de Mateo Fernández' })).toBeVisible();
    await expect.element(chat()).toBeVisible();
    await expect.poll(() => acts(door)).toContain('read');
    await expect.element(person(/^Mateo Fernández, Lee en segundos, no contesta, Entregas del Sur/)).toBeVisible();
  });

  test('one writes, taps, sends a picture; the agent is seen writing', async () => {
    const door = await openPhones();
    await person(/Rita Lima/).click();
    const field = page.getByRole('textbox', { name: 'Escribir como cliente' });
    await field.fill('¿A qué hora llega?');
    await userEvent.keyboard('{Enter}');
    await expect.element(chat()).toHaveTextContent('¿A qué hora llega?');
    await expect.element(field).toHaveValue('');
    await page.getByRole('button', { name: 'Mandar una imagen' }).click();
    await page.getByRole('button', { name: 'Imagen de muestra 1' }).click();
    await expect.element(chat().getByRole('img', { name: 'Foto' })).toBeVisible();
    expect(acts(door).filter((act) => act === 'reply')).toHaveLength(2);
    door.changePhone('rita', 'entregas', true);
    await expect.element(page.getByText('escribiendo…')).toBeVisible();
    door.changePhone('rita', 'entregas');
    await expect.element(page.getByText('escribiendo…')).not.toBeInTheDocument();
  });

  test('what answers a message stands under its words, whole where the phone is full', async () => {
    await page.viewport(1024, 640);
    onTestFinished(() => page.viewport(1280, 800));
    await openPhones();
    await person(/Rita Lima/).click();
    await chat().getByRole('button').last().click();
    const quotation = chat().getByRole('blockquote');
    await expect.element(quotation).toHaveTextContent(/^Entregas del Sur Hola Rita/);
    const bubble = quotation.element().closest('.bubble');
    expect(bubble?.scrollHeight).toBe(bubble?.clientHeight);
    expect(await accessibilityFindings()).toEqual([]);
    setAppearance({ theme: 'dark', motion: 'less' });
    expect(await accessibilityFindings()).toEqual([]);
  });

  test('at 200 % the phone stays inside its pane', async () => {
    await page.viewport(640, 400);
    onTestFinished(() => page.viewport(1280, 800));
    await openPhones();
    await person(/Rita Lima/).click();
    await expect.element(page.getByRole('button', { name: 'Mandar como cliente' })).toBeInTheDocument();
    const right = (query: string) => document.querySelector(query)?.getBoundingClientRect().right ?? Infinity;
    expect(right('.handset')).toBeLessThanOrEqual(right('.stage--phone'));
    expect(right('.handset__send')).toBeLessThanOrEqual(right('.handset'));
  });

  test('/ searches its own list and stays', async () => {
    await openPhones();
    await userEvent.keyboard('/');
    await expect.element(page.getByRole('searchbox', { name: 'Buscar persona' })).toHaveFocus();
    await userEvent.keyboard('mateo');
    await expect.poll(() => document.querySelectorAll('[role=option]').length).toBe(1);
  });

  test('where the list cannot be read, nothing pretends to be on its way', async () => {
    const door = await open();
    door.refuse('phones', 'no-answer');
    await page.getByRole('button', { name: 'Teléfono' }).click();
    await expect.element(page.getByText('La plataforma no respondió a tiempo.')).toBeVisible();
    expect(document.querySelector('.row--bones')).toBeNull();
    await page.getByRole('button', { name: 'Intentar ahora' }).click();
    await expect.element(person(/Rita Lima/)).toBeVisible();
  });

  test('switched off it is dark and takes nothing; on again it can be used', async () => {
    const door = await openPhones();
    await person(/Rita Lima/).click();
    await page.getByRole('switch', { name: 'Teléfono apagado' }).click();
    await expect.element(page.getByText(/El teléfono está apagado/)).toBeVisible();
    await expect.element(person(/Rita Lima, Apagado/)).toBeInTheDocument();
    await expect.element(page.getByRole('textbox', { name: 'Escribir como cliente' })).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Encender' }).click();
    await page.getByRole('switch', { name: /^Bloquear a/ }).click();
    await page.getByRole('button', { name: 'Desbloquear' }).click();
    await expect.element(page.getByRole('textbox', { name: 'Escribir como cliente' })).toBeVisible();
    expect(acts(door).filter((act) => act !== 'read')).toEqual(['off', 'on', 'block', 'on']);
  });

  test('who answers on their own is made silent, and the other way round', async () => {
    const door = await openPhones();
    await person(/Rita Lima/).click();
    const alone = page.getByRole('switch', { name: 'Contesta por su cuenta' });
    await expect.element(alone).not.toBeChecked();
    await alone.click();
    await expect.element(alone).toBeChecked();
    await alone.click();
    await expect.element(alone).not.toBeChecked();
    expect(acts(door).filter((act) => act !== 'read')).toEqual(['talkative', 'silent']);
  });

  test('what the phone refuses is told, and the words come back', async () => {
    const door = await openPhones();
    await person(/Rita Lima/).click();
    await expect.element(chat()).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Escribir como cliente' });
    await field.fill('Hola');
    await expect.poll(() => acts(door)).toContain('type');
    door.refuse('actOnPhone', 'phone-refused');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/El teléfono no puede hacer eso ahora/).first()).toBeVisible();
    await expect.element(field).toHaveValue('Hola');
  });

  test('by keyboard alone: to a person, to the field, back', async () => {
    await openPhones();
    await page.getByRole('listbox', { name: 'Personas simuladas' }).element().focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(chat()).toBeVisible();
    await userEvent.keyboard('{F6}');
    expect(document.activeElement?.closest('[data-pane]')?.getAttribute('aria-label')).toBe('Teléfono');
  });

  test('nobody received anything: one sentence and one way to start', async () => {
    await openPhones({ empty: true });
    await expect.element(page.getByRole('heading', { name: 'Nadie recibió nada.' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).toBeVisible();
  });

  test('is not there without simulated customers', async () => {
    await open({ without: ['simulator'] });
    await expect.element(page.getByRole('button', { name: 'Ajustes' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Teléfono' })).not.toBeInTheDocument();
  });
});

describe('simulated time', () => {
  test('runs faster and ahead, and every screen says so', async () => {
    const door = await openPhones();
    const mark = () => page.getByRole('button', { name: /^Tiempo simulado/ });
    await expect.element(mark()).not.toBeInTheDocument();
    await page.getByRole('radio', { name: '×60' }).click();
    await expect.element(mark()).toHaveTextContent('×60');
    await page.getByRole('radio', { name: '×1', exact: true }).click();
    await expect.element(mark()).not.toBeInTheDocument();
    await page.getByRole('button', { name: '+24 h' }).click();
    await expect.element(mark()).toHaveAccessibleName(/adelantado/);
    await page.getByRole('button', { name: 'Ajustes' }).click();
    await expect.element(mark()).toBeVisible();
    await page.getByRole('button', { name: 'Atención' }).click();
    await mark().click();
    await expect.element(page.getByRole('heading', { name: 'Reloj simulado' })).toBeVisible();
    expect(door.done.filter(({ name }) => name === 'setClock').map(({ given }) => given)).toEqual([
      [60, 0],
      [1, 0],
      [0, 86_400],
    ]);
  });
});

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('axe finds nothing', async () => {
    setAppearance({ theme, motion: 'less' });
    await openPhones();
    await page.getByRole('button', { name: '+1 h' }).click();
    await person(/Rita Lima/).click();
    await expect.element(chat()).toBeVisible();
    expect(await accessibilityFindings()).toEqual([]);
    await page.getByRole('switch', { name: 'Teléfono apagado' }).click();
    await expect.element(page.getByText(/El teléfono está apagado/)).toBeVisible();
    expect(await accessibilityFindings()).toEqual([]);
  });
});
