import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

// The lists of the wizard while there is nothing in them, and what must stay in sight in a low window.

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

const sheet = page.getByRole('dialog', { name: 'Mensaje activo' });
const found = page.getByRole('listbox', { name: 'Contactos encontrados' });

async function written(prepare: (door: FakeDoor) => void, options: FakeOptions = {}): Promise<FakeDoor> {
  const door = fakeDoor({ language: 'es', ...options });
  await render(App, { door });
  prepare(door);
  await page.getByRole('button', { name: 'Mensaje activo' }).click();
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
  return door;
}

/** To the field of who gets it, with a template chosen. */
async function toPerson(): Promise<void> {
  await expect.element(sheet.getByRole('option').first()).toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.element(sheet.getByRole('combobox', { name: 'Nombre, teléfono o correo' })).toHaveFocus();
}

test('templates that could not be read say so, and are read again', async () => {
  await written((door) => door.refuse('templates', 'no-answer'));
  await expect.element(sheet.getByText('La plataforma no respondió a tiempo.')).toBeVisible();
  expect(await accessibilityFindings()).toEqual([]);
  await sheet.getByRole('button', { name: 'Intentar ahora' }).click();
  await expect.element(sheet.getByRole('option').first()).toBeInTheDocument();
});

test('templates that are still read count nothing yet', async () => {
  await written((door) => door.hold('templates'));
  await expect.element(sheet.getByText('Leyendo plantillas')).toBeInTheDocument();
  expect(sheet.getByText('0 de 0').query()).toBeNull();
});

test('without a line the templates tell how old they are', async () => {
  const door = await written(() => undefined);
  door.tell({ connection: { phase: 'dropped', since: Date.now() - 1000, nextTryAt: Date.now() + 60_000 } });
  await expect.element(sheet.getByText('Leídas hace 2 min')).toBeVisible();
  expect(sheet.getByRole('button', { name: 'Leer de nuevo' }).query()).toBeNull();
});

