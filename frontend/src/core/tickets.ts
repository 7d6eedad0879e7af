// The lists of tickets as derived from their rows: who waits, in the order in which they are attended, and
// whom one talks with, the latest first; search, counters, and what is news. Pure functions of rows.
import type { TicketRow } from '../bridge';
import { digits, fold, holdsAll, words } from './fold';

export type TicketTab = 'waiting' | 'open';
/** Facts by which a customer is the same one in a send and in a ticket. */
export type Customer = { bot: string; contactId: string; phone: string };

export const unfinished = (row: TicketRow): boolean => row.status === 'waiting' || row.status === 'open';

/** In which list a ticket stands for this agent; a colleague's open one stands in none. */
export function tabOf(row: TicketRow): TicketTab | undefined {
  if (row.status === 'waiting') return 'waiting';
  return row.status === 'open' && row.mine ? 'open' : undefined;
}

/** Who waits: for this agent alone first, for a colleague alone last; then by priority, then by how long. */
export function waitingOf(rows: Iterable<TicketRow>): TicketRow[] {
  return [...rows].filter((row) => tabOf(row) === 'waiting').sort(waitingOrder);
}

function waitingOrder(a: TicketRow, b: TicketRow): number {
  return claim(a) - claim(b) || b.priority - a.priority || a.createdAt - b.createdAt || byId(a, b);
}

function claim(row: TicketRow): number {
  if (row.reserved) return 0;
  return row.reservedFor === '' ? 1 : 2;
}

/** When the conversation last moved. */
export const spokeAt = (row: TicketRow): number => Math.max(row.lastAt, row.takenAt, row.createdAt);

/** Whom this agent talks with, the latest first. */
export function openOf(rows: Iterable<TicketRow>): TicketRow[] {
  return [...rows].filter((row) => tabOf(row) === 'open').sort((a, b) => spokeAt(b) - spokeAt(a) || byId(a, b));
}

const byId = (a: TicketRow, b: TicketRow) => (a.id < b.id ? -1 : 1);

/**
 * Rows in the order in which they stood, new ones after them: for while a hand is on the list, so that
 * nothing moves under it.
 */
export function steady(rows: readonly TicketRow[], order: readonly string[]): readonly TicketRow[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const place = (row: TicketRow) => places.get(row.id) ?? order.length;
  return [...rows].sort((a, b) => place(a) - place(b)); // sorting is stable: new ones keep their own order
}

// What a ticket is found by, folded once: rows never change in place.
const foldedRows = new WeakMap<TicketRow, { text: string; digits: string }>();

function foldedRow(row: TicketRow): { text: string; digits: string } {
  let folded = foldedRows.get(row);
  if (!folded) {
    const number = row.number > 0 ? String(row.number) : '';
    const text = [row.name, row.phoneShown, row.lastText, row.queue, number, ...row.tags].join(' ');
    folded = { text: fold(text), digits: digits(row.phone) };
    foldedRows.set(row, folded);
  }
  return folded;
}

/** Tickets whose customer, number, queue, tags or last message hold every typed word. */
export function foundTickets(rows: readonly TicketRow[], typed: string): readonly TicketRow[] {
  const wanted = words(typed);
  if (wanted.length === 0) return rows;
  const typedDigits = digits(typed);
  return rows.filter((row) => {
    const folded = foldedRow(row);
    return (typedDigits.length >= 3 && folded.digits.includes(typedDigits)) || holdsAll(folded.text, wanted);
  });
}

export type TicketCounters = {
  waiting: number;
  /** Of those, how many wait for this agent alone. */
  reserved: number;
  open: number;
  /** Conversations of this agent with something unread. */
  unread: number;
};

export function ticketCounters(waiting: readonly TicketRow[], open: readonly TicketRow[]): TicketCounters {
  return {
    waiting: waiting.length,
    reserved: waiting.filter(({ reserved }) => reserved).length,
    open: open.length,
    unread: open.filter(({ unread }) => unread > 0).length,
  };
}

/** Whether a send and a ticket are of one customer; a send to a new number knows the number only. */
export function sameCustomer(a: Customer, b: Customer): boolean {
  if (a.bot !== b.bot) return false;
  if (a.contactId !== '' && a.contactId === b.contactId) return true;
  return a.phone !== '' && a.phone === b.phone;
}

/** What happened to a ticket: it came, it opened to this agent, or its customer wrote. */
export type TicketEvent = 'came' | 'opened' | 'wrote' | 'changed';

export function eventOf(before: TicketRow | undefined, row: TicketRow): TicketEvent {
  if (!before) return 'came';
  if (tabOf(before) !== 'open' && tabOf(row) === 'open') return 'opened';
  return row.lastFrom === 'customer' && row.lastAt > before.lastAt ? 'wrote' : 'changed';
}
