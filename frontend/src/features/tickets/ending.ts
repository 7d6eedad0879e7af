// How a ticket ended for the one who looks at it, in words. Empty while it goes on with this agent or waits.
import type { SessionView, TicketEntryView, TicketRow } from '../../bridge';
import { t } from '../../text';

export function endingWords(
  row: TicketRow,
  ending: TicketEntryView | undefined,
  session: Pick<SessionView, 'name'> | undefined,
): string {
  const mine = ending !== undefined && ending.by !== '' && ending.by === session?.name;
  if (row.status === 'open' && !row.mine) {
    return row.agentName ? t('tickets.endedTaken', { name: row.agentName }) : t('tickets.endedTakenBySomebody');
  }
  if (row.status === 'transferred') {
    if (mine) return t('tickets.endedTransferredYou');
    return row.agentName ? t('tickets.endedTransferred', { name: row.agentName }) : t('tickets.endedMoved');
  }
  if (row.status !== 'closed') return '';
  const byItself = endedByItself(row.closure);
  if (byItself) return byItself;
  if (mine || row.mine) return t('tickets.endedYou');
  return row.agentName ? t('tickets.endedAgent', { name: ending?.by || row.agentName }) : t('tickets.endedGone');
}

/** What ended a ticket that nobody of the team closed; empty when it is not known. */
export function endedByItself(closure: string): string {
  if (closure === 'customer') return t('tickets.endedCustomer');
  return closure === 'inactivity' ? t('tickets.endedInactivity') : '';
}
