// Conversations and the customers who wait.
import { button, dialog, hold, line, open, press, refuse, then } from './steps.mjs';

const typed = (text) => async (page) => {
  await page.locator('.composer__text').waitFor();
  await page.locator('.composer__text').pressSequentially(text);
};
/** Lets files fall on the conversation, as from another window. */
const dropped =
  (...files) =>
  async (page) => {
    await page.locator('.composer__text').waitFor();
    await page.locator('.conversation').evaluate((element, given) => {
      const dataTransfer = new globalThis.DataTransfer();
      for (const [name, type, size] of given)
        dataTransfer.items.add(new globalThis.File([new Uint8Array(size)], name, { type }));
      element.dispatchEvent(new globalThis.DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, files);
  };
const filled = (text) => (page) => page.locator('.composer__text').fill(text);
const inDialog = (text) => (page) => page.locator('.dialog input').first().fill(text);
/** Files are held over the window. */
const dragged = (page) =>
  page.locator('.conversation').evaluate((element) => {
    const dataTransfer = new globalThis.DataTransfer();
    dataTransfer.items.add(new globalThis.File(['x'], 'entrada.png', { type: 'image/png' }));
    element.dispatchEvent(new globalThis.DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });
/** Rita's conversation goes back further than a page. */
const further = (page) =>
  page.evaluate(() => {
    const { messages } = globalThis.door.tickets;
    const said = messages.get('ticket-rita');
    const before = (index) => ({
      ...said[index % said.length],
      id: `before-${index}`,
      at: said[0].at - (99 - index) * 60_000,
    });
    messages.set('ticket-rita', [...Array.from({ length: 99 }, (_, index) => before(index)), ...said]);
  });
/** Goes up to where earlier messages are asked for. */
const upward = async (page) => {
  await page.getByRole('log').waitFor();
  await page.waitForTimeout(300);
  await page.getByRole('log').evaluate((element) => element.scrollTo(0, 0));
};
/** An answer that waits for the line. */
const waitsForLine = (page) =>
  page.evaluate(() => {
    const { tickets } = globalThis.door;
    const [, , , ours] = tickets.messages.get('ticket-rita');
    tickets.say({
      ...ours,
      id: 'waits',
      ticket: 'ticket-diego',
      status: 'sending',
      at: Date.parse('2026-11-22T14:57:00'),
    });
  });
const taken = (page) =>
  page.evaluate(() =>
    globalThis.door.endTicket('ticket-elena', { status: 'open', mine: false, agentName: 'Bruno Díaz', endedAt: 0 }),
  );
const given = (id, to) => (page) =>
  page.evaluate(
    ([ticket, became]) => {
      const { tickets } = globalThis.door;
      tickets.put({ ...tickets.row(ticket), ...became });
    },
    [id, to],
  );
const inactive = (page) =>
  page.evaluate(() => globalThis.door.endTicket('ticket-rita', { status: 'closed', closure: 'inactivity', agent: '' }));
/** Texts that are read from right to left, alone and between others. */
const rightToLeft = (page) =>
  page.evaluate(() => {
    const { tickets } = globalThis.door;
    for (const text of ['مرحبا، متى يصل طلبي رقم A-20398؟', 'שלום! 12:30 ליד ה-portón', 'Mi hermana escribe مرحبا así'])
      tickets.write('ticket-rita', text);
  });
/** Ten thousand messages, and two hundred more while the person reads further up. */
const crowded = (page) =>
  page.evaluate(() => {
    const { messages } = globalThis.door.tickets;
    const said = messages.get('ticket-rita');
    const before = (index) => ({
      ...said[1 + (index % 4)],
      id: `before-${index}`,
      at: said[0].at - (9999 - index) * 60_000,
    });
    messages.set('ticket-rita', [...Array.from({ length: 9999 }, (_, index) => before(index)), ...said]);
  });
const arrived = (page) =>
  page.evaluate(() => {
    for (let index = 0; index < 200; index += 1) globalThis.door.tickets.write('ticket-rita', `Mensaje ${index + 1}`);
  });
const someWay = async (page) => {
  await page.getByRole('log').hover();
  await page.mouse.wheel(0, -300);
  await page
    .getByRole('button', { name: /final|fim|end|latest|último/i })
    .first()
    .waitFor();
};
/** A contact of whom everything is known, at length. */
const longCard = (page) =>
  page.evaluate(() => {
    const { cards, rows } = globalThis.door.tickets;
    const { contactId, bot, name, phone, phoneShown } = rows.get('ticket-rita');
    const fields = [
      ['pedido', 'A-20398'],
      [
        'Dirección de entrega y punto de referencia',
        'Rua das Acácias 482, bloco B, apartamento 1203, Vila Nova Conceição, São Paulo',
      ],
      ['enlace', 'https://entregasdelsur.example/pedidos/2026/noviembre/A-20398-0000-1111-2222'],
      ['observaciones', 'Llamar antes. '.repeat(14)],
    ].map(([field, value]) => ({ name: field, value }));
    const email = 'rita.aparecida.lima.de.souza.e.silva.departamento.de.compras@correo-muy-largo.example';
    cards.set(contactId, { id: contactId, bot, name, phone, phoneShown, email, fields, editable: true });
  });
const noComments = (page) => page.evaluate(() => globalThis.door.tickets.comments.splice(0));
const shown = (place) => (page) =>
  page
    .locator(place)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
const photo = ['entrada.png', 'image/png', 240_000];
const longNamed = ['Factura noviembre 2026 con un nombre muy largo.pdf', 'application/pdf', 188_416];
const film = ['patio.mp4', 'video/mp4', 2_400_000];
const invoice = ['Factura noviembre 2026.pdf', 'application/pdf', 188_416];

const tool = (index) => async (page) => {
  await page.locator('.composer__tools .button').nth(index).click();
};
const aside = (top) => async (page) => {
  await page.locator('.detail__aside .earlier').first().waitFor();
  await page.locator('.detail__aside').evaluate((element, at) => element.scrollTo(0, at), top);
  if (top > 0) await page.locator('.detail__aside > :last-child').evaluate((element) => element.scrollIntoView(false));
};
const transfer = button(/^(Transferir|Transfer)$/);
const close = button(/^(Cerrar|Encerrar|Close) ticket$/);

const rita = open('Rita Lima');
export const talk = {
  talk: { scene: 'tickets', act: rita },
  'talk-none': { scene: 'tickets' },
  'talk-empty': { scene: 'empty', act: press('Control+2') },
  'talk-offline': { scene: 'tickets-offline', act: open('Diego Quispe') },
  'talk-long': { scene: 'tickets-supervisor', act: open('Maximiliano') },
  'talk-full': { scene: 'tickets-full', act: rita },
  'talk-kinds': { scene: 'tickets-full', act: open('Diego Quispe') },
  'talk-window': { scene: 'tickets-ended', act: open('Lucía Herrera') },
  'talk-closed': {
    scene: 'tickets-ended',
    act: then(rita, aside(0), (page) => page.locator('.earlier__row').first().click()),
  },
  'talk-typed': {
    scene: 'tickets',
    act: then(
      rita,
      filled('Va en camino. Te aviso cuando llegue a la esquina de tu casa, así no esperas afuera, Rita'),
    ),
  },
  'talk-canned': { scene: 'tickets', act: then(rita, typed('#')) },
  'talk-gap': { scene: 'tickets', act: then(rita, typed('#demora'), press('Enter')) },
  'talk-palette': { scene: 'tickets', act: then(rita, typed('Rita '), line('g')) },
  'talk-emoji': { scene: 'tickets', act: then(rita, tool(1)) },
  'talk-attach': { scene: 'tickets', act: then(rita, tool(0)) },
  'talk-files': { scene: 'tickets', act: then(rita, dropped(longNamed, film)) },
  'talk-aside': { scene: 'tickets', act: then(rita, aside(10_000)) },
  'talk-loading': { scene: 'tickets', act: then(hold('chatMessages'), hold('ticket'), rita) },
  'talk-failed': {
    scene: 'tickets',
    act: then(refuse('chatMessages', 'no-answer'), refuse('ticket', 'no-answer'), rita),
  },
  'talk-older': { scene: 'tickets', act: then(further, rita, hold('chatMessages'), upward) },
  'talk-older-failed': { scene: 'tickets', act: then(further, rita, refuse('chatMessages', 'no-answer'), upward) },
  'talk-waits': { scene: 'tickets-offline', act: then(open('Diego Quispe'), waitsForLine) },
  'talk-refused': {
    scene: 'tickets',
    act: then(rita, refuse('sendChatMessage', 'chat-message-invalid'), typed('Va en camino'), press('Enter')),
  },
  'talk-too-long': { scene: 'tickets', act: then(rita, filled('Va en camino. '.repeat(300))) },
  'talk-uploading': { scene: 'tickets', act: then(hold('upload'), rita, dropped(photo, invoice), press('Enter')) },
  'talk-upload-failed': { scene: 'tickets', act: then(refuse('upload', 'no-answer'), rita, dropped(photo)) },
  'talk-upload-refused': {
    scene: 'tickets',
    act: then(rita, dropped(['catálogo.jpg', 'image/jpeg', 6_400_000], ['precios.zip', 'application/zip', 9000])),
  },
  'talk-dropping': { scene: 'tickets', act: then(rita, dragged) },
  'talk-link': {
    scene: 'tickets',
    act: then(rita, tool(0), press('End'), press('Enter'), dialog, inDialog('https://cdn.entregasdelsur.com/f.zip')),
  },
  'talk-quote': {
    scene: 'tickets-full',
    act: then(rita, filled('Ya casi'), press('Control+ArrowUp'), press('Control+ArrowUp')),
  },
  'talk-comment': {
    scene: 'tickets',
    act: then(noComments, rita, button(/^(Agregar|Adicionar|Add) /), shown('.detail__aside textarea')),
  },
  'talk-comments-none': { scene: 'tickets', act: then(noComments, rita, aside(10_000)) },
  'talk-history': {
    scene: 'tickets',
    act: then(
      rita,
      (page) => page.locator('.detail__aside summary').click(),
      shown('.detail__aside .timeline > :last-child'),
    ),
  },
  'talk-tags': { scene: 'tickets', act: then(rita, button(/^(Etiquetas|Tags)$/), dialog) },
  'talk-close-bare': {
    scene: 'tickets',
    act: then(refuse('ticketTags', 'no-answer'), open('Lucía Herrera'), close, dialog),
  },
  'talk-transfer-chosen': {
    scene: 'tickets',
    act: then(rita, transfer, dialog, inDialog('fact'), (page) =>
      page.getByRole('option', { name: 'Facturas' }).click(),
    ),
  },
  'talk-transfer-none': { scene: 'tickets', act: then(rita, transfer, dialog, inDialog('zzz')) },
  'talk-transfer-failed': {
    scene: 'tickets',
    act: then(refuse('transferTargets', 'no-answer'), rita, transfer, dialog),
  },
  'talk-transfer-loading': { scene: 'tickets', act: then(hold('transferTargets'), rita, transfer, dialog) },
  'talk-transfer': { scene: 'tickets', act: then(rita, transfer, dialog) },
  'talk-close': { scene: 'tickets', act: then(rita, close, dialog) },
  'talk-inactive': { scene: 'tickets', act: then(rita, inactive) },
  'talk-retried': { scene: 'tickets-full', act: then(open('Diego Quispe'), button(/^(Reenviar|Send again)$/)) },
  'talk-right-to-left': { scene: 'tickets', act: then(rita, rightToLeft) },
  'talk-crowded': { scene: 'tickets', act: then(crowded, rita, someWay, arrived) },
  'talk-contact-long': { scene: 'tickets', act: then(longCard, rita) },
  'talk-contact-bare': {
    scene: 'tickets',
    act: then(
      given('ticket-mateo', { name: '', phone: '', phoneShown: '', contactId: 'wa-user' }),
      press('Control+1'),
      (page) => page.locator('.row__open').first().click(),
    ),
  },
  'talk-edit': { scene: 'tickets', act: then(rita, button(/^(Editar|Edit)$/)) },
};

export const waiting = {
  waiting: { scene: 'tickets', act: then(press('Control+1'), open('Elena Vargas')) },
  'waiting-mine': {
    scene: 'tickets',
    act: then(press('Control+1'), (page) => page.locator('.row__open').first().click()),
  },
  'waiting-supervisor': { scene: 'tickets-supervisor', act: press('Control+1') },
  'waiting-hand': {
    scene: 'tickets-supervisor',
    act: then(press('Control+1'), open(/Camila Ríos/), transfer, dialog),
  },
  'waiting-taken': { scene: 'tickets', act: then(press('Control+1'), open('Elena Vargas'), taken) },
  'waiting-offline': { scene: 'tickets-offline', act: then(press('Control+1'), open('Elena Vargas')) },
  'waiting-none-found': {
    scene: 'tickets',
    act: then(press('Control+1'), (page) => page.getByRole('searchbox').first().fill('zzz')),
  },
  'waiting-empty': { scene: 'empty', act: press('Control+1') },
};
