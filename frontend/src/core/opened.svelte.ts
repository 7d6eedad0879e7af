// What one looks at: the tab on the left, and the send or the conversation on the right. A customer who
// answers keeps the place: the conversation opens where their send, or their finished ticket, was. A send that
// failed is nothing to answer: it stays where its reason is read.
import type { SentRow, TicketEntryView, TicketRow } from '../bridge';
import type { Desk, TicketNews } from './desk.svelte';
import { Listeners } from './listeners';
import { sameCustomer, tabOf, unfinished, type TicketTab } from './tickets';

export type Tab = TicketTab | 'sent';

/** The ticket in which the opened customer stands now, and the list in which they stood. */
export type Move = { row: TicketRow; from: Tab | undefined };

export class Opened {
  /** The list on the left. */
  tab: Tab = $state('sent');
  readonly #desk: Desk;
  /** As they were opened: what has left the lists since is still shown. */
  #send: SentRow | undefined = $state.raw();
  #ticket: TicketRow | undefined = $state.raw();
  /** How the opened ticket ended, as far as its history tells. */
  ending: TicketEntryView | undefined = $state.raw();
  #begun = false;
  /** The opened customer stands somewhere else now. */
  readonly moved = new Listeners<Move>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get send(): SentRow | undefined {
    return this.#send && (this.#desk.known?.sent.get(this.#send.id) ?? this.#send);
  }

  get ticket(): TicketRow | undefined {
    return this.#ticket && (this.#desk.known?.tickets.get(this.#ticket.id) ?? this.#ticket);
  }

  /** The id of what is opened; empty when nothing is. */
  get id(): string {
    return this.#send?.id ?? this.#ticket?.id ?? '';
  }

  /** The first list that is shown: the conversations that go on, if there are any. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    if (this.#desk.talking.length > 0) this.tab = 'open';
  }

  openSend(row: SentRow): void {
    [this.#send, this.#ticket, this.ending] = [row, undefined, undefined];
  }

  openTicket(row: TicketRow): void {
    [this.#send, this.#ticket, this.ending] = [undefined, row, undefined];
    if (!unfinished(row)) void this.#learn(row);
  }

  /** Begins to follow the opened customer; the returned function ends it. */
  follow(): () => void {
    const stopNews = this.#desk.ticketNews.add((news) => news.forEach((one) => this.#take(one)));
    const stopGone = this.#desk.ticketsGone.add((ids) => {
      const row = this.#ticket;
      if (row && ids.includes(row.id)) void this.#learn(row);
    });
    return () => {
      stopNews();
      stopGone();
    };
  }

  #take({ row, event }: TicketNews): void {
    const before = this.#ticket;
    if (before?.id === row.id) {
      this.#ticket = row;
      if (event === 'opened') this.moved.tell({ row, from: tabOf(before) });
    } else if (event === 'came' && tabOf(row) && this.#goesOn(row)) {
      this.openTicket(row);
      this.moved.tell({ row, from: before ? tabOf(before) : 'sent' });
    }
  }

  /** Whether a ticket that just came goes on with the customer who is being looked at. */
  #goesOn(row: TicketRow): boolean {
    const { send, ticket } = this;
    if (send) return row.answers === send.id || (send.status !== 'failed' && sameCustomer(send, row));
    return ticket !== undefined && (row.parent === ticket.id || (!unfinished(ticket) && sameCustomer(ticket, row)));
  }

  /**
   * Asks how a ticket ended. One that may be seen no longer is with somebody else: taken, when it waited. Of a
   * transferred one the name is that of who goes on with it.
   */
  async #learn(row: TicketRow): Promise<void> {
    const lost = { ...row, status: row.status === 'waiting' ? 'open' : 'transferred', mine: false, agentName: '' };
    const { known, ending } = await this.#desk.door.ask.ticket(row.id).then(
      ({ row: known, history }) => ({ known, ending: history.at(-1) }),
      () => ({ known: lost, ending: undefined }),
    );
    if (this.#ticket?.id !== row.id) return;
    this.ending = ending;
    this.#ticket = known.status === 'transferred' ? { ...known, agentName: ending?.to ?? '' } : known;
  }
}
