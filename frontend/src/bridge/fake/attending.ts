// The tickets of the fake program and what is said in them, kept and told as a real desk would.
import type {
  CannedReplyView,
  ChatDraft,
  ChatMessageView,
  ChatPage,
  ChatQuery,
  CommentView,
  ContactCard,
  SentRow,
  TicketDetail,
  TicketEntryView,
  TicketRow,
  TransferTargetsView,
  UnsentView,
} from '../views';
import { agent, contacts } from './people';
import type { FakeProgram } from './program';
import { refusal } from './refusal';
import { after, chatMessage, pastConversations, ticketOf } from './tickets';

const minute = 60_000;
const why: Record<string, string> = {
  Paused: 'sender-paused',
  Invisible: 'sender-invisible',
  Offline: 'sender-offline',
};

export const transferTargets: TransferTargetsView = {
  agents: [
    { identity: 'bruno@activa.local', name: 'Bruno Díaz', presence: 'Online', open: 3 },
    { identity: 'camila@activa.local', name: 'Camila Ríos', presence: 'Paused', open: 1 },
    { identity: 'sara@activa.local', name: 'Sara Ponce', presence: 'Offline', open: 0 },
  ],
  queues: [
    { name: 'Entregas', agentsOnline: 4 },
    { name: 'Facturas', agentsOnline: 1 },
    { name: 'Reclamos', agentsOnline: 0 },
  ],
};
export const ticketTags = ['Consulta', 'Reclamo', 'Cambio de dirección', 'Factura', 'Resuelto en el acto'];

export const cannedReplies: CannedReplyView[] = [
  { id: 'hello', category: 'Saludos', name: 'Hola', text: 'Hola, soy Carla. ¿En qué te ayudo?', empty: [] },
  {
    id: 'bye',
    category: 'Saludos',
    name: 'Despedida',
    text: 'Gracias por escribirnos. Que tengas buen día.',
    empty: [],
  },
  {
    id: 'late',
    category: 'Entregas',
    name: 'Demora',
    text: 'Tu pedido {{pedido}} llega hoy, un poco más tarde.',
    empty: ['pedido'],
  },
];

export class FakeTickets {
  readonly rows = new Map<string, TicketRow>();
  readonly messages = new Map<string, ChatMessageView[]>();
  readonly comments: CommentView[] = [];
  readonly cards = new Map<string, ContactCard>();
  readonly unsent = new Map<string, UnsentView>();
  /** Finished ones, still readable. */
  readonly ended = new Map<string, TicketRow>();

  constructor(private readonly fake: FakeProgram) {
    if (!fake.options.tickets) return;
    for (const { row, messages } of pastConversations(fake.now())) {
      this.rows.set(row.id, row);
      this.messages.set(row.id, messages);
      if (row.answers) fake.sent.delete(row.answers);
    }
    const text = 'Pide que llamen antes de llegar. El timbre no anda.';
    this.comments.push({ id: 'comment', text, author: 'Bruno Díaz', at: fake.now() - 3 * 24 * 60 * minute });
  }

  row(id: string): TicketRow {
    const found = this.rows.get(id) ?? this.ended.get(id);
    if (!found) throw refusal('ticket-not-there');
    return found;
  }

  /** The id of the ticket in which a send was answered. */
  answering(sendId: string): string {
    return [...this.rows.values(), ...this.ended.values()].find(({ answers }) => answers === sendId)?.id ?? '';
  }

  put(row: TicketRow): void {
    this.rows.set(row.id, row);
    this.fake.tell({ tickets: [row] });
  }

  /** It finishes, or passes to somebody else; what it became can still be asked for. */
  end(id: string, became: Partial<TicketRow>): void {
    this.ended.set(id, { ...this.row(id), endedAt: this.fake.now(), ...became });
    this.rows.delete(id);
    this.fake.tell({ ticketsGone: [id] });
  }

  say(message: ChatMessageView): ChatMessageView {
    const known = this.messages.get(message.ticket) ?? [];
    this.messages.set(message.ticket, [...known.filter(({ id }) => id !== message.id), message]);
    const row = after(this.row(message.ticket), message);
    this.rows.set(row.id, row);
    this.fake.tell({ tickets: [row], chat: [message] });
    return message;
  }

  /** The customer writes in a conversation. */
  write(ticket: string, text: string): void {
    const id = `${ticket}-${(this.messages.get(ticket) ?? []).length}`;
    this.say(chatMessage({ id, ticket, text, at: this.fake.now() }));
  }

