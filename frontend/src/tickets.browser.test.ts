import { beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeOptions } from './bridge/fake';
import { blankRow, pastRows } from './bridge/fake/sends';
import { blankTicket } from './bridge/fake/tickets';
import './styles';
import { setAppearance } from './ui/appearance';
import { accessibilityFindings } from './ui/testing/axe';

async function open(options: FakeOptions = {}) {
  const door = fakeDoor({ language: 'es', tickets: true, ...options });
  await render(App, { door });
  await expect.element(page.getByRole('navigation').first()).toBeVisible();
  return door;
}
const tab = (name: RegExp) => page.getByRole('tab', { name });
const row = (name: string | RegExp) => page.getByRole('option', { name });
const names = () => [...document.querySelectorAll('[role=option] .row__name')].map((name) => name.textContent);
const conversation = (name: string) => page.getByRole('main', { name: `Conversación con ${name}` });
const composer = (name: string) => page.getByRole('textbox', { name: `Respuesta para ${name}` });
const done = (door: Awaited<ReturnType<typeof open>>, name: string) => door.done.filter((one) => one.name === name);

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('the lists', () => {
  test('a desk with conversations begins with them, the latest first; who waits for me stands above', async () => {
    await open();
    await expect.element(tab(/^En proceso/)).toHaveAttribute('aria-selected', 'true');
    await expect
      .poll(names)
      .toEqual(['Rita Lima', 'Diego Quispe Salas', 'Lucía Herrera', 'Valentina Rojas', 'Sofía Castillo']);
    await expect
      .element(page.getByRole('region', { name: 'Te espera solo a ti' }))
      .toHaveTextContent('Mateo Fernández');
    await expect.element(row(/Diego Quispe Salas, 2 sin leer, No me llegó la factura/)).toBeInTheDocument();
    await expect.element(row(/Valentina Rojas, 1 sin leer, Nota de voz/)).toBeInTheDocument();
    await expect.element(row(/Lucía Herrera, Leído, Listo, quedó para el jueves/)).toBeInTheDocument();
  });

  test('tabs count live, and Ctrl 1, 2 and 3 lead to them', async () => {
    const door = await open();
    await expect.element(tab(/^En espera 2 en espera/)).toBeInTheDocument();
    door.putTicket({ ...blankTicket, id: 'new', name: 'Hugo Salas', createdAt: Date.now(), lastAt: Date.now() });
    await expect.element(tab(/^En espera 3 en espera/)).toBeInTheDocument();
    await userEvent.keyboard('{Control>}1{/Control}');
    await expect.element(tab(/^En espera/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('button', { name: 'Atender a Mateo Fernández' })).toHaveFocus();
    await userEvent.keyboard('{Control>}3{/Control}');
    await expect.element(page.getByRole('listbox', { name: 'Mensajes activos enviados' })).toHaveFocus();
    await userEvent.keyboard('{Control>}2{/Control}');
    await expect.element(page.getByRole('listbox', { name: 'En proceso' })).toHaveFocus();
  });

  test('search finds by the last message, and nobody says so', async () => {
    await open();
    await userEvent.keyboard('{Control>}2{/Control}/factura');
    await expect.poll(names).toEqual(['Diego Quispe Salas']);
    await userEvent.keyboard('zzz');
    await expect.element(page.getByText('Nadie coincide.')).toBeVisible();
    await page.getByRole('button', { name: 'Quitar filtros' }).click();
    await expect.poll(() => names().length).toBe(5);
  });

  test('without tickets on the platform the tabs are not there', async () => {
    await open({ without: ['tickets'], tickets: false });
    await expect.element(tab(/^Enviados/)).toBeVisible();
    await expect.element(tab(/^En espera/)).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}1{/Control}');
    await expect.element(tab(/^Enviados/)).toHaveAttribute('aria-selected', 'true');
  });

  test('an empty list says that nobody waits, that one is up to date', async () => {
    await open({ tickets: false });
    await userEvent.keyboard('{Control>}1{/Control}');
    await expect.element(page.getByText('Nadie espera.')).toBeVisible();
    await userEvent.keyboard('{Control>}2{/Control}');
    await expect.element(page.getByText('Estás al día.')).toBeVisible();
  });

  test('a supervisor sees for whom others wait', async () => {
    const door = await open({ role: 'supervisor' });
    const camilas = { reservedFor: 'camila.rios@activa.local', agentName: 'Camila Ríos', why: 'sender-invisible' };
    const held = { ...blankTicket, ...camilas, id: 'held', name: 'Hugo Salas', lastKind: 'text' };
    door.putTicket({ ...held, createdAt: Date.now(), lastAt: Date.now() });
    await userEvent.keyboard('{Control>}1{/Control}');
    await row(/Esperan a un colega. Hugo Salas, Espera solo a Camila Ríos/).click();
    await expect.element(page.getByRole('button', { name: 'Transferir' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Atender', exact: true })).not.toBeInTheDocument();
    // It said that they had answered the supervisor's own message, and named the account.
    const said = page.getByText('Respondió al mensaje de Camila Ríos, que estaba invisible.');
    await expect.element(said).toBeVisible();
    await expect.element(conversation('Hugo Salas')).toHaveTextContent('Espera solo a Camila Ríos.');
  });

  test('rows keep still under a hand, and are put in order once it is gone', async () => {
    const door = await open();
    await row(/Lucía Herrera/).hover();
    door.write('ticket-sofia', '¿Y entonces?');
    await expect.element(row(/Sofía Castillo, 1 sin leer/)).toBeInTheDocument();
    expect(names()[0]).toBe('Rita Lima');
    await userEvent.unhover(row(/Lucía Herrera/));
    await expect.poll(() => names()[0], { timeout: 9000 }).toBe('Sofía Castillo');
  });
});

describe('taking', () => {
  test('Atender opens the conversation in En proceso with the caret in the answer', async () => {
    const door = await open();
    await userEvent.keyboard('{Control>}1{/Control}{Enter}');
    await expect.element(conversation('Mateo Fernández')).toBeVisible();
    await expect.element(tab(/^En proceso/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(composer('Mateo Fernández')).toHaveFocus();
    expect(done(door, 'takeTicket').map(({ given }) => given)).toEqual([['ticket-mateo']]);
  });

  test('from the queue by Ctrl Enter on the opened row, and one that a colleague took is told', async () => {
    const door = await open();
    await userEvent.keyboard('{Control>}1{/Control}');
    await row(/Elena Vargas/).click();
    door.refuse('takeTicket', 'ticket-taken-by-another');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(page.getByText(/Ya lo atiende otra persona/).first()).toBeVisible();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(composer('Elena Vargas')).toHaveFocus();
  });

  test('what waits for me alone says why', async () => {
    await open();
    await page.getByRole('button', { name: /^Mateo Fernández.*Respondió a tu mensaje durante tu pausa/ }).click();
    await expect.element(conversation('Mateo Fernández')).toBeVisible();
    await expect.element(page.getByRole('complementary', { name: 'Contacto' })).toHaveTextContent('durante tu pausa');
  });
});

describe('a customer answers', () => {
  test('the opened send becomes the conversation in its place, list and focus with it', async () => {
    const door = await open({ tickets: false });
    await row(/Rita Lima/).click();
    await expect.element(page.getByRole('main', { name: 'Rita Lima' })).toBeVisible();
    door.reply('past-1', 'Estaré en casa');
    await expect.element(conversation('Rita Lima')).toBeVisible();
    await expect.element(tab(/^En proceso/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(row(/Rita Lima/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('listbox', { name: 'En proceso' })).toHaveFocus();
    await expect.element(tab(/^Enviados/)).toHaveTextContent('8');
  });

  test('a send that met the ticket leads to it; once that is over it may be sent again', async () => {
    const door = await open({ tickets: false });
    const answered = pastRows(Date.now()).find(({ id }) => id === 'past-1') ?? blankRow;
    const ticket = door.reply('past-1', 'Estaré en casa');
    const reason = { code: 1602, description: 'busy', key: 'in-attendance', action: 'open-ticket', waitHours: 0 };
    door.put({ ...answered, id: 'met', status: 'failed', createdAt: Date.now(), failedAt: Date.now(), reason });
    await row(/Rita Lima, Falló/).click();
    await page.getByRole('button', { name: 'Ver el ticket' }).click();
    await expect.element(conversation('Rita Lima')).toBeVisible();
    await tab(/^Enviados/).click();
    await row(/Rita Lima, Falló/).click();
    door.endTicket(ticket, { status: 'closed', closure: 'customer' });
    await expect.element(page.getByRole('button', { name: 'Mandar otra vez' })).toBeVisible();
  });

  test('while Invisible it waits for this agent alone, and the conversation stands there to be taken', async () => {
    const door = await open({ tickets: false, presence: 'Invisible' });
    await row(/Rita Lima/).click();
    door.reply('past-1', 'Estaré en casa');
    await expect.element(tab(/^En espera/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(conversation('Rita Lima')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Atender a Rita Lima' })).toHaveFocus();
  });

  test('another one moves nothing and is only said', async () => {
    const door = await open({ tickets: false });
    await row(/João Paz/).click();
    door.reply('past-1', 'Estaré en casa');
    await expect.element(page.getByText('Rita Lima respondió. Está en En proceso.')).toBeInTheDocument();
    await expect.element(page.getByRole('main', { name: 'João Paz' })).toBeVisible();
    await expect.element(tab(/^Enviados/)).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByRole('listbox', { name: 'Mensajes activos enviados' })).toHaveFocus();
  });

  test('nobody who searches is interrupted: the list stays, the conversation opens', async () => {
    const door = await open({ tickets: false });
    await row(/Rita Lima/).click();
    await userEvent.keyboard('/jo');
    door.reply('past-1', 'Estaré en casa');
    await expect.element(conversation('Rita Lima')).toBeVisible();
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    await expect.element(page.getByRole('searchbox')).toHaveValue('jo');
  });
});

describe('notes', () => {
  const noted = (door: Awaited<ReturnType<typeof open>>) => done(door, 'notify').map(({ given }) => given[0]);

  test('a reply and a waiting customer are noted, a click brings them', async () => {
    const door = await open({ tickets: false });
    const id = door.reply('past-1', 'Estaré en casa');
    await expect.poll(() => noted(door)).toEqual([{ rowId: id, title: 'Rita Lima respondió', body: 'Estaré en casa' }]);
    await expect.poll(() => document.title).toBe('(1) Activa');
    door.clickNote(id);
    await expect.element(conversation('Rita Lima')).toBeVisible();
    await expect.poll(() => document.title).toBe('Activa');
    door.setPresence('Paused');
    const other = door.reply('past-3', '¿A qué hora?');
    await expect
      .poll(() => noted(door).at(-1))
      .toEqual({ rowId: other, title: 'Mateo Fernández te espera solo a ti', body: '¿A qué hora?' });
  });

  test('nothing is noted of a reply whose conversation opens in the place of the send on the screen', async () => {
    const door = await open({ tickets: false });
    await row(/Rita Lima/).click();
    window.focus();
    door.reply('past-1', 'Estaré en casa');
    await expect.element(conversation('Rita Lima')).toBeVisible();
    const other = door.reply('past-3', '¿A qué hora?');
    await expect.poll(() => noted(door)).toMatchObject([{ rowId: other }]);
  });

  test('nothing is noted of the conversation on the screen, nor of what was turned off', async () => {
    const door = await open();
    await row(/Rita Lima/).click();
    await expect.element(conversation('Rita Lima')).toBeVisible();
    window.focus();
    door.write('ticket-rita', 'Gracias');
    const { settings } = await door.ask.snapshot();
    await door.do.changeSettings({ ...settings, notifyReplies: false, sounds: false });
    door.write('ticket-diego', '¿Hola?');
    await expect.element(row(/Diego Quispe Salas, 3 sin leer/)).toBeInTheDocument();
    expect(noted(door)).toEqual([]);
  });
});

describe('what is done with a ticket', () => {
  async function talk() {
    const door = await open();
    await row(/Rita Lima/).click();
    await expect.element(conversation('Rita Lima')).toBeVisible();
    return door;
  }

  test('it is closed with its tags by keyboard, and stays to be read', async () => {
    const door = await talk();
    await page.getByRole('button', { name: 'Cerrar ticket' }).click();
    await page.getByRole('button', { name: 'Reclamo' }).click();
    await page.getByRole('textbox', { name: 'Otra etiqueta' }).fill('Portón verde');
    await userEvent.keyboard('{Enter}{Control>}{Enter}{/Control}');
    await expect.element(page.getByText('Cerraste este ticket')).toBeVisible();
    const tags = ['Clienta frecuente', 'São Paulo', 'Reclamo', 'Portón verde'];
    expect(done(door, 'closeTicket')[0]?.given).toEqual(['ticket-rita', tags]);
    await expect.element(row(/Rita Lima/)).not.toBeInTheDocument();
    await expect.element(conversation('Rita Lima')).toHaveTextContent('Perfecto, gracias');
  });

  test('it goes to a queue with a note, and says where it went', async () => {
    const door = await talk();
    await page.getByRole('button', { name: 'Transferir' }).click();
    await page.getByRole('searchbox', { name: 'Buscar agente o cola' }).fill('fact');
    await row(/Colas. Facturas/).click();
    await page.getByRole('textbox', { name: 'Nota para quien sigue' }).fill('Pide copia');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(page.getByText('Rita Lima pasó a Facturas.')).toBeVisible();
    expect(done(door, 'transferTicket')[0]?.given).toEqual([
      { ticket: 'ticket-rita', agent: '', queue: 'Facturas', note: 'Pide copia' },
    ]);
  });

  test('where the window is low the middle of the transfer scrolls, and its buttons stay', async () => {
    await talk();
    const { innerWidth, innerHeight } = window;
    await page.viewport(640, 400);
    await page.getByRole('button', { name: 'Transferir' }).click();
    const dialog = page.getByRole('alertdialog');
    const give = dialog.getByRole('button', { name: 'Transferir' });
    await expect.element(give).toBeInViewport({ ratio: 1 });
    await dialog.getByRole('textbox', { name: 'Nota para quien sigue' }).click();
    await expect.element(give).toBeInViewport({ ratio: 1 });
    await page.viewport(innerWidth, innerHeight);
  });

  test.each([
    ['the customer ends it', { status: 'closed', closure: 'customer' }, 'El cliente terminó la conversación'],
    ['nobody wrote any more', { status: 'closed', closure: 'inactivity' }, 'Se cerró por falta de actividad'],
    ['a colleague has it', { status: 'open', mine: false, agentName: 'Bruno Díaz' }, 'Lo atiende Bruno Díaz'],
  ])('%s while it is open: said in place, and it can be read', async (_, became, words) => {
    const door = await talk();
    door.endTicket('ticket-rita', became);
    await expect.element(page.getByText(words).first()).toBeVisible();
    await expect.element(composer('Rita Lima')).not.toBeInTheDocument();
    await expect.element(conversation('Rita Lima')).toHaveTextContent('Perfecto, gracias');
  });

  test('the contact’s fields are put right, and what is taken away goes along empty', async () => {
    const door = await talk();
    await page.getByRole('button', { name: 'Editar' }).click();
    await page.getByRole('textbox', { name: 'Correo' }).fill('rita.lima@correo.example');
    await page.getByRole('button', { name: 'Quitar pedido' }).click();
    await userEvent.click(page.getByRole('button', { name: 'Guardar' }));
    await expect.element(page.getByText('rita.lima@correo.example')).toBeVisible();
    expect(done(door, 'changeContact')[0]?.given[0]).toMatchObject({
      email: 'rita.lima@correo.example',
      fields: [{ name: 'pedido', value: '' }],
    });
  });

  test('a comment is added for the team', async () => {
    const door = await talk();
    await page.getByRole('button', { name: 'Agregar comentario' }).click();
    await userEvent.keyboard('Tiene perro');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect.element(page.getByText('Tiene perro')).toBeVisible();
    expect(done(door, 'addComment')[0]?.given).toEqual(['entregas', 'rita', 'Tiene perro']);
  });

  test('the palette finds a conversation', async () => {
    await open();
    await userEvent.keyboard('{Control>}k{/Control}quispe');
    await page.getByRole('option', { name: /Diego Quispe Salas.*En proceso/ }).click();
    await expect.element(conversation('Diego Quispe Salas')).toBeVisible();
  });
});

describe('prepared answers in the palette', () => {
  const palette = () => page.getByRole('dialog', { name: 'Una línea' });
  const found = (name: RegExp) => palette().getByRole('option', { name });

  test('one is found by its category and comes to the caret; what it lacks is selected, and nothing leaves', async () => {
    const door = await open();
    await row(/Rita Lima/).click();
    await composer('Rita Lima').fill('Rita');
    await userEvent.keyboard('{Control>}k{/Control}entregas');
    await expect.element(found(/^Demora Entregas · Tu pedido/)).toBeVisible();
    await found(/^Demora/).click();
    await expect.element(palette()).not.toBeInTheDocument();
    await expect.element(composer('Rita Lima')).toHaveFocus();
    await expect.element(page.getByText(/Falta completar: pedido/)).toBeVisible();
    await userEvent.keyboard('{Enter}A-20417');
    await expect.element(composer('Rita Lima')).toHaveValue('Rita Tu pedido A-20417 llega hoy, un poco más tarde.');
    expect(done(door, 'sendChatMessage')).toEqual([]);
  });

  test.each([
    ['no conversation', {}, undefined],
    ['one that nobody has taken', {}, /Elena Vargas/],
    ['one whose 24 h are over', { windowEnds: Date.now() - 1 }, /Rita Lima/],
  ])('%s open, none is offered', async (_, changed, name) => {
    const door = await open();
    door.putTicket({ ...door.tickets.row('ticket-rita'), ...changed });
    if (name?.test('Elena Vargas')) await tab(/^En espera/).click();
    if (name) await row(name).click();
    await userEvent.keyboard('{Control>}k{/Control}despedida');
    await expect.element(found(/Buscar “despedida”/)).toBeVisible();
    expect(found(/Gracias por escribirnos/).elements()).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('axe, %s', (theme) => {
  test.each([
    ['En proceso', () => row(/Rita Lima/).click()],
    ['En espera', async () => void (await userEvent.keyboard('{Control>}1{/Control}'))],
    [
      'transfer',
      async () => (await row(/Rita Lima/).click(), page.getByRole('button', { name: 'Transferir' }).click()),
    ],
    [
      'close',
      async () => (await row(/Rita Lima/).click(), page.getByRole('button', { name: 'Cerrar ticket' }).click()),
    ],
    ['edit', async () => (await row(/Rita Lima/).click(), page.getByRole('button', { name: 'Editar' }).click())],
  ])('%s', async (_, act) => {
    const door = await open();
    const { settings } = await door.ask.snapshot();
    await door.do.changeSettings({ ...settings, theme });
    await act();
    await new Promise((drawn) => setTimeout(drawn, 300));
    expect(await accessibilityFindings()).toEqual([]);
  });
});
