import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

const column = () => page.getByRole('navigation', { name: 'Ajustes' });
const section = (name: string) => column().getByRole('button', { name });
const group = (name: string) => page.getByRole('group', { name, exact: true });
const field = () => page.getByRole('searchbox', { name: 'Buscar un ajuste' });

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', ...options });
  await render(App, { door });
  await page.getByRole('navigation', { name: 'Secciones' }).getByRole('button', { name: 'Ajustes' }).click();
  await expect.element(group('Idioma y aspecto')).toBeVisible();
  return door;
}

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('the column of settings', () => {
  test('leads to a section, which comes into sight and takes the focus', async () => {
    await page.viewport(1024, 640);
    onTestFinished(() => page.viewport(1280, 800));
    await open();
    await section('Acerca de').click();
    await expect.element(section('Acerca de')).toHaveAttribute('aria-current', 'page');
    await expect.element(group('Acerca de')).toBeInViewport({ ratio: 1 });
    await expect.element(group('Acerca de')).toHaveFocus();
  });

  test('is walked with the arrows', async () => {
    await open();
    section('Idioma y aspecto').element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(section('Teclado')).toHaveFocus();
    await userEvent.keyboard('{End}{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Conexiones' })).toBeVisible();
    await expect.element(section('Conexiones')).toHaveAttribute('aria-current', 'page');
  });

  test('leads out of the connections too', async () => {
    await open();
    await section('Conexiones').click();
    await section('Avisos').click();
    await expect.element(group('Avisos')).toHaveFocus();
  });

  test('follows the hand', async () => {
    await open();
    await page.getByRole('switch', { name: 'Un envío falla' }).click();
    await expect.element(section('Avisos')).toHaveAttribute('aria-current', 'page');
    await expect.element(section('Idioma y aspecto')).not.toHaveAttribute('aria-current');
  });
});

describe('the search over the settings', () => {
  test('begins with / and leads to the control that it found', async () => {
    const door = await open();
    await userEvent.keyboard('/oscuro');
    await expect.element(field()).toHaveValue('oscuro');
    await expect.element(page.getByText('1 ajuste')).toBeInTheDocument();
    await expect.element(group('Presencia')).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}{ArrowRight}{ArrowRight}');
    await expect.poll(() => door.done.at(-1)?.given[0]).toMatchObject({ theme: 'dark' });
  });

  test('that finds nothing says so and is cleared by its button', async () => {
    await open();
    await field().fill('zzz');
    await expect.element(page.getByRole('heading', { name: 'Ningún ajuste se llama así.' })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Borrar la búsqueda' }).last().click();
    await expect.element(group('Presencia')).toBeVisible();
    await expect.element(field()).toHaveFocus();
  });

  test('ends when a section is chosen', async () => {
    await open();
    await field().fill('tema');
    await section('Avisos').click();
    await expect.element(field()).toHaveValue('');
    await expect.element(group('Avisos')).toHaveFocus();
  });
});

test('the country of typed numbers says in words what it is until one is chosen, and goes back to that', async () => {
  const door = await open();
  const country = page.getByRole('combobox', { name: 'País de los números que escribo' });
  await expect.element(country).toHaveTextContent('Colombia');
  await country.click();
  await page.getByRole('option', { name: 'El del número del chatbot' }).click();
  await expect.poll(() => door.done.at(-1)?.given[0]).toMatchObject({ region: '' });
  await expect.element(country).toHaveTextContent('El del número del chatbot');
});

test('at 200 % no control is cut and every section is named', async () => {
  await page.viewport(640, 400);
  onTestFinished(() => page.viewport(1280, 800));
  await open();
  for (const panel of document.querySelectorAll('[data-section]'))
    expect(panel.scrollWidth).toBeLessThanOrEqual(panel.clientWidth);
  await expect.element(section('Presencia')).toBeVisible();
});

test.each(['light', 'dark'] as const)('axe finds nothing while one searches, %s', async (theme) => {
  await open();
  setAppearance({ theme, motion: 'less' });
  await field().fill('con');
  await expect.element(page.getByText(/^\d+ ajustes$/)).toBeInTheDocument();
  expect(await accessibilityFindings()).toEqual([]);
});
