// What happened to the ticket, in words, for the lines between the messages.
import type { TicketEntryView, TicketRow } from '../../bridge';
import { t } from '../../text';

export type Told = { text: string; note: string };

/** Who reads, and the names that stand around the ticket. */
export type Around = { me: string; bot: string; ticket: Pick<TicketRow, 'answers' | 'closure' | 'queue'> };

/** One line of the ticket's history for the person who reads it. */
export function eventTold(event: TicketEntryView, around: Around): Told {
  return { text: textOf(event, around), note: event.note === '' ? '' : t('talk.note', { note: event.note }) };
}

function textOf(event: TicketEntryView, { me, bot, ticket }: Around): string {
  const { action, by, from, to } = event;
  const mine = to !== '' && to === me;
  switch (action) {
    case 'created':
      return begun(event, { me, bot, ticket });
    case 'given':
      return mine ? t('talk.eventYours') : t('talk.eventOf', { name: to });
    case 'taken':
      return mine ? t('talk.eventTakenYou') : t('talk.eventTaken', { name: to });
    case 'handed-over':
      return mine ? t('talk.eventHandedYou', { by }) : t('talk.eventHanded', { by, name: to });
    case 'released':
      return t('talk.eventReleased', { name: from });
    case 'transferred':
      return moved(event, me);
    default:
      return ended(by, me, ticket.closure);
  }
}

/** A ticket begins with what the customer did, and waits for one agent when it is theirs. */
function begun({ by, to }: TicketEntryView, { me, bot, ticket }: Around): string {
  if (by !== '') return moved({ by, to }, me);
  const began = ticket.answers ? t('talk.eventAnswered') : t('talk.eventWrote', { bot });
  if (to === '' || to === ticket.queue) return began;
  return `${began} · ${to === me ? t('talk.waitsForYou') : t('talk.waitsFor', { name: to })}`;
}

function moved({ by, to }: Pick<TicketEntryView, 'by' | 'to'>, me: string): string {
  if (by === me) return t('talk.eventYouTransferred', { name: to });
  return to === me ? t('talk.eventTransferredYou', { by }) : t('talk.eventTransferred', { by, name: to });
}

function ended(by: string, me: string, closure: string): string {
  if (closure === 'customer') return t('talk.eventClosedCustomer');
  if (closure === 'inactivity') return t('talk.eventClosedInactivity');
  if (by === '') return t('talk.eventEnded');
  return by === me ? t('talk.eventYouClosed') : t('talk.eventClosed', { by });
}
