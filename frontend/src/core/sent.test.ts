import { expect, test } from 'vitest';
import type { SentRow } from '../bridge';
import {
  countersOf,
  entriesOf,
  firstFound,
  groupsOf,
  narrowed,
  narrowing,
  nextTurn,
  shownStatus,
  stepsTold,
} from './sent';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 15);
const dayStart = (instant: number) => Math.floor(instant / day) * day;

export function sentRow(id: string, more: Partial<SentRow> = {}): SentRow {
  const createdAt = more.createdAt ?? now - hour;
  return {
    id,
    contactId: `contact-${id}`,
    name: `Persona ${id}`,
    phone: more.contactId ? `+1 ${more.contactId}` : `+1 ${id}`, // everybody has one of their own
    phoneShown: '+55 11 98765-4321',
    bot: 'entregas',
    templateId: 't',
    templateName: 'aviso_entrega',
    templateLanguage: 'es',
    status: 'sent',
    unconfirmed: false,
    asks: false,
    createdAt,
    leavesAt: 0,
    handedAt: createdAt,
    sentAt: createdAt,
    deliveredAt: 0,
    readAt: 0,
    failedAt: 0,
    repliedAt: 0,
    expiresAt: createdAt + day,
    goneAt: createdAt + 3 * day,
    retryOf: '',
    ...more,
  };
}

test('one entry a customer, the last message first and the earlier ones inside', () => {
  const rows = [
    sentRow('old', { contactId: 'rita', createdAt: now - 5 * hour }),
    sentRow('new', { contactId: 'rita', createdAt: now - hour }),
    sentRow('other', { createdAt: now - 2 * hour }),
  ];
  const entries = entriesOf(rows, now);
  expect(entries.map(({ row, earlier }) => [row.id, earlier.map(({ id }) => id)])).toEqual([
    ['new', ['old']],
    ['other', []],
  ]);
});

test('a delivery told after the reading, or a reading after the reply, has no instant', () => {
  const told = (more: Partial<SentRow>) => stepsTold(sentRow('a', more));
  expect(told({ deliveredAt: now, readAt: now })).toEqual({ deliveredAt: now, readAt: now });
  expect(told({ deliveredAt: now + 200, readAt: now })).toEqual({ deliveredAt: 0, readAt: now });
  expect(told({ deliveredAt: now, readAt: now + 2, repliedAt: now + 1 })).toEqual({ deliveredAt: now, readAt: 0 });
  expect(told({ deliveredAt: now + 2, repliedAt: now + 1 })).toEqual({ deliveredAt: 0, readAt: 0 });
  expect(told({ deliveredAt: now })).toEqual({ deliveredAt: now, readAt: 0 });
});

test('people without a contact are told apart by number and chatbot', () => {
  const rows = [
    sentRow('a', { contactId: '', phone: '+1' }),
    sentRow('b', { contactId: '', phone: '+2' }),
    sentRow('c', { contactId: '', phone: '+1', bot: 'ventas' }),
  ];
  expect(entriesOf(rows, now)).toHaveLength(3);
});

test.each<[string, Partial<SentRow>, number, string]>([
  ['is sent until the window closes', {}, now + day - hour - 1, 'sent'],
  ['is expired on the very millisecond', {}, now + day - hour, 'expired'],
  ['stays failed after the window', { status: 'failed' }, now + 2 * day, 'failed'],
  ['is replied and never expires', { status: 'read', repliedAt: now }, now + 2 * day, 'replied'],
  ['is unconfirmed while nobody knows', { status: 'sending', unconfirmed: true, expiresAt: 0 }, now, 'unconfirmed'],
])('a row %s', (_, more, at, status) => {
  expect(shownStatus(sentRow('a', more), at)).toBe(status);
});

test('a row leaves the tab at its instant and an undone one at once', () => {
  const row = sentRow('a', { goneAt: now + 1 });
  expect(entriesOf([row], now)).toHaveLength(1);
  expect(entriesOf([row], now + 1)).toHaveLength(0);
  expect(entriesOf([sentRow('b', { status: 'cancelled' })], now)).toHaveLength(0);
});

test('groups stand in the order of what needs the agent', () => {
  const rows = [
    sentRow('today'),
    sentRow('yesterday', { createdAt: now - 20 * hour }),
    sentRow('closing', { createdAt: now - 23 * hour }),
    sentRow('failed', { status: 'failed' }),
    sentRow('older', { createdAt: now - 50 * hour, status: 'expired' }),
    sentRow('lost', { status: 'sending', unconfirmed: true, expiresAt: 0 }),
    sentRow('asks', { status: 'sending', asks: true, expiresAt: 0 }),
  ];
  const groups = groupsOf(entriesOf(rows, now), now, dayStart);
  expect(groups.map(({ kind, entries }) => `${kind}: ${entries.map(({ row }) => row.id).join()}`)).toEqual([
    'asks: asks',
    'unconfirmed: lost',
    'failed: failed',
    'closing: closing',
    'today: today',
    'yesterday: yesterday',
    'older: older',
  ]);
});

