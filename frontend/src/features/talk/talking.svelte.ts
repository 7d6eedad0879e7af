// One conversation, kept true while it is on the screen: its pages, what arrives, and the ticket's history.
import { faultOf, type ChatMessageView, type FaultView, type TicketDetail } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { latest } from '../../core/latest';
import { continues, merged } from './timeline';

/** Messages asked for at once. */
const pageSize = 60;

export class Talking {
  messages: readonly ChatMessageView[] = $state.raw([]);
  /** There are older ones than the first. */
  more = $state.raw(false);
  /** The first page has come. */
  ready = $state.raw(false);
  /** The last change put messages before the first one. */
  grewAtStart = $state.raw(false);
  detail: TicketDetail | undefined = $state.raw();
  /** Why there is nothing to see. */
  trouble: FaultView | undefined = $state.raw();
  /** Whether the page before the first message is being read, or could not be. */
  older: 'still' | 'reading' | 'failed' = $state.raw('still');
  #detail;
  /** Pages under way, and what arrived since the first of them was asked for: it is newer than they are. */
  #reading = 0;
  #arrived: ChatMessageView[] = [];

  constructor(
    readonly desk: Desk,
    readonly ticket: string,
  ) {
    this.#detail = latest(
      (id: string) => desk.door.ask.ticket(id),
      (detail) => (this.detail = detail),
      () => undefined, // the conversation can be read without it
    );
  }

  /** Begins to listen and reads the newest page; the returned function ends it. */
  open(): () => void {
    const stop = this.desk.chat.add((messages) => this.put(messages));
    const stopRenewal = this.desk.renewed.add(() => void this.read());
    void this.read();
    return () => {
      stop();
      stopRenewal();
      this.#detail.drop();
    };
  }

  /** Reads the newest page: at first, and again when changes may have been missed. */
  async read(): Promise<void> {
    this.readDetail();
    const noted = this.#arrived.length;
    this.#reading += 1;
    try {
      const page = await this.desk.door.ask.chatMessages({ ticket: this.ticket, before: 0, limit: pageSize });
      const follows = this.ready && continues(this.messages, page.messages);
      this.grewAtStart = false;
      if (!follows) this.more = page.more;
      const known = merged(follows || !this.ready ? this.messages : [], page.messages);
      this.messages = merged(known, this.#arrived.slice(noted));
      this.ready = true;
      this.trouble = undefined;
    } catch (thrown) {
      if (!this.ready) this.trouble = faultOf(thrown).view;
    } finally {
      this.#reading -= 1;
      if (this.#reading === 0) this.#arrived = [];
    }
  }

  /** Reads who did what with the ticket, which follows from a change of its row. */
  readDetail(): void {
    this.#detail.ask(this.ticket);
  }

  /** Reads the page before the first message. */
  async readOlder(): Promise<void> {
    const first = this.messages[0];
    if (this.older === 'reading' || !this.more || !first) return;
    this.older = 'reading';
    try {
      const { messages, more } = await this.desk.door.ask.chatMessages({
        ticket: this.ticket,
        before: first.at,
        limit: pageSize,
      });
      this.grewAtStart = true;
      this.messages = merged(messages, this.messages);
      this.more = more && messages.length > 0;
      this.older = 'still';
    } catch {
      this.older = 'failed'; // asked again when the person scrolls on, or says so
    }
  }

  /** Takes messages of this conversation that are new or changed. */
  put(messages: readonly ChatMessageView[]): void {
    const mine = messages.filter(({ ticket }) => ticket === this.ticket);
    if (mine.length === 0) return;
    if (this.#reading > 0) this.#arrived.push(...mine);
    this.grewAtStart = false;
    this.messages = merged(this.messages, mine);
  }
}
