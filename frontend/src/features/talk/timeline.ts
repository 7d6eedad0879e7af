// A conversation as it stands on the screen: messages in their order with day marks and event lines
// between them. Pure.
import type { ChatMessageView, TicketEntryView } from '../../bridge';
import { startOfDay } from '../../core/clock';

export type TimelineItem =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'event'; key: string; events: readonly TicketEntryView[] }
  | { kind: 'message'; key: string; message: ChatMessageView; first: boolean };

/** Actions of a ticket's history that concern whoever reads the conversation; tags stand beside it. */
const told = new Set(['created', 'taken', 'given', 'handed-over', 'closed', 'transferred']);
/** A ticket is made of a message that came at most so long before, and is given at most so long after; milliseconds. */
const together = 2000;

/** Messages with others put in: known ids are replaced in place, new ones stand where their time says. */
export function merged(
  messages: readonly ChatMessageView[],
  incoming: readonly ChatMessageView[],
): readonly ChatMessageView[] {
  if (incoming.length === 0) return messages;
  const places = new Map(messages.map(({ id }, index) => [id, index]));
  const all = [...messages];
  for (const message of incoming) {
    const place = places.get(message.id);
    if (place === undefined) {
      places.set(message.id, all.length);
      all.push(message);
    } else all[place] = message;
  }
  const inOrder = all.every((message, index) => index === 0 || (all[index - 1]?.at ?? 0) <= message.at);
  return inOrder ? all : all.sort((a, b) => a.at - b.at);
}

/** Whether a newly read page continues what is known; if not, there may be a hole between the two. */
export function continues(messages: readonly ChatMessageView[], page: readonly ChatMessageView[]): boolean {
  const known = new Set(messages.map(({ id }) => id));
  return page.some(({ id }) => known.has(id));
}

/**
 * The items of the screen. While there are `more` messages before the first one, events from before it
 * wait for the page that they belong to.
 */
export function timelineOf(
  messages: readonly ChatMessageView[],
  history: readonly TicketEntryView[],
  more: boolean,
): TimelineItem[] {
  const from = more ? (messages[0]?.at ?? Infinity) : -Infinity;
  const events = joined(history.filter(({ action }) => told.has(action)))
    .map((group) => ({ group, at: placeOf(group, messages) }))
    .filter(({ at }) => at >= from);
  const items: TimelineItem[] = [];
  let day = NaN;
  let side: string | undefined;
  let nextEvent = 0;
  const begin = (at: number) => {
    const started = startOfDay(at);
    if (started === day) return;
    day = started;
    side = undefined;
    items.push({ kind: 'day', key: `day ${started}`, at });
  };
  const tellUntil = (at: number) => {
    for (let event = events[nextEvent]; event && event.at <= at; event = events[++nextEvent]) {
      begin(event.at);
      side = undefined;
      const [{ action, at: when } = { action: '', at: 0 }] = event.group;
      items.push({ kind: 'event', key: `event ${when} ${action}`, events: event.group });
    }
  };
  for (const message of messages) {
    tellUntil(message.at);
    begin(message.at);
    const its = sideOf(message);
    items.push({ kind: 'message', key: message.id, message, first: its !== side });
    side = its;
  }
  tellUntil(Infinity);
  return items;
}

/** What a ticket's beginning and its agent are told of in one line: they happen at once. */
function joined(history: readonly TicketEntryView[]): TicketEntryView[][] {
  const groups: TicketEntryView[][] = [];
  for (const entry of history) {
    const before = groups.at(-1)?.at(-1);
    const follows = before?.action === 'created' && entry.action === 'given' && entry.at - before.at < together;
    if (follows) groups.at(-1)?.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

/** A ticket begins before the message that it is made of, whose instant is a little earlier. */
function placeOf([first]: readonly TicketEntryView[], messages: readonly ChatMessageView[]): number {
  const at = first?.at ?? 0;
  if (first?.action !== 'created') return at;
  const cause = messages.findLast((one) => one.from === 'customer' && one.at <= at && at - one.at < together);
  return cause?.at ?? at;
}

/** Who speaks: the customer, or ours by name, so that each colleague begins a run of their own. */
function sideOf({ from, agent, kind }: ChatMessageView): string {
  return from === 'customer' ? from : `${kind === 'template' ? kind : from} ${agent}`;
}
