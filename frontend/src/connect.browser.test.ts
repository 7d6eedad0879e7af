import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

// Connecting to Blip, and standing on several connections.

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', step: 0, moreConnections: true, ...options });
  await render(App, { door });
  return door;
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (name: string) => page.getByLabelText(name, { exact: true });

async function toConnections() {
  await button('Ajustes').click();
  await button('Ver conexiones').click();
  await expect.element(page.getByRole('heading', { name: 'Conexiones' })).toBeVisible();
}
async function toEditing() {
  await toConnections();
  await button(/^Cambiar: entregasdelsur/).click();
}
async function fillIn() {
  await field('Identificador del contrato').fill('entregasdelsur');
  for (const [at, name] of ['entregasrouter', 'atencionsur'].entries()) {
    await field('Identificador').nth(at).fill(name);
    await field('Llave').nth(at).fill('QUJDMTIz');
  }
  await field('Correo').fill('camila@entregas.example');
  await field('Nombre').fill('Camila Ríos');
}
const asked = (door: ReturnType<typeof fakeDoor>, name: string) => door.done.filter((one) => one.name === name);

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

test('the third door leads to the fields, checks them and connects', async () => {
  const door = await open({ stage: 'welcome', moreConnections: false });
  await button(/^Conectar con Blip/).click();
  await expect.element(field('Identificador del contrato')).toHaveFocus();
  await fillIn();
  await button('Conectar').click();
  await expect.poll(() => asked(door, 'connect').length).toBe(1);
  await expect.element(page.getByRole('navigation', { name: 'Secciones' })).toBeVisible();
  expect(asked(door, 'checkConnection')).toHaveLength(1);
});

test('what is missing is said when asked for, and leads to the first field', async () => {
  const door = await open();
  await toConnections();
  await button('Conectar con Blip').click();
  await field('Identificador').first().click();
  await userEvent.tab();
  await expect.element(page.getByText('Falta este dato.').first()).not.toBeInTheDocument();
  await button('Revisar todo').click();
  await expect.element(page.getByText('Falta este dato.').first()).toBeVisible();
  await expect.element(field('Identificador del contrato')).toHaveFocus();
  expect(asked(door, 'checkConnection')).toEqual([]);
});

test('what is wrong is said as soon as its field was left', async () => {
  await open();
  await toConnections();
  await button('Conectar con Blip').click();
  await field('Correo').fill('camila');
  await userEvent.tab();
  await expect.element(page.getByText('Tiene que ser un correo, como ana@empresa.com.')).toBeVisible();
  await field('Correo').fill('camila@entregas.example');
  await expect.element(page.getByText('Tiene que ser un correo, como ana@empresa.com.')).not.toBeInTheDocument();
});

test('a kept key never comes back: only that it is kept', async () => {
  const door = await open();
  await toEditing();
  await expect.element(field('Llave').first()).toHaveValue('');
  await expect.element(page.getByText(/^Hay una llave guardada/).first()).toBeVisible();
  await button('Revisar todo').click();
  await expect.element(page.getByText('Bien 8 · Avisos 0 · Fallas 0')).toBeVisible();
  expect(asked(door, 'checkConnection')[0]?.given[0]).toMatchObject({ routerKey: '', serviceKey: '' });
});

test('a failure keeps from connecting, and its way out leads on', async () => {
  const door = await open();
  door.connections.troubles.set('campaigns', { state: 'failed', code: 'campaigns-not-allowed' });
  await toEditing();
  await button('Conectar').click();
  await expect.element(page.getByText('Falla: Derecho a campañas').first()).toBeVisible();
  await expect.element(button('Conectar')).toHaveAttribute('aria-disabled', 'true');
  expect(asked(door, 'connect')).toEqual([]);
  door.connections.troubles.clear();
  await button('Usar mensaje directo').click();
  await expect.element(page.getByText('Bien 8 · Avisos 0 · Fallas 0')).toBeVisible();
  await button('Conectar').click();
  await expect.poll(() => asked(door, 'connect')[0]?.given[0]).toMatchObject({ blip: { directRoute: true } });
});