test('typing visita marks the visit and Enter takes it, though a favourite holds those letters', async () => {
  await written(() => undefined);
  await userEvent.keyboard('visita');
  const real = sheet.getByRole('option', { name: /visita_tecnica, es/ });
  const loose = sheet.getByRole('option', { name: /aviso_entrega, es/ });
  await expect.element(real).toHaveAttribute('aria-selected', 'true');
  await expect.element(loose).toBeInTheDocument();
  expect(real.element().compareDocumentPosition(loose.element())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  await userEvent.keyboard('{Enter}');
  await expect.element(sheet.getByRole('combobox', { name: 'Nombre, teléfono o correo' })).toHaveFocus();
  await expect.element(real).toHaveAttribute('aria-selected', 'true');
});

test('where no template matches, nothing is marked or seen, and nothing goes on', async () => {
  await written(() => undefined);
  await toPerson();
  await userEvent.keyboard('gabri');
  await expect.element(found.getByRole('option', { name: /Gabriela Méndez/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  const onward = sheet.getByRole('button', { name: /^Continuar/ });
  await expect.element(onward).not.toHaveAttribute('aria-disabled');
  const search = sheet.getByRole('searchbox', { name: 'Buscar plantilla' });
  await search.fill('zzzz');
  await expect.element(sheet.getByText('Ninguna se llama así.')).toBeVisible();
  await expect.element(sheet.getByText('Elige una plantilla y aquí verás el mensaje.')).toBeVisible();
  await expect.element(onward).toHaveAttribute('aria-disabled', 'true');
  await expect.element(onward).toHaveAccessibleDescription('Falta elegir una plantilla');
  expect(sheet.getByRole('button', { name: 'Ver modelo completo' }).query()).toBeNull();
  await userEvent.keyboard('{Enter}{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('status').getByText('Falta elegir una plantilla')).toBeInTheDocument();
  await expect.element(search).toHaveFocus();
  expect(await accessibilityFindings()).toEqual([]);
  await sheet.getByRole('button', { name: 'Quitar filtros' }).click();
  await expect.element(sheet.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await expect.element(onward).not.toHaveAttribute('aria-disabled');
});

test('a supervisor sees in its row which template agents are not offered', async () => {
  const id = 'entregas/aviso_entrega/es';
  const door = await written((one) => void one.do.offerTemplate(id, false), { role: 'supervisor', kind: 'blip' });
  const told = sheet.getByRole('option', { name: /aviso_entrega, es, No se ofrece a los agentes/ });
  await userEvent.keyboard('aviso_entrega');
  await expect.element(told).toHaveTextContent('No se ofrece');
  expect(await accessibilityFindings()).toEqual([]);
  await sheet.getByRole('button', { name: 'Ver modelo completo' }).click();
  const full = page.getByRole('dialog', { name: 'Modelo completo' });
  await full.getByRole('switch', { name: 'Se ofrece a los agentes' }).click();
  await expect.poll(() => door.done.filter(({ name }) => name === 'offerTemplate')).toHaveLength(2);
  await userEvent.keyboard('{Escape}');
  await expect.element(full).not.toBeInTheDocument();
  await expect.element(told).not.toBeInTheDocument();
  await expect.element(sheet.getByRole('option', { name: /aviso_entrega, es, Utilidad/ })).toBeInTheDocument();
});

test('a search of people that fails says so, and a number can still be written to', async () => {
  const door = await written(() => undefined);
  await toPerson();
  door.refuse('searchContacts', 'no-answer');
  await userEvent.keyboard('m');
  await expect.element(sheet.getByText(/^No se pudo buscar/)).toBeVisible();
  expect(await accessibilityFindings()).toEqual([]);
  await userEvent.keyboard('a');
  await expect.element(found.getByRole('option', { name: /Mateo Fernández/ })).toBeVisible();
});

test('people who are still looked for are not called missing', async () => {
  await written((door) => door.hold('searchContacts'));
  await toPerson();
  await userEvent.keyboard('ma');
  await expect.element(sheet.getByText('Buscando contactos')).toBeInTheDocument();
  expect(sheet.getByText('Nadie se llama así.').query()).toBeNull();
});

test('an open ticket tells whose it is and since when, a waiting one too, and stops', async () => {
  const now = new Date(2026, 10, 23, 15, 0).getTime();
  await written(() => undefined, { now: () => now });
  await toPerson();
  await userEvent.keyboard('diego');
  await found.getByRole('option', { name: /Diego Quispe/ }).click();
  await expect.element(sheet.getByText(/^Lo atiende Bruno Díaz desde las 14:22\./)).toBeVisible();
  await expect.element(sheet.getByRole('button', { name: /^Continuar/ })).toHaveAttribute('aria-disabled', 'true');
  await sheet.getByRole('button', { name: 'Elegir a otra persona' }).click();
  await userEvent.keyboard('elena');
  await found.getByRole('option', { name: /Elena Vargas/ }).click();
  await expect.element(sheet.getByText(/^Espera desde las 14:48\./)).toBeVisible();
});

test('the way out of an open ticket is in sight in a low window', async () => {
  const { innerWidth: width, innerHeight: height } = window;
  await page.viewport(640, 400);
  try {
    await written(() => undefined);
    await toPerson();
    await userEvent.keyboard('diego');
    await found.getByRole('option', { name: /Diego Quispe/ }).click();
    const other = sheet.getByRole('button', { name: 'Elegir a otra persona' });
    await expect.element(other).toBeVisible();
    const foot = sheet.getByRole('button', { name: 'Cancelar' }).element().closest('footer');
    const below = () => (foot?.getBoundingClientRect().top ?? 0) - other.element().getBoundingClientRect().bottom;
    await expect.poll(below).toBeGreaterThan(0);
  } finally {
    await page.viewport(width, height);
  }
});

test('a message longer than its pane begins at its top', async () => {
  const { innerWidth: width, innerHeight: height } = window;
  await page.viewport(1024, 640);
  try {
    await written(() => undefined);
    await userEvent.keyboard('semana');
    const wall = sheet.getByRole('group', { name: 'Así se verá' }).first();
    await expect.element(wall).toHaveTextContent('semana del jardín');
    const [pane] = [wall.element()];
    const message = pane.querySelector('.message');
    expect(pane.scrollHeight).toBeGreaterThan(pane.clientHeight);
    expect(message?.getBoundingClientRect().top).toBeGreaterThan(pane.getBoundingClientRect().top);
  } finally {
    await page.viewport(width, height);
  }
});

test('Tab goes round in the list of drafts, and Escape gives the focus back', async () => {
  const door = fakeDoor({ language: 'es' });
  const draft = { id: 'd1', step: 'values', templateId: 'entregas/aviso_demora/es', bot: 'entregas', region: 'CO' };
  const person = { contactId: 'gabriela', name: 'Gabriela Méndez', phone: '+573105550188' };
  await door.do.saveDraft({ ...draft, ...person, values: {}, retryOf: '', updatedAt: 0 });
  await render(App, { door });
  const opener = page.getByRole('button', { name: 'Borradores' });
  await opener.click();
  const first = page.getByRole('button', { name: /^Gabriela Méndez aviso_demora/ });
  const last = page.getByRole('button', { name: /^Descartar el borrador para Gabriela Méndez/ });
  await expect.element(first).toHaveFocus();
  await userEvent.tab();
  await expect.element(last).toHaveFocus();
  await userEvent.tab();
  await expect.element(first).toHaveFocus();
  await userEvent.tab({ shift: true });
  await expect.element(last).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(opener).toHaveFocus();
});
