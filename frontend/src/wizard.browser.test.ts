import { beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';

// Writing an active message in the whole window, each step and what stands in its way.

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

const sheet = page.getByRole('dialog', { name: 'Mensaje activo' });
const preview = sheet.getByRole('group', { name: 'Así se verá' }).first();
const field = (place: string) =>
  document.querySelector<HTMLInputElement>(`.sheet [data-place="${place}"] :is(input, textarea)`);
const valueOf = (place: string) => expect.poll(() => field(place)?.value);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const next = () => userEvent.keyboard('{Control>}{Enter}{/Control}');
const commands = (door: FakeDoor, name: string) => door.done.filter((done) => done.name === name);

async function opened(options: FakeOptions = {}): Promise<FakeDoor> {
  const door = fakeDoor({ language: 'es', undoSeconds: 5, ...options });
  await render(App, { door });
  await button('Mensaje activo').click();
  await expect.element(sheet.getByRole('searchbox')).toHaveFocus();
  await expect.element(sheet.getByRole('option').first()).toBeInTheDocument();
  return door;
}

/** The step of variables of a template, for a contact. */
async function filling(templateId: string, options: FakeOptions = {}, contactId = 'gabriela'): Promise<FakeDoor> {
  const door = fakeDoor({ language: 'es', undoSeconds: 5, ...options });
  const [bot = ''] = templateId.split('/');
  const name = contactId === 'gabriela' ? 'Gabriela Méndez' : 'Nadia Ruiz';
  const phone = contactId === 'gabriela' ? '+573105550188' : '+573105550101';
  await door.do.saveDraft({
    id: 'd1',
    step: 'values',
    templateId,
    bot,
    contactId,
    phone,
    region: 'CO',
    name,
    values: {},
    retryOf: '',
    updatedAt: 0,
  });
  await render(App, { door });
  await button('Borradores').click();
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await expect.poll(() => document.querySelector('.sheet [data-place] input')).not.toBeNull();
  // A field is found by its label, and the preview's values, which come after, bear labels too.
  await expect.poll(() => document.querySelector('.sheet .bubble [data-place]')).not.toBeNull();
  return door;
}

async function fill(values: Record<string, string>) {
  for (const [place, value] of Object.entries(values)) {
    await expect.poll(() => field(place)).not.toBeNull();
    await userEvent.fill(field(place) as HTMLInputElement, value);
  }
}

const pickup = 'entregas/aviso_retiro_sucursal/es_MX';
const retiro = { 'body.1': 'Gabriela', 'body.2': 'Chapinero', 'body.3': '28/11' };

describe('fields', () => {
  test('are called by the words before the variable, and a name by the greeting', async () => {
    await filling(pickup);
    for (const name of ['Nombre', 'Está en', 'Retirarlo hasta']) {
      await expect.element(sheet.getByRole('textbox', { name })).toBeVisible();
    }
  });

  test('a one-time code is one field that fills the message and its button', async () => {
    const door = await filling('casa/codigo_acceso/es');
    expect(document.querySelectorAll('.sheet [data-place] input').length).toBe(1);
    await fill({ 'body.1': '482913' });
    await expect.element(preview).toHaveTextContent('482913 es tu código');
    await expect.element(button(/^Mandar/)).not.toHaveAttribute('aria-disabled');
    await next();
    await expect.poll(() => commands(door, 'sendActiveMessage').length).toBe(1);
    expect(commands(door, 'sendActiveMessage')[0]?.given[0]).toMatchObject({
      values: { 'body.1': '482913', 'button.0.code': '482913' },
    });
  });

  test('an offer ends at a day and time, and leaves as milliseconds', async () => {
    const door = await filling('casa/cupon_bienvenida/es');
    const ends = new Date(Date.now() + 86_400_000);
    ends.setSeconds(0, 0);
    const local = new Date(ends.getTime() - ends.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await fill({ 'body.1': 'Gabriela', 'button.0.code': 'HOLA20', 'offer.expires': local });
    await expect.element(button(/^Mandar/)).not.toHaveAttribute('aria-disabled');
    await next();
    await expect.poll(() => commands(door, 'sendActiveMessage').length).toBe(1);
    expect(commands(door, 'sendActiveMessage')[0]?.given[0]).toMatchObject({
      values: { 'offer.expires': String(ends.getTime()) },
    });
  });

  test('the end of an offer is typed in the order of the language, and read back', async () => {
    await filling('casa/cupon_bienvenida/es');
    await fill({ 'offer.expires': '5/1/2099' });
    const expiry = sheet.getByRole('textbox', { name: 'Vence' });
    await expect.element(sheet.getByText('Lunes, 5 ene 2099, 23:59')).toBeVisible();
    await sheet.getByRole('textbox', { name: 'Hora' }).fill('6 pm');
    await expect.element(sheet.getByText('Lunes, 5 ene 2099, 18:00')).toBeVisible();
    await sheet.getByRole('textbox', { name: /^Código/ }).click();
    await expect.element(expiry).toHaveValue('05/01/2099');
    await expiry.fill('31/02/2099');
    await expect.element(sheet.getByText('Escribe el día como dd/mm/aaaa.')).toBeVisible();
  });

  test('what is pasted loses its line breaks, and says so', async () => {
    await filling(pickup);
    const input = field('body.2') as HTMLInputElement;
    input.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Calle 12\n\tChapinero');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await valueOf('body.2').toBe('Calle 12 Chapinero');
    await expect.element(page.getByText('Se quitaron saltos de línea y espacios de más.')).toBeVisible();
  });

  test('a click on a variable in the preview leads to its field', async () => {
    await filling(pickup);
    await sheet.getByRole('button', { name: /Editar Está en/ }).click();
    await expect.poll(() => document.activeElement).toBe(field('body.2'));
  });

  test('the name of somebody new is on offer though there is no contact', async () => {
    await filling(pickup, {}, '');
    (field('body.1') as HTMLInputElement).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await page.getByRole('menuitemradio', { name: /Primer nombre/ }).click();
    await valueOf('body.1').toBe('Nadia');
  });

  test('what the contact lacks is offered with a way on', async () => {
    await filling(pickup, {}, '');
    (field('body.2') as HTMLInputElement).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await page.getByRole('menuitemradio', { name: /Correo.*Vacío en el contacto/ }).click();
    await expect.poll(() => document.activeElement).toBe(field('body.2'));
    await expect.element(sheet.getByText('Correo: el contacto no lo tiene. Escríbelo aquí.')).toBeVisible();
    await button('Usar +573105550101').click();
    await valueOf('body.2').toBe('+573105550101');
    expect(sheet.getByText(/el contacto no lo tiene/).query()).toBeNull();
  });
});

describe('what stands in the way of sending', () => {
  test('a finding is fixed by one click, and a warning is understood', async () => {
    await filling('entregas/aviso_entrega/es');
    await fill({
      'header.media': 'https://cdn.example/hoy.jpg',
      'body.1': 'Gabriela',
      'body.2': 'A-20417',
      'body.3': 'a las 9⏎o a las 10',
      'body.4': 'Óscar',
      'button.0.url': 'A-20417',
    });
    await button('Quitar salto').click();
    await valueOf('body.3').toBe('a las 9 o a las 10');
    await button('Entendido').click();
    await expect.element(page.getByText('Nada que corregir')).toBeVisible();
    await expect.element(button(/^Mandar/)).not.toHaveAttribute('aria-disabled');
  });

  test('what is empty is said once sending was asked for, with the way to it', async () => {
    await filling(pickup);
    await fill({ 'body.1': 'Gabriela' });
    expect(sheet.getByText('Falta Está en.').query()).toBeNull();
    await next();
    await expect.element(sheet.getByText('Falta Está en.').first()).toBeVisible();
    await expect.poll(() => document.activeElement).toBe(field('body.2'));
  });

  test('a finding is told once: in the list, tied to its field', async () => {
    await filling(pickup);
    await fill({ 'body.1': 'Gabriela', 'body.2': 'a las 9⏎o a las 10', 'body.3': '28/11' });
    const told = sheet.getByText(/Está en tiene un salto de línea/);
    await expect.element(told).toBeVisible();
    expect(told.elements()).toHaveLength(1);
    const finding = told.element().closest('.finding');
    expect(field('body.2')?.getAttribute('aria-describedby')).toContain(finding?.id);
    expect(field('body.2')?.getAttribute('aria-invalid')).toBe('true');
  });

  test('Mandar that cannot be yet lists what is missing and leads to the first, by mouse too', async () => {
    await filling(pickup);
    await fill({ 'body.1': 'Gabriela' });
    await button(/^Mandar/).click({ force: true });
    await expect.element(sheet.getByText('Falta Está en.')).toBeVisible();
    await expect.element(sheet.getByText('Falta Retirarlo hasta.')).toBeVisible();
    await expect.poll(() => document.activeElement).toBe(field('body.2'));
  });

  test('nothing is called right while it is still looked at', async () => {
    await filling('entregas/aviso_entrega/es', { delay: 400 });
    await fill({ 'header.media': 'https://cdn.example/hoy.jpg' });
    expect(page.getByText('Nada que corregir').query()).toBeNull();
  });

  test('a file of another kind is refused in words', async () => {
    await filling('entregas/aviso_entrega/es');
    await fill({ 'header.media': 'https://cdn.example/factura.pdf' });
    await expect.element(page.getByText(/PDF, y aquí va una imagen/)).toBeVisible();
    await fill({ 'header.media': 'https://cdn.example/hoy.jpg' });
    await expect.element(page.getByText(/Se puede abrir: JPG/)).toBeVisible();
  });

  test('a link says that it is being opened, and then the picture stands in its place', async () => {
    await filling('entregas/aviso_entrega/es', { delay: 400 });
    await fill({ 'header.media': 'https://cdn.example/hoy.jpg' });
    await expect.element(sheet.getByText('Abriendo el enlace')).toBeVisible();
    expect(preview.element().querySelector('img')).toBeNull();
    await expect.poll(() => preview.element().querySelector('img')?.naturalWidth ?? 0).toBeGreaterThan(0);
    await expect.element(sheet.getByText('Abriendo el enlace')).not.toBeInTheDocument();
  });

  test('a film stands in its place with its controls', async () => {
    await filling('casa/tutorial_armado/pt_BR');
    await fill({ 'header.media': 'https://cdn.example/armado.mp4' });
    await expect.poll(() => preview.element().querySelector('video')?.controls).toBe(true);
  });

  test('a document says its pages, in its field and in its place', async () => {
    await filling('cobranzas/factura_mes/es');
    await fill({ 'header.media': 'https://cdn.example/factura.pdf' });
    await expect.element(page.getByText(/Se puede abrir: PDF.*2 páginas/)).toBeVisible();
    await expect.element(preview.getByText(/PDF · .*2 páginas/)).toBeVisible();
  });

  test('a refused send says why and keeps the draft', async () => {
    const door = await filling(pickup);
    await fill(retiro);
    await expect.element(button(/^Mandar/)).not.toHaveAttribute('aria-disabled');
    door.refuse('sendActiveMessage', 'recipient-in-attendance');
    await next();
    await expect.element(page.getByText(/Tiene un ticket abierto\./).first()).toBeVisible();
    expect(field('body.2')?.value).toBe('Chapinero');
    await expect.poll(() => [...door.drafts.values()][0]?.values['body.2']).toBe('Chapinero');
  });

  test('going away while writing says why it cannot be sent', async () => {
    const door = await filling(pickup);
    await fill(retiro);
    door.setPresence('Invisible');
    await expect.element(page.getByText(/Ponte en línea para mandarlo/).first()).toBeVisible();
    await next();
    expect(commands(door, 'sendActiveMessage')).toEqual([]);
  });
});

test('the confirmation comes when the platform took it, and leads to Sent', async () => {
  const door = await filling(pickup);
  await fill(retiro);
  await expect.element(button(/^Mandar/)).not.toHaveAttribute('aria-disabled');
  await next();
  const notices = page.getByRole('region', { name: 'Avisos' });
  await expect.element(notices.getByText('Saliendo para Gabriela Méndez')).toBeVisible();
  expect(notices.getByText(/Mensaje activo enviado/).query()).toBeNull();
  await notices.getByRole('button', { name: 'Cerrar aviso' }).click();
  await expect.poll(() => commands(door, 'dispatchActiveMessage').length).toBe(1);
  await expect.element(notices.getByText('Mensaje activo enviado a Gabriela Méndez')).toBeVisible();
  await notices.getByRole('button', { name: 'Ver en Enviados' }).click();
  await expect.element(page.getByRole('main', { name: 'Gabriela Méndez' })).toBeVisible();
});

test('a contact is found with initials, phone, e-mail and, where there was one, the last contact', async () => {
  await opened();
  await userEvent.keyboard('{Enter}gab');
  const gabriela = sheet.getByRole('option', { name: /Gabriela Méndez/ });
  await expect.element(gabriela).toHaveTextContent(/\+57\s310.*gabriela@correo\.example.*Último contacto (hoy|ayer)/);
  expect(gabriela.element().querySelector('.avatar')?.getAttribute('data-letters')).toBe('GM');
  await userEvent.fill(sheet.getByRole('combobox', { name: 'Nombre, teléfono o correo' }), 'elena');
  const elena = sheet.getByRole('option', { name: /Elena Vargas/ });
  await expect.element(elena).toBeVisible();
  expect(elena.element().textContent).not.toContain('Último contacto');
});

test('a number with its + names its own country', async () => {
  await opened();
  await userEvent.keyboard('{Enter}');
  await page.getByRole('radio', { name: 'Número nuevo' }).click();
  await expect.poll(() => document.querySelector('.recipient-new .select')?.textContent).toContain('CO +57');
  await userEvent.fill(sheet.getByRole('textbox', { name: 'Teléfono' }), '+57 310 555 0188');
  await button('Usar a Gabriela Méndez').click();
  await expect.element(button('Quitar a Gabriela Méndez')).toBeVisible();
});

test('the country follows the code that is typed, and without one is that of the chatbot', async () => {
  await opened();
  await userEvent.keyboard('{Enter}');
  await page.getByRole('radio', { name: 'Número nuevo' }).click();
  const country = () => document.querySelector('.recipient-new .select')?.textContent;
  await userEvent.fill(sheet.getByRole('textbox', { name: 'Teléfono' }), '+52');
  await expect.poll(country).toContain('MX +52');
  await userEvent.fill(sheet.getByRole('textbox', { name: 'Teléfono' }), '310 555');
  await expect.poll(country).toContain('CO +57');
});

test('a ticket that opens while one writes is told before going on', async () => {
  const { tickets } = await import('./bridge/fake/people');
  await filling(pickup);
  await fill(retiro);
  await expect.element(button(/^Mandar/)).not.toHaveAttribute('aria-disabled');
  tickets['gabriela'] = { agent: 'Bruno Díaz', minutes: 1, waiting: false };
  try {
    await expect.element(button(/^Mandar/), { timeout: 15_000 }).toHaveAttribute('aria-disabled');
    await expect.element(sheet.getByRole('status')).toHaveTextContent(/ticket abierto/);
  } finally {
    delete tickets['gabriela'];
  }
});

test('drafts are thrown away one by one, and come back', async () => {
  const door = await filling(pickup);
  await userEvent.keyboard('{Escape}');
  await button('Borradores').click();
  await button('Descartar el borrador para Gabriela Méndez, aviso_retiro_sucursal').click();
  await expect.poll(() => door.drafts.size).toBe(0);
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect.poll(() => [...door.drafts.values()][0]?.name).toBe('Gabriela Méndez');
});

test('the full template draws its cards side by side, and Escape comes back to the step', async () => {
  await opened();
  await userEvent.keyboard('coleccion');
  await expect.element(preview).toHaveTextContent('llegó lo nuevo');
  await button('Ver modelo completo').click();
  const full = page.getByRole('dialog', { name: 'Modelo completo' });
  await expect.element(full.getByRole('list', { name: 'Carrusel' }).getByRole('listitem')).toHaveLength(3);
  await userEvent.keyboard('{Escape}');
  await expect.element(full).not.toBeInTheDocument();
  await expect.element(sheet).toBeVisible();
});

test('opening and closing leaves no draft behind', async () => {
  const door = await opened();
  await expect.element(preview).toHaveTextContent('Hola');
  await userEvent.keyboard('{Escape}');
  await expect.element(sheet).not.toBeInTheDocument();
  expect(door.drafts.size).toBe(0);
});
