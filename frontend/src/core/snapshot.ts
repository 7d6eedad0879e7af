// How numbered changes make the next state of the window out of a snapshot. Pure.
import type { Change, DraftView, SentRow, Snapshot, TicketRow } from '../bridge';

/** What the window knows. Rows and drafts by id, so that a change touches only what it names. */
export type Known = Omit<Snapshot, 'sent' | 'tickets' | 'drafts'> & {
  sent: ReadonlyMap<string, SentRow>;
  tickets: ReadonlyMap<string, TicketRow>;
  drafts: ReadonlyMap<string, DraftView>;
};

/** What became of a change: taken, already known, or not usable without a new snapshot. */
export type Applied = { outcome: 'taken'; known: Known } | { outcome: 'known' } | { outcome: 'resync' };

/** A snapshot as the window keeps it. */
export function knownOf(snapshot: Snapshot): Known {
  return {
    ...snapshot,
    sent: new Map(snapshot.sent.map((row) => [row.id, row])),
    tickets: new Map(snapshot.tickets.map((row) => [row.id, row])),
    drafts: new Map(snapshot.drafts.map((draft) => [draft.id, draft])),
  };
}

/** Applies the change that follows; an older one changes nothing, a gap asks for a new snapshot. */
export function applied(known: Known, change: Change): Applied {
  if (change.resync) return { outcome: 'resync' };
  if (change.revision <= known.revision) return { outcome: 'known' };
  if (change.revision !== known.revision + 1) return { outcome: 'resync' };
  return {
    outcome: 'taken',
    known: {
      ...known,
      revision: change.revision,
      now: change.now || known.now,
      stage: change.stage || known.stage,
      session: change.session ?? known.session,
      connection: change.connection ?? known.connection,
      presence: change.presence ?? known.presence,
      bots: change.bots ?? known.bots,
      settings: change.settings ?? known.settings,
      templates: change.templates ?? known.templates,
      sent: merged(known.sent, change.sent, change.sentGone),
      tickets: merged(known.tickets, change.tickets, change.ticketsGone),
      drafts: merged(known.drafts, change.drafts, change.draftsGone),
    },
  };
}

function merged<Item extends { id: string }>(
  all: ReadonlyMap<string, Item>,
  changed: readonly Item[] = [],
  gone: readonly string[] = [],
): ReadonlyMap<string, Item> {
  if (changed.length === 0 && gone.length === 0) return all;
  const next = new Map(all);
  for (const item of changed) next.set(item.id, item);
  for (const id of gone) next.delete(id);
  return next;
}