test('a number that became a contact stays one customer', () => {
  const entries = entriesOf(
    [
      sentRow('first', { contactId: '', phone: '+1', createdAt: now - 2000 }),
      sentRow('second', { contactId: 'luz', phone: '+1', createdAt: now - 1000 }),
      sentRow('user name alone', { contactId: 'marcos', phone: '', createdAt: now - 500 }),
    ],
    now,
  );
  expect(entries.map(({ row, earlier }) => [row.id, earlier.length])).toEqual([
    ['user name alone', 0],
    ['second', 1],
  ]);
});

test('search knows names without accents, templates and digits of the phone', () => {
  const entries = entriesOf([sentRow('a', { name: 'João Paz' }), sentRow('b', { phone: '+573105550188' })], now);
  const found = (typed: string) => narrowed(entries, typed, '', now).map(({ row }) => row.id);
  expect(found('joao')).toEqual(['a']);
  expect(found('entrega aviso')).toHaveLength(2);
  expect(found('310 555')).toEqual(['b']);
  expect(found('nadie')).toEqual([]);
});

test('counters and filter agree', () => {
  const rows = [
    sentRow('a', { status: 'failed' }),
    sentRow('b', { status: 'read' }),
    sentRow('c', { status: 'sending', unconfirmed: true, expiresAt: 0 }),
    sentRow('d', { createdAt: now - 25 * hour }),
  ];
  const entries = entriesOf(rows, now);
  const counters = countersOf(entries, now);
  expect(counters).toMatchObject({ all: 4, failed: 1, read: 1, sending: 1, expired: 1, sent: 0 });
  for (const status of ['failed', 'read', 'sending', 'expired', 'sent'] as const) {
    expect(narrowed(entries, '', status, now)).toHaveLength(counters[status]);
  }
});

test('the next turn is the nearest instant that time alone brings', () => {
  const row = sentRow('a');
  expect(nextTurn([row], now)).toBe(row.expiresAt - 3 * hour);
  expect(nextTurn([row], row.expiresAt)).toBe(row.goneAt);
  expect(nextTurn([row], row.goneAt)).toBe(Infinity);
});

test('what should have left but was not handed over waits on top, from the moment patience ends', () => {
  const leaving = sentRow('leaving', {
    status: 'sending',
    handedAt: 0,
    sentAt: 0,
    expiresAt: 0,
    goneAt: 0,
    createdAt: now,
    leavesAt: now + 5000,
  });
  const kinds = (at: number) => groupsOf(entriesOf([leaving], at), at, dayStart).map(({ kind }) => kind);
  expect(nextTurn([leaving], now)).toBe(now + 10_000);
  expect(kinds(now + 9_999)).toEqual(['today']);
  expect(kinds(now + 10_000)).toEqual(['leaving']);
  expect(groupsOf(entriesOf([{ ...leaving, asks: true }], now), now, dayStart)[0]?.kind).toBe('asks');
});

test('narrowing while somebody types finds what a new search finds', () => {
  const rows = [
    sentRow('a', { name: 'Rita Lima', phone: '+5511987654321', phoneShown: '+55 11 98765-4321' }),
    sentRow('b', { name: 'Rita Paz', phone: '+573105550188', phoneShown: '+57 310 5550188' }),
    sentRow('c', { name: 'Ana 12', phone: '+12125550123', phoneShown: '+1 2 12 555 01 23' }),
  ];
  const entries = entriesOf(rows, now);
  const search = narrowing();
  const typed = [
    '',
    'r',
    'ri',
    'rita',
    'rita ',
    'rita p',
    'rita',
    '1',
    '12',
    '123',
    '12',
    '5',
    '55',
    '550',
    '5501',
    'ana 12',
    'ana 121',
  ];
  for (const text of typed) expect(search(entries, text, '', now)).toEqual(narrowed(entries, text, '', now));
  expect(search(entries, 'rita', 'sent', now)).toEqual(narrowed(entries, 'rita', 'sent', now));
  expect(search(entriesOf(rows.slice(1), now), 'rita', 'sent', now)).toHaveLength(1);
});

test('a search for the first few of very many lets others have their turn and ends with the last it needs', async () => {
  const rows = Array.from({ length: 9000 }, (_, at) =>
    sentRow(`r${at}`, { name: at % 3000 === 0 ? 'Rita' : 'Ana', phone: `+57310${at}`, createdAt: now - at }),
  );
  const entries = entriesOf(rows, now);
  let turns = 0;
  const turn = async () => void (turns += 1);
  const found = async (typed: string, max: number) =>
    (await firstFound(entries, typed, max, turn)).map(({ row }) => row.id);
  expect(await found('rita', 2)).toEqual(['r0', 'r3000']);
  expect(turns).toBe(0);
  expect(await found('rita', 5)).toEqual(['r0', 'r3000', 'r6000']);
  expect(turns).toBe(2);
  expect(await found('nobody', 5)).toEqual([]);
});
