import { describe, expect, test } from 'vitest';
import type { TicketRow } from '../bridge';
import { blankTicket } from '../bridge/fake/tickets';
import { eventOf, foundTickets, openOf, sameCustomer, steady, ticketCounters, waitingOf } from './tickets';

const minute = 60_000;
const now = Date.UTC(2026, 10, 22, 15);

function ticketRow(id: string, more: Partial<TicketRow> = {}): TicketRow {
  const said = { lastKind: 'text', lastFrom: 'customer', lastAt: now };
  const person = { contactId: `contact-${id}`, name: `Persona ${id}`, phone: '+5511987654321' };
  return { ...blankTicket, id, ...person, ...said, mine: more.status === 'open', createdAt: now, ...more };
}

const ids = (rows: readonly TicketRow[]) => rows.map(({ id }) => id);

test('who waits for this agent alone stands first, for a colleague last, else priority and how long', () => {
  const rows = [
    ticketRow('for-bruno', { reservedFor: 'Bruno', priority: 9, createdAt: 0 }),
    ticketRow('late', { createdAt: now - minute }),
    ticketRow('early', { createdAt: now - 9 * minute }),
    ticketRow('first-in-queue', { createdAt: now, priority: 1 }),
    ticketRow('mine-late', { createdAt: now, reserved: true }),
    ticketRow('mine-early', { createdAt: now - minute, reserved: true }),
    ticketRow('open', { status: 'open' }),
    ticketRow('closed', { status: 'closed' }),
  ];
  expect(ids(waitingOf(rows))).toEqual(['mine-early', 'mine-late', 'first-in-queue', 'early', 'late', 'for-bruno']);
});

test('whom one talks with stands by what was last said; a colleague’s ticket and a finished one in no list', () => {
  const rows = [
    ticketRow('old', { status: 'open', lastAt: now - minute, createdAt: now - 5 * minute }),
    ticketRow('new', { status: 'open', lastAt: now, createdAt: now - 9 * minute }),
    ticketRow('just-taken', { status: 'open', lastAt: now - 9 * minute, takenAt: now + 1, createdAt: 0 }),
    ticketRow('colleague', { status: 'open', mine: false }),
    ticketRow('transferred', { status: 'transferred', mine: true }),
  ];
  expect(ids(openOf(rows))).toEqual(['just-taken', 'new', 'old']);
});

test('while a hand is on the list, rows stay where they stood and new ones come after them', () => {
  const rows = openOf([
    ticketRow('a', { status: 'open', lastAt: now + 3 }),
    ticketRow('b', { status: 'open', lastAt: now + 2 }),
    ticketRow('fresh', { status: 'open', lastAt: now + 9 }),
    ticketRow('fresher', { status: 'open', lastAt: now + 10 }),
  ]);
  expect(ids(steady(rows, ['b', 'gone', 'a']))).toEqual(['b', 'a', 'fresher', 'fresh']);
  expect(ids(rows)).toEqual(['fresher', 'fresh', 'a', 'b']);
});

test('search knows names without accents, digits, the last message, tags and the ticket’s number', () => {
  const rows = [
    ticketRow('a', { name: 'João Paz', number: 48213 }),
    ticketRow('b', { phone: '+573105550188', lastText: '¿Dónde está mi pedido?' }),
    ticketRow('c', { tags: ['Reclamo'] }),
  ];
  expect(ids(foundTickets(rows, 'joao'))).toEqual(['a']);
  expect(ids(foundTickets(rows, '48213'))).toEqual(['a']);
  expect(ids(foundTickets(rows, '310 555'))).toEqual(['b']);
  expect(ids(foundTickets(rows, 'donde pedido'))).toEqual(['b']);
  expect(ids(foundTickets(rows, 'reclamo'))).toEqual(['c']);
  expect(ids(foundTickets(rows, ' '))).toEqual(['a', 'b', 'c']);
});

test('counters count customers, not messages', () => {
  const waiting = [ticketRow('a', { reserved: true, unread: 3 }), ticketRow('b')];
  const open = [ticketRow('c', { unread: 2 }), ticketRow('d')];
  expect(ticketCounters(waiting, open)).toEqual({ waiting: 2, reserved: 1, open: 2, unread: 1 });
});

describe('one customer in a send and in a ticket', () => {
  const ticket = { bot: 'entregas', contactId: 'rita', phone: '+1' };
  test.each<[string, typeof ticket, boolean]>([
    ['by contact', { bot: 'entregas', contactId: 'rita', phone: '' }, true],
    ['by number when the send knew no contact', { bot: 'entregas', contactId: '', phone: '+1' }, true],
    ['not with another chatbot', { bot: 'ventas', contactId: 'rita', phone: '+1' }, false],
    ['not without anything in common', { bot: 'entregas', contactId: '', phone: '' }, false],
  ])('%s', (_, send, same) => expect(sameCustomer(send, ticket)).toBe(same));
});

test.each<[string, Partial<TicketRow> | undefined, Partial<TicketRow>, string]>([
  ['is new', undefined, {}, 'came'],
  ['opens to this agent', { reserved: true }, { status: 'open' }, 'opened'],
  ['gets a message of its customer', { status: 'open' }, { status: 'open', lastAt: now + 1 }, 'wrote'],
  ['gets an answer', { status: 'open' }, { status: 'open', lastAt: now + 1, lastFrom: 'agent' }, 'changed'],
  ['is taken by a colleague', {}, { status: 'open', mine: false }, 'changed'],
  ['gets tags', { status: 'open' }, { status: 'open', tags: ['Reclamo'] }, 'changed'],
])('a ticket that %s', (_, before, after, event) => {
  expect(eventOf(before && ticketRow('a', before), ticketRow('a', after))).toBe(event);
});
