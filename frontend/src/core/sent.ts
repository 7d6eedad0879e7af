// The Sent tab as derived from the rows: one entry a customer, groups in the order of urgency, filters,
// search and counters. Pure functions of rows and time.
import type { SentRow } from '../bridge';
import { digits, fold, holdsAll, words } from './fold';

const hour = 3_600_000;
/** Below this the reply window counts as closing: the row moves up and turns warm. */
export const closingMax = 3 * hour;

/** A message that should have been handed over this long ago waits for the line. */
export const outboxPatience = 5000;

/** What a row shows, which is time's word as well as the platform's. */
export type ShownStatus =
  'sending' | 'unconfirmed' | 'sent' | 'delivered' | 'read' | 'replied' | 'failed' | 'expired' | 'cancelled';
export type GroupKind = 'asks' | 'leaving' | 'unconfirmed' | 'failed' | 'closing' | 'today' | 'yesterday' | 'older';
/** A customer with the last message and the earlier ones. */
export type Entry = { customer: string; row: SentRow; earlier: SentRow[] };
export type Group = { kind: GroupKind; entries: Entry[] };
export const statusFilters = ['sending', 'sent', 'delivered', 'read', 'failed', 'expired'] as const;
export type StatusFilter = (typeof statusFilters)[number];
export type Counters = Record<StatusFilter, number> & { all: number };

/**
 * The customer of a row, per chatbot: the number, or the contact where only a user name is known. Not the contact
 * first: the number that was written to is no contact yet when its first message is made.
 */
export function customerOf(row: SentRow): string {
  return `${row.bot} ${row.phone || row.contactId}`;
}

/** The status at a moment: a window that closed without a reply is expired before the platform says so. */
export function shownStatus(row: SentRow, now: number): ShownStatus {
  if (row.status === 'failed' || row.status === 'cancelled') return row.status;
  if (row.repliedAt > 0) return 'replied';
  if (row.status === 'expired' || (row.expiresAt > 0 && now >= row.expiresAt)) return 'expired';
  if (row.unconfirmed) return 'unconfirmed';
  return row.status as ShownStatus;
}

/** Whether it should have left already: there is no line to hand it over. */
export function waitsInOutbox(row: SentRow, now: number): boolean {
  return row.status === 'sending' && !row.asks && row.handedAt === 0 && now >= row.leavesAt + outboxPatience;
}

/** The filter that shows a status: unconfirmed ones are still on their way, replied ones were read. */
export function filterOf(status: ShownStatus): StatusFilter | undefined {
  if (status === 'unconfirmed') return 'sending';
  if (status === 'replied') return 'read';
  return status === 'cancelled' ? undefined : status;
}

/** When the newest thing happened to a row, for its time at the end and its place in the list. */
export function lastAt(row: SentRow): number {
  return Math.max(row.createdAt, row.handedAt, row.sentAt, row.deliveredAt, row.readAt, row.failedAt, row.repliedAt);
}

/**
 * When it was delivered and read, 0 where that is not known. The news may come in any order: what was told after a
 * step that follows it happened before, nobody knows when.
 */
export function stepsTold({ deliveredAt, readAt, repliedAt }: SentRow): { deliveredAt: number; readAt: number } {
  const before = (at: number, ...later: number[]) => (later.some((next) => next > 0 && next < at) ? 0 : at);
  return { deliveredAt: before(deliveredAt, readAt, repliedAt), readAt: before(readAt, repliedAt) };
}

/** One entry a customer with the last message first; what left the tab or was undone is not shown. */
export function entriesOf(rows: Iterable<SentRow>, now: number): Entry[] {
  const customers = new Map<string, SentRow[]>();
  for (const row of rows) {
    if (row.status === 'cancelled' || (row.goneAt > 0 && now >= row.goneAt)) continue;
    const key = customerOf(row);
    const known = customers.get(key);
    if (known) known.push(row);
    else customers.set(key, [row]);
  }
  const entries = [...customers].map(([customer, all]) => {
    if (all.length > 1) all.sort(newestFirst);
    return { customer, row: all[0] as SentRow, earlier: all.slice(1) };
  });
  return entries.sort((a, b) => newestFirst(a.row, b.row));
}

function newestFirst(a: SentRow, b: SentRow): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}

/** How many entries stand at each status. */
export function countersOf(entries: readonly Entry[], now: number): Counters {
  const counters: Counters = { all: entries.length, sending: 0, sent: 0, delivered: 0, read: 0, failed: 0, expired: 0 };
  for (const { row } of entries) {
    const filter = filterOf(shownStatus(row, now));
    if (filter) counters[filter] += 1;
  }
  return counters;
}

// What a row is found by, folded once: rows never change in place, so it stays true as long as they live.
const foldedRows = new WeakMap<SentRow, { text: string; digits: string }>();

