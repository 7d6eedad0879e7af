// Who writes to the fake agent: tickets with a past, told backwards from now, and what was said in them.
import type { ChatMessageView, SentRow, TicketRow } from '../views';
import { blocks, drawn } from './drawing';
import { agent, contacts } from './people';
import { van } from './pictures';
import { written } from './written';

const minute = 60_000;
const day = 24 * 60 * minute;

export const blankTicket: TicketRow = {
  id: '',
  number: 0,
  bot: 'entregas',
  contactId: '',
  name: '',
  phone: '',
  phoneShown: '',
  status: 'waiting',
  closure: '',
  mine: false,
  agent: '',
  agentName: '',
  reserved: false,
  reservedFor: '',
  why: 'no-origin',
  queue: 'Entregas',
  priority: 0,
  answers: '',
  parent: '',
  tags: [],
  createdAt: 0,
  takenAt: 0,
  endedAt: 0,
  unread: 0,
  lastKind: '',
  lastText: '',
  lastFrom: '',
  lastStatus: '',
  lastAt: 0,
  typing: false,
  windowEnds: 0,
  unsent: false,
};

export const blankChat: ChatMessageView = {
  id: '',
  ticket: '',
  from: 'customer',
  kind: 'text',
  text: '',
  body: [],
  template: '',
  agent: '',
  mine: false,
  inReply: '',
  at: 0,
  status: '',
  unconfirmed: false,
};

/** A message of a conversation, its text formatted. */
export function chatMessage(more: Partial<ChatMessageView>): ChatMessageView {
  return { ...blankChat, body: more.text ? blocks(more.text, 'body', {}) : [], ...more };
}

/** What a list shows of a conversation after a message. */
export function after(row: TicketRow, message: ChatMessageView): TicketRow {
  const theirs = message.from === 'customer';
  return {
    ...row,
    lastKind: message.kind,
    lastText: message.kind === 'template' ? message.template : message.text,
    lastFrom: message.from,
    lastStatus: message.status,
    lastAt: message.at,
    unread: theirs ? row.unread + 1 : 0,
    windowEnds: theirs ? message.at + day : row.windowEnds,
  };
}

/** Minutes ago, who wrote, and what; a kind in front of a colon is no text. */
type Said = [minutesAgo: number, from: 'customer' | 'agent', text: string];
type Told = Partial<TicketRow> & { contactId: string; minutes: number; said: Said[] };

const open = { status: 'open', mine: true, agent: agent.identity, agentName: agent.name, why: 'sender-online' };
const past: Told[] = [
  {
    ...open,
    contactId: 'rita',
    number: 48213,
    answers: 'past-1',
    minutes: 292,
    tags: ['Clienta frecuente', 'São Paulo'],
    said: [
      [296, 'agent', 'template:aviso_entrega'],
      [292, 'customer', 'Estaré en casa'],
      [292, 'customer', '¿Pueden pasar antes de las 11? Después salgo'],
      [284, 'agent', 'Claro, Rita. Le aviso a Óscar que pase primero por tu casa.'],
      [283, 'agent', '¿Me mandas una foto de la entrada? El timbre figura sin número.'],
      [277, 'customer', 'image:Perfecto, gracias. El portón es verde'],
    ],
  },
  {
    ...open,
    contactId: 'diego',
    number: 48209,
    minutes: 300,
    why: 'taken',
    unread: 2,
    said: [
      [281, 'customer', 'Hola, buen día'],
      [279, 'customer', 'No me llegó la factura'],
    ],
  },
  {
    ...open,
    contactId: 'lucia',
    number: 48207,
    answers: 'past-4',
    minutes: 310,
    said: [
      [305, 'customer', '¿Puede ser el jueves?'],
      [296, 'agent', 'Listo, quedó para el jueves'],
    ],
  },
  {
    ...open,
    contactId: 'valentina',
    number: 48204,
    minutes: 330,
    unread: 1,
    said: [[311, 'customer', 'audio:']],
  },
  {
    ...open,
    contactId: 'sofia',
    number: 48199,
    minutes: 360,
    unsent: true,
    said: [
      [350, 'customer', '¿Tienen la silla en verde?'],
      [328, 'agent', 'Te confirmo en un rato'],
    ],
  },
  {
    contactId: 'mateo',
    number: 48215,
    answers: 'past-3',
    minutes: 12,
    reserved: true,
    reservedFor: agent.identity,
    why: 'sender-paused',
    unread: 1,
    said: [
      [360, 'agent', 'template:recordatorio_cita'],
      [12, 'customer', '¿Puedo cambiar la hora?'],
    ],
  },
  {
    contactId: 'elena',
    number: 48216,
    minutes: 4,
    unread: 2,
    said: [
      [4, 'customer', 'Hola'],
      [4, 'customer', 'Quiero saber cuánto sale el envío a Rosario'],
    ],
  },
];

export type FakeConversation = { row: TicketRow; messages: ChatMessageView[] };

/** How a template looks with its examples, where there is such a one. */
export function previewOf(name: string): Pick<ChatMessageView, 'preview'> {
  const template = written.find((one) => one.name === name);
  return template
    ? { preview: drawn(template, { 'header.media': 'https://cdn.example/hoy.jpg', ...template.examples }) }
    : {};
}

function spokenMessage(ticket: string, index: number, [, from, text]: Said, at: number): ChatMessageView {
  const [, kind = 'text', words = text] = /^(template|image|audio):(.*)$/.exec(text) ?? [];
  const mine = from === 'agent';
  const side = { from, mine, agent: mine ? agent.name : '', status: mine ? 'read' : '' };
  const shared = { id: `${ticket}-${index}`, ticket, kind, at, ...side };
  if (kind === 'template') return chatMessage({ ...shared, template: words, ...previewOf(words) });
  if (kind === 'image') {
    const media = { url: van, contentType: 'image/svg+xml', name: '', size: 240_000 };
    return chatMessage({ ...shared, text: words, media });
  }
  if (kind === 'audio')
    return chatMessage({ ...shared, media: { url: '', contentType: 'audio/ogg', name: '', size: 36_000 } });
  return chatMessage({ ...shared, text: words });
}

/** The conversations that a fake agent finds. */
export function pastConversations(now: number): FakeConversation[] {
  return past.map(({ minutes, said, ...more }) => {
    const contact = contacts.find(({ id }) => id === more.contactId);
    const id = `ticket-${more.contactId}`;
    const messages = said.map((one, index) => spokenMessage(id, index, one, now - one[0] * minute));
    const row: TicketRow = {
      ...blankTicket,
      id,
      name: contact?.name ?? '',
      phone: contact?.phone ?? '',
      phoneShown: contact?.phoneShown ?? '',
      createdAt: now - minutes * minute,
      takenAt: more.status === 'open' ? now - minutes * minute : 0,
    };
    const told = messages.reduce(after, row);
    return { row: { ...told, unread: 0, ...more }, messages };
  });
}

/** The ticket that a reply to a send opens: to its agent when they are Online, else it waits for them alone. */
export function ticketOf(send: SentRow, online: boolean, why: string, now: number): TicketRow {
  const { bot, contactId, name, phone, phoneShown, id } = send;
  const customer = { bot, contactId, name, phone, phoneShown };
  const ticket = {
    ...blankTicket,
    ...customer,
    id: `ticket-of-${id}`,
    number: 48300,
    answers: id,
    why,
    createdAt: now,
  };
  return online ? { ...ticket, ...open, takenAt: now } : { ...ticket, reserved: true, reservedFor: agent.identity };
}
