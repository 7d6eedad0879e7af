// Tickets and conversations of the fake program: not there yet.
import type { Commands, Queries } from '../door';
import { refusal } from './program';

type TicketCommands = Pick<
  Commands,
  | 'takeTicket'
  | 'closeTicket'
  | 'transferTicket'
  | 'tagTicket'
  | 'sendChatMessage'
  | 'retryChatMessage'
  | 'readTicket'
  | 'tellTyping'
  | 'saveUnsent'
  | 'changeContact'
  | 'addComment'
>;

type TicketQueries = Pick<Queries, 'ticket' | 'chatMessages' | 'transferTargets' | 'ticketTags' | 'cannedReplies'>;

const refused = async (): Promise<never> => {
  throw refusal('not-supported');
};

export const ticketCommands: TicketCommands = {
  takeTicket: refused,
  closeTicket: refused,
  transferTicket: refused,
  tagTicket: refused,
  sendChatMessage: refused,
  retryChatMessage: refused,
  readTicket: refused,
  tellTyping: refused,
  saveUnsent: refused,
  changeContact: refused,
  addComment: refused,
};

export const ticketQueries: TicketQueries = {
  ticket: refused,
  chatMessages: refused,
  transferTargets: refused,
  ticketTags: refused,
  cannedReplies: refused,
};
