// Whether this agent may write to a ticket's customer. Pure.
import type { TicketRow } from '../../bridge';

/** The customer last wrote more than 24 h ago: WhatsApp lets nobody write freely any more. */
export const windowOver = ({ windowEnds }: Pick<TicketRow, 'windowEnds'>, now: number): boolean =>
  windowEnds > 0 && now >= windowEnds;

export const mayWrite = (ticket: TicketRow, now: number): boolean =>
  ticket.status === 'open' && ticket.mine && !windowOver(ticket, now);
