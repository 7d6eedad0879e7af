// What stands on the customers' phones, asked anew whenever the platform says that one changed.
import {
  faultOf,
  type FaultView,
  type PhoneActInput,
  type PhoneChangeView,
  type PhoneRow,
  type PhoneView,
} from '../../bridge';
import type { Desk } from '../../core/desk.svelte';

/** Changes that come so close together are one question, in milliseconds. */
const together = 120;
/** Who stops writing without saying so is shown as writing no longer than this, in milliseconds. */
const typingMax = 10_000;

export class Playing {
  readonly #desk: Desk;
  rows: PhoneRow[] | undefined = $state.raw();
  trouble: FaultView | undefined = $state.raw();
  view: PhoneView | undefined = $state.raw();
  /** The bot's side writes to the opened phone. */
  typing = $state(false);
  /** What arrives on the opened phone is read at once. */
  readsAtOnce = $state(true);
  #opened: PhoneRow | undefined = $state.raw();
  #readTried = '';
  #looking = false;
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Names the opened phone in lists; empty for none. */
  get opened(): string {
    return this.#opened ? keyOf(this.#opened) : '';
  }

  /** Begins to listen; the returned function ends it. */
  begin(): () => void {
    const stops = [
      this.#desk.phones.add((changed) => this.#changed(changed)),
      this.#desk.renewed.add(() => this.#soon()),
    ];
    void this.#look();
    return () => {
      for (const stop of stops) stop();
      clearTimeout(this.#timer);
      clearTimeout(this.#typingEnds);
    };
  }

  open(row: PhoneRow): void {
    if (keyOf(row) === this.opened) return;
    this.#opened = row;
    this.view = undefined;
    this.#write(false);
    void this.#look();
  }

  /** Asks again at once. */
  retry(): void {
    this.trouble = undefined;
    void this.#look();
  }

  /** Something that the opened phone's owner does. Rejects with a Fault. */
  async act(act: string, more: Partial<PhoneActInput> = {}): Promise<void> {
    const of = this.#opened;
    if (!of) return;
    const { contactId, bot } = of;
    await this.#desk.door.do.actOnPhone({ contactId, bot, act, text: '', picture: '', button: 0, ...more });
    if (act !== 'type') this.#soon();
  }

  #changed(phones: readonly PhoneChangeView[]): void {
    for (const phone of phones) if (keyOf(phone) === this.opened) this.#write(phone.typing);
    this.#soon();
  }

  #write(typing: boolean): void {
    clearTimeout(this.#typingEnds);
    this.typing = typing;
    if (typing) this.#typingEnds = setTimeout(() => (this.typing = false), typingMax);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => void this.#look(), together);
  }

  /** One question at a time, and one more when something changed meanwhile: an answer never covers a newer one. */
  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asked = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#asked) {
      this.#asked = false;
      await this.#lookOnce();
    }
    this.#looking = false;
  }

  async #lookOnce(): Promise<void> {
    const opened = this.#opened;
    const { ask } = this.#desk.door;
    try {
      const [rows, view] = await Promise.all([
        ask.phones(),
        opened ? ask.phone(opened.contactId, opened.bot) : undefined,
      ]);
      this.rows = rows;
      this.trouble = undefined;
      if (opened !== this.#opened) return;
      this.view = view;
      await this.read();
    } catch (thrown) {
      this.trouble = faultOf(thrown).view;
    }
  }

  /** Reads what stands on the opened phone, if it may. The same messages are tried once. */
  async read(): Promise<void> {
    const unread =
      this.view?.messages.filter(({ message, readAt }) => message.from !== 'customer' && readAt === 0) ?? [];
    const tried = unread.map(({ message }) => message.id).join(' ');
    if (!this.readsAtOnce || this.view?.row.state !== 'on' || tried === '' || tried === this.#readTried) return;
    this.#readTried = tried;
    await this.act('read');
  }
}

export const keyOf = (phone: { contactId: string; bot: string }): string => `${phone.contactId} ${phone.bot}`;
