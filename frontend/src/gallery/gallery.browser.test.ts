import { afterEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { accessibilityFindings } from '../ui/testing/axe';
import Gallery from './Gallery.svelte';

const root = document.documentElement;
afterEach(() => {
  delete root.dataset['theme'];
  delete root.dataset['density'];
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  test('axe finds nothing on any control in any state', async () => {
    root.dataset['theme'] = theme;
    await page.viewport(1280, 1900);
    await render(Gallery);
    await document.fonts.ready;
    expect(await accessibilityFindings()).toEqual([]);
  });

  test.each(['Menú', 'Filtros', 'Hoja', 'Pregunta', 'Una línea', 'Deshacer'])('nor on what %s opens', async (name) => {
    root.dataset['theme'] = theme;
    const screen = await render(Gallery);
    await screen.getByRole('button', { name, exact: true }).first().click();
    const opened = '[role=menu], [role=dialog], [role=alertdialog], .toast';
    await expect.poll(() => document.querySelector(opened)).not.toBeNull();
    expect(await accessibilityFindings()).toEqual([]);
    await userEvent.keyboard('{Escape}');
  });
});

test.each([
  [1280, 'normal'],
  [1024, 'normal'],
  [1024, 'compact'],
])('nothing is wider than the window at %d, %s', async (width, density) => {
  root.dataset['density'] = density;
  await page.viewport(width, 800);
  await render(Gallery);
  const wide = [...document.querySelectorAll('.gallery, .gallery .panel')].filter(
    (element) => element.scrollWidth > element.clientWidth || element.clientWidth > width,
  );
  expect(wide.map((element) => element.textContent?.slice(0, 20))).toEqual([]);
});

test('every target is at least 24 pixels high and wide', async () => {
  await page.viewport(1280, 2400);
  await render(Gallery);
  const reach = 11.5;
  const missed = [...document.querySelectorAll('button, label.checkbox')].filter((target) => {
    const { x, y, width, height } = target.getBoundingClientRect();
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    const edges = [
      [middleX - reach, middleY],
      [middleX + reach, middleY],
      [middleX, middleY - reach],
      [middleX, middleY + reach],
    ] as const;
    return edges.some((edge) => !target.contains(document.elementFromPoint(...edge)));
  });
  expect(missed.map((target) => target.outerHTML.slice(0, 120))).toEqual([]);
});

test('the palette narrows while typing, walks with arrows and says when nothing fits', async () => {
  const screen = await render(Gallery);
  await screen.getByRole('button', { name: 'Una línea' }).click();
  const input = screen.getByRole('combobox', { name: 'Una línea' });
  await expect.element(input).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(screen.getByRole('option', { name: /Ajustes/ })).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('men');
  await expect.poll(() => document.querySelectorAll('.palette [role=option]').length).toBe(1);
  await userEvent.keyboard('zzz');
  await expect.element(screen.getByText('Nada coincide.')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('.palette')).toBeNull();
});

test('tabs, segments, chips and the search field answer to the keyboard', async () => {
  const screen = await render(Gallery);
  screen
    .getByRole('tab', { name: /Enviados/ })
    .element()
    .dispatchEvent(new FocusEvent('focus'));
  (screen.getByRole('tab', { name: /Enviados/ }).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByRole('tab', { name: /En espera/ })).toHaveAttribute('aria-selected', 'true');
  await expect.element(screen.getByRole('tab', { name: /En espera/ })).toHaveFocus();

  (screen.getByRole('radio', { name: 'Contacto' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByRole('radio', { name: 'Número nuevo' })).toHaveAttribute('aria-checked', 'true');

  const chip = screen.getByRole('button', { name: /Marketing/ });
  (chip.element() as HTMLElement).focus();
  await userEvent.keyboard(' ');
  await expect.element(chip).toHaveAttribute('aria-pressed', 'true');

  const search = screen.getByRole('searchbox', { name: 'Buscar plantilla' });
  (search.element() as HTMLElement).focus();
  await userEvent.keyboard('{Escape}');
  await expect.element(search).toHaveValue('');
});
