// What happened to the ticket, in words, for the lines between the messages.
import type { TicketEntryView, TicketRow } from '../../bridge';
import { accountName } from '../../pieces/ticketWords';
import { t } from '../../text';

/** The facts of one moment, and what was noted. */
export type Told = { facts: readonly string[]; note: string };

/** Who reads, by name and identity, and what stands around the ticket. */
export type Around = {
  me: readonly string[];
  bot: string;
  ticket: Pick<TicketRow, 'answers' | 'closure' | 'queue'>;
};

/** What happened at one moment, for the person who reads it. */
export function eventTold(events: readonly TicketEntryView[], around: Around): Told {
  const note = events.map((event) => event.note).find((written) => written !== '');
  return {
    facts: events.flatMap((event) => factsOf(event, around)),
    note: note ? t('talk.note', { note }) : '',
  };
}

function factsOf(event: TicketEntryView, { me, bot, ticket }: Around): string[] {
  const { action, by, to } = event;
  const mine = me.includes(to);
  const names = { by: accountName(by), name: accountName(to) };
  switch (action) {
    case 'created':
      return begun(event, { me, bot, ticket });
    case 'given':
      return [mine ? t('talk.eventYours') : t('talk.eventOf', names)];
    case 'taken':
      return [mine ? t('talk.eventTakenYou') : t('talk.eventTaken', names)];
    case 'handed-over':
      return [mine ? t('talk.eventHandedYou', names) : t('talk.eventHanded', names)];
    case 'transferred':
      return [moved(event, me)];
    default:
      return [ended(by, me, ticket.closure)];
  }
}

/** A ticket begins with what the customer did, and waits for one agent when it is theirs. */
function begun({ by, to }: TicketEntryView, { me, bot, ticket }: Around): string[] {
  if (by !== '') return [moved({ by, to }, me)];
  const began = ticket.answers ? t('talk.eventAnswered') : t('talk.eventWrote', { bot });
  if (to === '' || to === ticket.queue) return [began];
  const waits = me.includes(to) ? t('talk.waitsForYou') : t('talk.waitsFor', { name: accountName(to) });
  return [began, waits];
}

function moved({ by, to }: Pick<TicketEntryView, 'by' | 'to'>, me: readonly string[]): string {
  const names = { by: accountName(by), name: accountName(to) };
  if (me.includes(by)) return t('talk.eventYouTransferred', names);
  return me.includes(to) ? t('talk.eventTransferredYou', names) : t('talk.eventTransferred', names);
}

function ended(by: string, me: readonly string[], closure: string): string {
  if (closure === 'customer') return t('talk.eventClosedCustomer');
  if (closure === 'inactivity') return t('talk.eventClosedInactivity');
  if (by === '') return t('talk.eventEnded');
  return me.includes(by) ? t('talk.eventYouClosed') : t('talk.eventClosed', { by: accountName(by) });
}