test.each([
  ['sign-in', 'credentials-refused', 'Corregir la llave', 'Llave'],
  ['name', 'contract-unknown', 'Corregir el contrato', ''],
])('the way out of %s %s leads to its field', async (where, code, way, label) => {
  const door = await open({ stage: 'welcome' });
  door.connections.troubles.set(where, { state: 'failed', code, facts: { bot: 'entregasrouter' } });
  await button(/^Conectar con Blip/).click();
  await fillIn();
  await button('Revisar todo').click();
  await button(new RegExp(`^${way}`)).click();
  await expect.element(field(label || 'Identificador del contrato').first()).toHaveFocus();
});

test('keys that are each the other’s are swapped by their way out', async () => {
  const door = await open({ stage: 'welcome' });
  door.connections.troubles.set('sign-in', { state: 'failed', code: 'keys-swapped' });
  await button(/^Conectar con Blip/).click();
  await fillIn();
  await field('Llave').first().fill('c2VydmljZQ==');
  await button('Revisar todo').click();
  door.connections.troubles.clear();
  await button(/^Intercambiar las llaves/).click();
  await expect.poll(() => asked(door, 'checkConnection').length).toBe(2);
  expect(asked(door, 'checkConnection')[1]?.given[0]).toMatchObject({
    routerKey: 'QUJDMTIz',
    serviceKey: 'c2VydmljZQ==',
  });
});

test('a step alone is walked again, and changed fields make the check stale', async () => {
  const door = await open();
  door.connections.troubles.set('websocket', { state: 'warning', code: 'websocket-blocked' });
  await toEditing();
  await button('Revisar todo').click();
  await button('Probar otra vez: WebSocket').click();
  await expect.poll(() => asked(door, 'checkConnection').map(({ given }) => given[1])).toEqual(['', 'websocket']);
  await field('Nombre').fill('Camila R.');
  await expect.element(page.getByText('Los datos cambiaron: revisa otra vez.')).toBeVisible();
});

test('every step can be tried again alone: one that is fine, one that failed, one that was left out', async () => {
  const door = await open();
  door.connections.troubles.set('sign-in', { state: 'failed', code: 'credentials-refused' });
  for (const step of ['templates', 'contacts', 'campaigns', 'tickets'])
    door.connections.troubles.set(step, { state: 'skipped', code: 'step-before-failed', facts: { step: 'sign-in' } });
  await toEditing();
  await button('Revisar todo').click();
  const names = ['Nombre', 'TLS', 'WebSocket', 'Entrada', 'Plantillas', 'Contactos', 'Derecho a campañas', 'Tickets'];
  for (const name of names) await button(new RegExp(`^Probar otra vez: ${name}`)).click();
  const walked = ['name', 'tls', 'websocket', 'sign-in', 'templates', 'contacts', 'campaigns', 'tickets'];
  await expect.poll(() => asked(door, 'checkConnection').map(({ given }) => given[1])).toEqual(['', ...walked]);
});

test('the screen says what a key can do, and where it is kept', async () => {
  await open();
  await toConnections();
  await button('Conectar con Blip').click();
  await expect.element(page.getByText('Una llave de chatbot puede más que un agente')).toBeVisible();
  await expect.element(page.getByText(/se lee y se escribe a todos los clientes.*se mandan campañas/)).toBeVisible();
});

test('a window that nobody sees is told of, and told of again when it is seen', async () => {
  const door = await open();
  await expect.element(button('Ajustes')).toBeVisible();
  const seen = vi.spyOn(document, 'hidden', 'get');
  for (const hidden of [true, false]) {
    seen.mockReturnValue(hidden);
    document.dispatchEvent(new Event('visibilitychange'));
  }
  seen.mockRestore();
  expect(asked(door, 'tellHidden').map(({ given }) => given[0])).toEqual([true, false]);
});

test('another connection is a click away, and one is removed after a question', async () => {
  const door = await open();
  await button(/^Tu cuenta/).click();
  await expect.element(page.getByText('Sin avisos mientras estás aquí')).toBeVisible();
  await page.getByRole('menuitem', { name: /Hub de equipo/ }).click();
  await expect.poll(() => asked(door, 'switchConnection').length).toBe(1);
  await toConnections();
  await button(/^Quitar: Camila Ríos, entregasdelsur/).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Quitar' }).click();
  await expect.poll(() => asked(door, 'removeConnection').length).toBe(1);
  await expect.element(button(/^Quitar: Camila Ríos, entregasdelsur/)).not.toBeInTheDocument();
});

