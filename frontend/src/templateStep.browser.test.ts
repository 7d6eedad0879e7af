import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';

// Choosing a template: by letters, by arrows, by its star, and what cannot be chosen.

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

const sheet = page.getByRole('dialog', { name: 'Mensaje activo' });
const preview = sheet.getByRole('group', { name: 'Así se verá' }).first();
const button = (name: string | RegExp) => page.getByRole('button', { name });
const commands = (door: FakeDoor, name: string) => door.done.filter((done) => done.name === name);

async function opened(options: FakeOptions = {}): Promise<FakeDoor> {
  const door = fakeDoor({ language: 'es', ...options });
  await render(App, { door });
  await button('Mensaje activo').click();
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
  await expect.element(sheet.getByRole('option').first()).toBeInTheDocument();
  return door;
}

test('j and k are letters in the search and do not walk the list', async () => {
  await opened();
  await userEvent.keyboard('jardin');
  expect((sheet.getByRole('searchbox').element() as HTMLInputElement).value).toBe('jardin');
  await expect.element(preview).toHaveTextContent('semana del jardín');
});

test('ten thousand templates narrow while typing', async () => {
  await opened({ moreTemplates: 10_000 });
  await userEvent.keyboard('recordatorio cita');
  await expect.element(sheet.getByRole('option').first()).toHaveTextContent('recordatorio_cita');
  expect(document.querySelectorAll('.sheet [role=option]').length).toBeLessThan(60);
});

test('the preview follows the marked row while one types and walks', async () => {
  await opened({ moreTemplates: 10_000 });
  const marked = () => document.querySelector('.sheet [role=option][aria-selected=true] .template__name')?.textContent;
  const previewed = () => document.querySelector('.wizard__bar [aria-pressed]')?.getAttribute('aria-label') ?? '';
  for (const key of ['r', 'e', 'c', 'o', 'r', 'd', '{ArrowDown}', '{ArrowDown}', '{Backspace}', '{Escape}']) {
    await userEvent.keyboard(key);
    await expect
      .poll(() =>
        previewed()
          .split(' ')
          .includes(marked() ?? '-'),
      )
      .toBe(true);
  }
});

test('the whole name of a template that cannot be sent leads to its reason, never on to another one', async () => {
  await opened();
  await userEvent.keyboard('aviso_vencimiento_pago{Enter}');
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
  await page.getByRole('checkbox', { name: 'Ver las no disponibles' }).click();
  await sheet.getByRole('searchbox').click();
  await userEvent.keyboard('{Enter}');
  await expect.element(sheet.getByRole('option', { name: /^Con ese/ })).toHaveAttribute('aria-selected', 'true');
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
});

test('a row says its header and its quality, in a word where it worries, and the search names the row it stands on', async () => {
  await opened();
  const search = sheet.getByRole('searchbox');
  await userEvent.keyboard('jardin');
  const row = sheet.getByRole('option', { name: /semana_del_jardin, es, .*Imagen, Calidad media/ });
  await expect.element(row).toHaveAttribute('aria-selected', 'true');
  await expect.element(search).toHaveAttribute('aria-activedescendant', row.element().id);
  await expect.element(sheet.getByText('Calidad media', { exact: true })).toBeInTheDocument();
  await search.fill('aviso_entrega');
  await expect.element(sheet.getByRole('option', { name: /aviso_entrega, es, .*Imagen, Calidad alta/ })).toBeVisible();
  await expect.element(sheet.getByTitle('Calidad alta')).toBeVisible();
});

test('what cannot be sent is reached by arrows and looked at, and never goes on', async () => {
  const door = await opened();
  await page.getByRole('checkbox', { name: 'Ver las no disponibles' }).click();
  await sheet.getByRole('searchbox').click();
  await userEvent.keyboard('vencimiento_pago{ArrowDown}');
  await expect
    .element(sheet.getByRole('option', { name: /aviso_vencimiento_pago/ }))
    .toHaveAttribute('aria-selected', 'true');
  await expect.element(preview).toHaveTextContent('tu cuota vence');
  await expect
    .element(sheet.getByText(/^En pausa hasta que WhatsApp la levante.*3 h la primera vez, 6 h la segunda\.$/).last())
    .toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
  await button('Ver modelo completo').click();
  await expect.element(page.getByRole('dialog', { name: 'Modelo completo' })).toBeVisible();
  expect(button('Usar este modelo').query()).toBeNull();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog', { name: 'Modelo completo' })).not.toBeInTheDocument();
  await button('Cancelar').click();
  await expect.element(sheet).not.toBeInTheDocument();
  expect(door.drafts.size).toBe(0);
});

test('the full template lists all its options and says how it is seen elsewhere', async () => {
  await opened();
  await userEvent.keyboard('jardin');
  await expect.element(preview).toHaveTextContent('semana del jardín');
  await button('Ver modelo completo').click();
  const full = page.getByRole('dialog', { name: 'Modelo completo' });
  const options = full.getByRole('region', { name: 'Todas las opciones' }).getByRole('listitem');
  await expect.element(options).toHaveLength(5);
  for (const said of [
    'No se ve en WhatsApp de computadora.',
    'El texto se corta con Leer más donde está la línea.',
    'El teléfono muestra dos botones; los demás, en Ver todas las opciones.',
    'Responde BAJA y no te escribimos más',
    'Leer más',
    'Ver todas las opciones',
    'Casa Serena · +57\u00a0601\u00a05550100',
  ]) {
    await expect.element(full.getByText(said, { exact: true }).first()).toBeVisible();
  }
});

test('the name is marked where it matched, also by letters that were jumped to', async () => {
  await opened();
  await userEvent.keyboard('entrega aviso');
  const marked = () =>
    [...document.querySelectorAll('.sheet [role=option] mark')].map(({ textContent }) => textContent);
  await expect.poll(marked).toEqual(['aviso', 'entrega']);
  await sheet.getByRole('searchbox').fill('recordtorio');
  await expect.poll(() => marked().join('')).toBe('recordtorio');
});

test('a template gets its star in its row, and by key', async () => {
  const door = await opened();
  await userEvent.keyboard('recordatorio_cita');
  await expect.element(preview).toHaveTextContent('te esperamos');
  await userEvent.click(document.querySelector('.sheet [role=option] .star') as HTMLElement);
  await expect.poll(() => commands(door, 'setFavourite').at(-1)?.given[1]).toBe(true);
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
  await expect.element(button(/^Quitar recordatorio_cita de favoritas/)).toBeInTheDocument();
  await userEvent.keyboard('{Control>}d{/Control}');
  await expect.poll(() => commands(door, 'setFavourite').at(-1)?.given[1]).toBe(false);
});