function foldedRow(row: SentRow): { text: string; digits: string } {
  let folded = foldedRows.get(row);
  if (!folded) {
    folded = { text: fold(`${row.name} ${row.phoneShown} ${row.templateName}`), digits: digits(row.phone) };
    foldedRows.set(row, folded);
  }
  return folded;
}

/** Entries of one status whose name, phone or template holds every typed word. */
export function narrowed(
  entries: readonly Entry[],
  typed: string,
  status: StatusFilter | '',
  now: number,
): readonly Entry[] {
  const wanted = words(typed);
  if (wanted.length === 0 && status === '') return entries;
  const typedDigits = digits(typed);
  return entries.filter(({ row }) => {
    if (status !== '' && filterOf(shownStatus(row, now)) !== status) return false;
    if (wanted.length === 0) return true;
    const folded = foldedRow(row);
    if (typedDigits.length >= 3 && folded.digits.includes(typedDigits)) return true;
    return holdsAll(folded.text, wanted);
  });
}

/**
 * `narrowed` that starts from its last answer when only more was typed, so that typing on is quick in a
 * list of any length. Digits count from the third on, and then find rows that fewer did not.
 */
export function narrowing(): typeof narrowed {
  let last: { from: readonly Entry[]; typed: string; status: string; now: number; found: readonly Entry[] } | undefined;
  return (from, typed, status, now) => {
    const goesOn =
      last?.from === from &&
      last.status === status &&
      last.now === now &&
      typed.startsWith(last.typed) &&
      (digits(typed).length < 3 || digits(last.typed).length >= 3);
    const found = narrowed(goesOn && last ? last.found : from, typed, status, now);
    last = { from, typed, status, now, found };
    return found;
  };
}

/** How many entries are searched before others get their turn: a few milliseconds of work. */
const searchedAtOnce = 4000;

/**
 * The first `max` of `narrowed`. Between pieces of a long list it waits for `turn`, so that keys and frames come
 * through: what was never searched before is folded first, and 100,000 rows take longer than a key may.
 */
export async function firstFound(
  entries: readonly Entry[],
  typed: string,
  max: number,
  turn: () => Promise<void>,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (let from = 0; from < entries.length && found.length < max; from += searchedAtOnce) {
    if (from > 0) await turn();
    found.push(...narrowed(entries.slice(from, from + searchedAtOnce), typed, '', 0));
  }
  return found.slice(0, max);
}

const groupOrder: readonly GroupKind[] = [
  'asks',
  'leaving',
  'unconfirmed',
  'failed',
  'closing',
  'today',
  'yesterday',
  'older',
];

/** Groups in the order of what needs the agent; the days follow, newest first. */
export function groupsOf(entries: readonly Entry[], now: number, dayStart: (instant: number) => number): Group[] {
  const kindOf = kindAt(now, dayStart);
  const groups = new Map<GroupKind, Entry[]>();
  for (const entry of entries) {
    const kind = kindOf(entry.row);
    const group = groups.get(kind);
    if (group) group.push(entry);
    else groups.set(kind, [entry]);
  }
  groups.get('closing')?.sort((a, b) => a.row.expiresAt - b.row.expiresAt);
  return groupOrder.flatMap((kind) => {
    const found = groups.get(kind);
    return found ? [{ kind, entries: found }] : [];
  });
}

/** In which group a row stands at a moment. */
export function kindAt(now: number, dayStart: (instant: number) => number): (row: SentRow) => GroupKind {
  const today = dayStart(now);
  const yesterday = dayStart(today - 1);
  return (row) => kindOf(row, now, today, yesterday);
}

function kindOf(row: SentRow, now: number, today: number, yesterday: number): GroupKind {
  if (row.asks) return 'asks';
  if (waitsInOutbox(row, now)) return 'leaving';
  const status = shownStatus(row, now);
  if (status === 'unconfirmed') return 'unconfirmed';
  if (status === 'failed') return 'failed';
  const waits = status === 'sent' || status === 'delivered' || status === 'read';
  if (waits && row.expiresAt > 0 && row.expiresAt - now <= closingMax) return 'closing';
  const day = row.createdAt;
  return day >= today ? 'today' : day >= yesterday ? 'yesterday' : 'older';
}

/** The next instant at which time alone changes a row: it closes soon, expires or leaves the tab. */
export function nextTurn(rows: Iterable<SentRow>, now: number): number {
  let next = Infinity;
  for (const row of rows) {
    const patience = row.status === 'sending' ? row.leavesAt + outboxPatience : 0;
    for (const turn of [patience, row.expiresAt - closingMax, row.expiresAt, row.goneAt]) {
      if (turn > now && turn < next) next = turn;
    }
  }
  return next;
}