test('who was here before goes in again without a key', async () => {
  const door = await open({ stage: 'welcome' });
  await button(/^Camila Ríos ?hub\.entregasdelsur/).click();
  await expect.poll(() => asked(door, 'switchConnection').length).toBe(1);
});

test('a list that cannot be read says so in its place, and is read again', async () => {
  const door = await open();
  door.refuse('connections', 'key-store-silent');
  await toConnections();
  await expect.element(page.getByText('El llavero del sistema no contesta.')).toBeVisible();
  await button('Intentar ahora').click();
  await expect.element(button(/^Cambiar: entregasdelsur/)).toBeVisible();
});

test('a list that was asked for before a connection was removed does not bring it back', async () => {
  const door = await open();
  await toConnections();
  const row = button(/^Cambiar: entregasdelsur/);
  await expect.element(row).toBeVisible();
  const late: (() => void)[] = [];
  const ask = door.ask.connections.bind(door.ask);
  door.ask.connections = async () => {
    const answer = await ask();
    return new Promise((give) => late.push(() => give(answer)));
  };
  await button(/^Usar: .*hub\.entregasdelsur/).click();
  await expect.poll(() => late.length).toBeGreaterThan(0); // with the connection that goes now
  await button(/^Quitar: Camila Ríos, entregasdelsur/).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Quitar' }).click();
  await expect.poll(() => asked(door, 'removeConnection').length).toBe(1);
  await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument();
  const answered = () => {
    for (const give of late.splice(0).reverse()) give(); // what was asked first is answered last
    return row.query();
  };
  await expect.poll(answered).toBe(null);
});

test('Escape goes back to what led here, but never away from what was typed', async () => {
  await open();
  await toEditing();
  await field('Nombre').click();
  await userEvent.keyboard('{Escape}');
  await expect.element(button(/^Cambiar: entregasdelsur/)).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await field('Nombre').fill('Camila R.');
  await userEvent.keyboard('{Escape}');
  await expect.element(field('Nombre')).toHaveValue('Camila R.');
});

test('at the first door Escape leads back to the door that was open', async () => {
  await open({ stage: 'welcome' });
  await button(/^Entrar con mi equipo/).click();
  await expect.element(page.getByLabelText('Dirección')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(button(/^Entrar con mi equipo/)).toHaveFocus();
});

test('who can be tried is asked again where it could not be read', async () => {
  const door = fakeDoor({ language: 'es', stage: 'welcome' });
  door.refuse('startOptions', 'no-answer');
  await render(App, { door });
  await expect.element(page.getByText('La plataforma no respondió a tiempo.')).toBeVisible();
  await button(/^Probar ahora/).click();
  await expect.element(button(/^Bruno Díaz/)).toBeVisible();
  await expect.element(page.getByText('La plataforma no respondió a tiempo.')).not.toBeInTheDocument();
});

test('signing in names the chatbot that is not let in', async () => {
  const door = await open();
  const facts = { bot: 'entregasrouter' };
  door.connections.troubles.set('sign-in', { state: 'failed', code: 'credentials-refused', facts });
  await toEditing();
  await button('Revisar todo').click();
  await expect.element(page.getByText('Blip no dejó entrar a entregasrouter.', { exact: true })).toBeVisible();
});

test('where the system has no key store, the screen says so', async () => {
  const door = await open();
  door.connections.keyPlace = 'file';
  await toEditing();
  await expect.element(page.getByText(/no tiene un llavero que funcione/)).toBeVisible();
  await expect.element(page.getByText('Ninguna cuenta real de Blip se ha usado para probar Activa.')).toBeVisible();
});

describe.each(['light', 'dark'] as const)('accessible in %s', (theme) => {
  test('connecting, its check and the list', async () => {
    setAppearance({ theme, motion: 'less' });
    const door = await open();
    door.connections.troubles.set('websocket', { state: 'warning', code: 'websocket-blocked' });
    door.connections.troubles.set('campaigns', { state: 'failed', code: 'campaigns-not-allowed', detail: 'code 35' });
    await toConnections();
    expect(await accessibilityFindings()).toEqual([]);
    await button(/^Cambiar: entregasdelsur/).click();
    await page.getByText('Ajustes avanzados').click();
    await button('Revisar todo').click();
    await expect.element(page.getByText('Bien 6 · Avisos 1 · Fallas 1')).toBeVisible();
    expect(await accessibilityFindings()).toEqual([]);
  });
});
