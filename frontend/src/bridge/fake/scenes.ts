// What happens in a picture beyond what a fake program begins with, by the name of its scene.
import type { FakeDoor } from './index';
import { agent, contacts } from './people';
import { everyKind, fullTalk } from './talk';
import type { TicketRow } from '../views';

type Scene = (door: FakeDoor, now: number) => void;

const minute = 60_000;
const day = 24 * 60 * minute;

function change({ tickets }: FakeDoor, id: string, changed: Partial<TicketRow>): TicketRow {
  const row = { ...tickets.row(id), ...changed };
  tickets.rows.set(id, row);
  return row;
}

/** Rita's conversation holds formatting, an address, a picture and an answer, and she types; Diego's every kind. */
function talkInFull(door: FakeDoor, now: number): void {
  door.tickets.messages.set('ticket-rita', fullTalk('ticket-rita', now));
  door.tickets.messages.set('ticket-diego', everyKind('ticket-diego', now));
  const answered = now - 15 * minute;
  change(door, 'ticket-rita', { typing: true, windowEnds: now + day - minute, createdAt: answered, takenAt: answered });
}

/** Lucía last wrote more than a day ago, and a ticket of Rita's is over. */
function talkEnded(door: FakeDoor, now: number): void {
  change(door, 'ticket-lucia', { windowEnds: now - 40 * minute });
  const closed = { ...door.tickets.row('ticket-rita'), id: 'ticket-rita-10', number: 47120 };
  door.tickets.messages.set(closed.id, fullTalk(closed.id, now - 10 * day));
  const times = {
    createdAt: now - 10 * day - 15 * minute,
    takenAt: now - 10 * day - 15 * minute,
    endedAt: now - 10 * day,
  };
  const ended = { status: 'closed', closure: 'agent', answers: '', ...times };
  door.tickets.ended.set(closed.id, { ...closed, ...ended, tags: ['Cambio de dirección'] });
}

/** Messages that were begun and left, the last one before yesterday. */
function draftsKept({ drafts }: FakeDoor, now: number): void {
  const begun: [contact: string, template: string, hoursAgo: number][] = [
    ['gabriela', 'entregas/aviso_entrega/es', 0.5],
    ['joao', 'cobranzas/aviso_vencimiento_pago/es', 26],
    ['tomas', '', 3 * 24],
  ];
  for (const [contactId, templateId, hoursAgo] of begun) {
    const { name = '', phone = '' } = contacts.find(({ id }) => id === contactId) ?? {};
    const [bot = ''] = templateId.split('/');
    const written = { id: `draft-${contactId}`, step: 'values', values: {}, region: 'CO', retryOf: '' };
    const kept = { ...written, templateId, bot, contactId, phone, name, updatedAt: now - hoursAgo * 60 * minute };
    (drafts as Map<string, typeof kept>).set(kept.id, kept);
  }
}

/** A contract on Blip, which tells no changes of templates by itself. */
function onBlip(door: FakeDoor, now: number): void {
  const session = { kind: 'blip', address: 'entregasdelsur.ws.msging.net', ...agent, role: 'agent' };
  setTimeout(() => {
    door.tell({ session: { ...session, abilities: ['presence', 'sent', 'tickets', 'contacts'] } });
    door.tell({ templates: { revision: 2, count: 23, readAt: now - 3 * 60 * minute, reading: false } });
  });
}

export const scenes: Record<string, Scene> = {
  blip: onBlip,
  'tickets-full': talkInFull,
  'tickets-ended': talkEnded,
  drafts: draftsKept,
};
