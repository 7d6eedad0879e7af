// What the fake program does and answers about tickets.
import type { Commands, Queries } from '../door';
import { cannedReplies, ticketTags, transferTargets } from './attending';
import { agent } from './people';
import type { FakeProgram } from './program';
import { refusal } from './refusal';

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
  | 'saveFile'
  | 'saveText'
  | 'changeContact'
  | 'addComment'
>;
type TicketQueries = Pick<
  Queries,
  'ticket' | 'sentTicket' | 'chatMessages' | 'transferTargets' | 'ticketTags' | 'cannedReplies'
>;

const named = (identity: string) => transferTargets.agents.find((one) => one.identity === identity)?.name ?? identity;

export function ticketCommandsOf(fake: FakeProgram): TicketCommands {
  const { tickets } = fake;
  return {
    takeTicket: async (id) => {
      const row = tickets.row(id);
      if (row.status !== 'waiting' || (row.reservedFor !== '' && !row.reserved)) throw refusal('ticket-not-yours');
      const mine = { status: 'open', mine: true, agent: agent.identity, agentName: agent.name, takenAt: fake.now() };
      tickets.put({ ...row, ...mine, reserved: false, reservedFor: '', why: 'taken' });
    },
    closeTicket: async (id, tags) => tickets.end(id, { status: 'closed', closure: 'agent', tags }),
    transferTicket: async ({ ticket, agent: to, queue }) =>
      tickets.end(ticket, { status: 'transferred', mine: false, agentName: to ? named(to) : '', queue: queue || '' }),
    tagTicket: async (id, tags) => tickets.put({ ...tickets.row(id), tags }),
    sendChatMessage: async (draft) => tickets.send(draft),
    retryChatMessage: async (id) => {
      const failed = [...tickets.messages.values()].flat().find((message) => message.id === id);
      if (!failed) throw refusal('message-unknown');
      return tickets.say({ ...failed, id: `${id}-again`, status: 'sent', at: fake.now() });
    },
    readTicket: async (id) => {
      const row = tickets.row(id);
      if (row.unread > 0 && tickets.rows.has(id)) tickets.put({ ...row, unread: 0 });
    },
    tellTyping: async () => undefined,
    saveUnsent: async (id, text, inReply) => {
      tickets.unsent.set(id, { text, inReply });
      const row = tickets.rows.get(id);
      if (row && row.unsent !== (text !== '')) tickets.put({ ...row, unsent: text !== '' });
    },
    saveFile: async () => undefined,
    saveText: async () => undefined,
    changeContact: async (card) => {
      tickets.cards.set(card.id, card);
      return card;
    },
    addComment: async (_bot, _contactId, text) => {
      const comment = { id: `comment-${tickets.comments.length}`, text, author: agent.name, at: fake.now() };
      tickets.comments.unshift(comment);
      return comment;
    },
  };
}

export function ticketQueriesOf({ tickets }: FakeProgram): TicketQueries {
  return {
    ticket: async (id) => tickets.detail(id),
    sentTicket: async (id) => tickets.answering(id),
    chatMessages: async (query) => tickets.page(query),
    transferTargets: async () => transferTargets,
    ticketTags: async () => ticketTags,
    cannedReplies: async () => cannedReplies,
  };
}
