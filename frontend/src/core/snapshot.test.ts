import { describe, expect, test } from 'vitest';
import type { Change, SentRow, Snapshot, TicketRow } from '../bridge';
import { applied, knownOf, type Known } from './snapshot';

const empty = {
  revision: 10,
  now: 1,
  pace: 1,
  stage: 'desk',
  sent: [],
  tickets: [],
  drafts: [],
  presence: { status: 'Invisible', reason: '', since: 0, local: false },
} as unknown as Snapshot;

const row = (id: string, status: string) => ({ id, status }) as SentRow;
const change = (revision: number, more: Partial<Change> = {}): Change => ({ revision, now: 2, ...more });

function taken(known: Known, next: Change): Known {
  const result = applied(known, next);
  if (result.outcome !== 'taken') throw new Error(`change ${next.revision} was ${result.outcome}`);
  return result.known;
}

test('a change touches only what it names', () => {
  const known = knownOf({ ...empty, sent: [row('a', 'sent'), row('b', 'sent')] });
  const next = taken(known, change(11, { sent: [row('b', 'read')], sentGone: ['a'] }));
  expect([...next.sent.values()].map(({ id, status }) => `${id} ${status}`)).toEqual(['b read']);
  expect(next.presence).toBe(known.presence);
  expect(known.sent.size).toBe(2);
});

test('tickets come, change and go as sends do', () => {
  const ticket = (id: string, status: string) => ({ id, status }) as TicketRow;
  const known = knownOf({ ...empty, tickets: [ticket('a', 'waiting'), ticket('b', 'open')] });
  const next = taken(known, change(11, { tickets: [ticket('a', 'open')], ticketsGone: ['b'] }));
  expect([...next.tickets.values()].map(({ id, status }) => `${id} ${status}`)).toEqual(['a open']);
  expect(next.sent).toBe(known.sent);
});

test('an older change changes nothing, a gap and a lost one ask for a snapshot', () => {
  const known = knownOf(empty);
  expect(applied(known, change(10)).outcome).toBe('known');
  expect(applied(known, change(3)).outcome).toBe('known');
  expect(applied(known, change(12)).outcome).toBe('resync');
  expect(applied(known, change(11, { resync: true })).outcome).toBe('resync');
});

/** A small reproducible generator, so that a failing run can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('changes that come late, twice or in any order end at the truth', () => {
  test.each(Array.from({ length: 50 }, (_, seed) => [seed]))('seed %i', (seed) => {
    const next = random(seed);
    const changes: Change[] = [];
    const snapshots: Snapshot[] = [empty];
    let truth = knownOf(empty);
    for (let revision = 11; revision <= 40; revision += 1) {
      const id = `m${Math.floor(next() * 6)}`;
      const made =
        next() < 0.2 ? change(revision, { sentGone: [id] }) : change(revision, { sent: [row(id, `s${revision}`)] });
      changes.push(made);
      truth = taken(truth, made);
      snapshots.push({ ...empty, revision, sent: [...truth.sent.values()] });
    }
    const arriving = [...changes, ...changes].sort(() => next() - 0.5);
    let known = knownOf(empty);
    for (const arrived of [...arriving, change(40)]) {
      const result = applied(known, arrived);
      if (result.outcome === 'taken') known = result.known;
      // The door answers a resync with what is true by then.
      if (result.outcome === 'resync') known = knownOf(snapshots[arrived.revision - 10] ?? empty);
    }
    expect(new Map(known.sent)).toEqual(new Map(truth.sent));
    expect(known.revision).toBe(40);
  });
});