  /** The customer answers a send: its row leaves Sent, and a ticket opens or waits. */
  reply(send: SentRow, text: string): string {
    const { status } = this.fake.presence;
    const ticket = ticketOf(send, status === 'Online', why[status] ?? 'sender-online', this.fake.now());
    const template = { kind: 'template', template: send.templateName, from: 'agent', mine: true, agent: agent.name };
    const first = chatMessage({ id: send.id, ticket: ticket.id, ...template, at: send.createdAt, status: 'read' });
    const answer = chatMessage({ id: `${ticket.id}-1`, ticket: ticket.id, text, at: this.fake.now() });
    const row = after(ticket, answer);
    this.rows.set(row.id, row);
    this.messages.set(row.id, [first, answer]);
    this.fake.sent.delete(send.id);
    this.fake.tell({ sentGone: [send.id], tickets: [row], chat: [first, answer] });
    return row.id;
  }

  send(draft: ChatDraft): ChatMessageView {
    const { id, ticket, kind, text, url, contentType, fileName, size, inReply } = draft;
    const media = url ? { media: { url, contentType, name: fileName, size } } : {};
    const mine = { from: 'agent', mine: true, agent: agent.name, status: 'sent', inReply, at: this.fake.now() };
    this.unsent.delete(ticket);
    return this.say(chatMessage({ id, ticket, kind, text, ...media, ...mine }));
  }

  page({ ticket, before, limit }: ChatQuery): ChatPage {
    this.row(ticket);
    const older = (this.messages.get(ticket) ?? []).filter(({ at }) => before === 0 || at < before);
    return { messages: older.slice(-limit), more: older.length > limit };
  }

  detail(id: string): TicketDetail {
    const row = this.row(id);
    const answers = this.answered(row);
    const contact = this.card(row);
    return {
      row,
      contact,
      ...(answers && { answers }),
      unsent: this.unsent.get(id) ?? { text: '', inReply: '' },
      history: history(row, contact.name),
      earlier: this.fake.options.tickets ? earlierOf(row) : [],
      sends: answers ? [answers] : [],
      comments: this.comments,
    };
  }

  private answered(row: TicketRow): SentRow | undefined {
    if (row.answers === '') return undefined;
    const first = this.messages.get(row.id)?.find(({ kind }) => kind === 'template');
    const at = first?.at ?? row.createdAt - 4 * minute;
    const times = { createdAt: at, sentAt: at, deliveredAt: at, readAt: at, repliedAt: row.createdAt };
    const { bot, contactId, name, phone, phoneShown } = row;
    const template = { templateName: first?.template ?? 'aviso_entrega', templateLanguage: 'es' };
    const customer = { id: row.answers, bot, contactId, name, phone, phoneShown };
    const past = { status: 'read', unconfirmed: false, asks: false, leavesAt: at, handedAt: at, failedAt: 0 };
    return { ...customer, ...template, templateId: '', ...past, ...times, expiresAt: 0, goneAt: 0, retryOf: '' };
  }

  card({ contactId, bot, name, phone, phoneShown }: TicketRow): ContactCard {
    const changed = this.cards.get(contactId);
    if (changed) return changed;
    const known = contacts.find(({ id }) => id === contactId);
    const fields = Object.entries(known?.fields ?? {}).map(([name, value]) => ({ name, value }));
    return { id: contactId, bot, name, phone, phoneShown, email: known?.email ?? '', fields, editable: true };
  }
}

function earlierOf({ contactId, ...row }: TicketRow): TicketRow[] {
  const day = 24 * 60 * minute;
  const ended = { ...row, contactId, status: 'closed', closure: 'agent', mine: true, unread: 0, answers: '' };
  return [
    { ...ended, id: `${row.id}-10`, number: 47120, tags: ['Cambio de dirección'], endedAt: row.createdAt - 10 * day },
    { ...ended, id: `${row.id}-80`, number: 44981, tags: [], endedAt: row.createdAt - 80 * day },
  ];
}

function history(row: TicketRow, customer: string): TicketEntryView[] {
  const entry = { from: '', note: '' };
  const to = row.reserved ? agent.name : row.queue;
  const created = { ...entry, at: row.createdAt, action: 'created', by: '', to };
  if (row.status === 'waiting') return [created];
  const given = {
    ...entry,
    at: row.takenAt,
    action: row.why === 'taken' ? 'taken' : 'given',
    by: '',
    to: row.agentName,
  };
  const tagged = {
    ...entry,
    at: row.takenAt + minute,
    action: 'tagged',
    by: agent.name,
    to: '',
    note: row.tags.join(', '),
  };
  const left = row.status === 'transferred' ? 'transferred' : 'closed';
  const ended = {
    ...entry,
    at: row.endedAt,
    action: left,
    by: row.closure === 'customer' ? customer : row.agentName,
    to: '',
  };
  return [created, given, ...(row.tags.length > 0 ? [tagged] : []), ...(row.endedAt > 0 ? [ended] : [])];
}
