// The phones of the fake program's customers, and its simulated time.
import type { Commands, Queries } from '../door';
import type {
  ChatMessageView,
  ClockView,
  PhoneActInput,
  PhoneMessageView,
  PhoneRow,
  PhoneView,
  SentRow,
} from '../views';
import { drawn } from './drawing';
import { givenIn } from './given';
import { bots } from './people';
import { van } from './pictures';
import type { FakeProgram } from './program';
import { refusal } from './refusal';
import { chatMessage } from './tickets';

type PhoneCommands = Pick<Commands, 'actOnPhone' | 'setClock'>;
type PhoneQueries = Pick<Queries, 'phones' | 'phone' | 'clock'>;

/** What the people of the fake do by themselves, by name; the others read soon and stay silent. */
const characters: Record<string, string> = {
  'Rita Lima': 'taps',
  'Ana Paula Souza': 'third-day',
  'Sofía Castillo': 'stops',
  'Nicolás Ferrer': 'never-reads',
};

const onPhone = ['delivered', 'read', 'expired'];

export class FakePhones {
  readonly states = new Map<string, string>();
  /** Who was made to answer, or not to, without being played. */
  readonly #talk = new Map<string, string>();
  /** What a customer wrote of their own accord, before it is in a ticket. */
  readonly #written = new Map<string, ChatMessageView[]>();

  constructor(private readonly fake: FakeProgram) {}

  rows(): PhoneRow[] {
    const rows = new Map<string, PhoneRow>();
    for (const { contactId, bot, name, phone, phoneShown, deliveredAt, readAt, status } of this.fake.sent.values()) {
      if (!onPhone.includes(status)) continue;
      const before = rows.get(contactId);
      const state = this.states.get(contactId) ?? 'on';
      const talk = this.#talk.get(contactId);
      const character = talk ?? characters[name] ?? 'steady';
      const answers = talk === 'talkative';
      const unread = (before?.unread ?? 0) + (readAt === 0 ? 1 : 0);
      const at = Math.max(before?.at ?? 0, deliveredAt);
      rows.set(contactId, { contactId, bot, name, phone, phoneShown, state, character, answers, at, unread });
    }
    return [...rows.values()].sort((a, b) => b.at - a.at);
  }

  view(contactId: string): PhoneView {
    const row = this.rows().find((one) => one.contactId === contactId);
    if (!row) throw refusal('platform-refused');
    const sends = [...this.fake.sent.values()].filter((one) => one.contactId === contactId && one.deliveredAt > 0);
    const messages = [
      ...sends.map((send) => this.#active(send)),
      ...(this.#written.get(contactId) ?? []).map((message) => ({ message, receivedAt: 0, readAt: 0 })),
    ].sort((a, b) => a.message.at - b.message.at);
    return { row, botName: bots.find(({ id }) => id === row.bot)?.name ?? '', messages, samples: [van] };
  }

  #active(send: SentRow): PhoneMessageView {
    const given = givenIn(this.fake, send);
    const preview = drawn(given.template, given.drawn);
    const template = { kind: 'template', template: send.templateName, from: 'agent', preview };
    return {
      message: chatMessage({ id: send.id, ...template, at: send.createdAt, status: send.status }),
      receivedAt: send.deliveredAt,
      readAt: send.readAt,
    };
  }

  act({ contactId, bot, act, text, picture, button }: PhoneActInput): void {
    const now = this.fake.now();
    if (act === 'off' || act === 'on') this.states.set(contactId, act);
    if (act === 'block') this.states.set(contactId, 'blocked');
    if (act === 'talkative' || act === 'silent') this.#talk.set(contactId, act);
    if (act === 'read') {
      for (const row of this.fake.sent.values()) {
        if (row.contactId === contactId && row.status === 'delivered')
          this.fake.put({ ...row, status: 'read', readAt: now });
      }
    }
    if (act === 'reply' || act === 'tap') {
      const media = { url: picture, contentType: 'image/jpeg', name: '', size: 0 };
      const latest = this.view(contactId).messages.findLast(({ message }) => message.preview)?.message;
      const all = this.#written.get(contactId) ?? [];
      const said = {
        id: `${contactId}-${all.length}`,
        at: now,
        status: 'sent',
        text: act === 'tap' ? (latest?.preview?.buttons[button]?.label ?? '') : text,
        inReply: act === 'tap' ? (latest?.id ?? '') : '',
      };
      all.push(chatMessage(picture ? { ...said, kind: 'image', media } : said));
      this.#written.set(contactId, all);
    }
    this.changed(contactId, bot);
  }

  /** A phone shows something else now, or the agent's side writes. */
  changed(contactId: string, bot: string, typing = false): void {
    const change = { revision: 0, now: this.fake.now(), phones: [{ contactId, bot, typing }] };
    for (const listener of this.fake.listeners) listener(change);
  }
}

export function phoneCommandsOf(fake: FakeProgram): PhoneCommands {
  return {
    actOnPhone: async (act) => fake.phones.act(act),
    setClock: async (factor, advanceSeconds) => {
      if (factor > 0) fake.pace = factor;
      fake.ahead += advanceSeconds * 1000;
      fake.tell({ resync: true });
      return clockOf(fake);
    },
  };
}

export function phoneQueriesOf(fake: FakeProgram): PhoneQueries {
  return {
    phones: async () => fake.phones.rows(),
    phone: async (contactId) => fake.phones.view(contactId),
    clock: async () => clockOf(fake),
  };
}

const clockOf = (fake: FakeProgram): ClockView => ({ now: fake.now(), pace: fake.pace, ahead: fake.ahead });
