// A door with a believable program behind it, held in memory: for component tests, for pictures of
// screens, and for working on the window alone. Not part of what is shipped.
//
//   const fake = fakeDoor({ step: 0 });   statuses move only when told: fake.advance(id)
//   fakeDoor({ step: 1500 })              they move by themselves, as with a customer who reads at once
import type { Commands, Door, ProgramLost, Queries } from '../door';
import type { Change, DraftView, SentRow, TicketRow } from '../views';
import type { FakeTickets } from './attending';
import type { FakeConnections } from './connections';
import { commandsOf } from './commands';
import { FakeProgram, type Done, type FakeOptions } from './program';
import { refusal } from './refusal';
import { queriesOf } from './queries';
import { failed } from './sends';
import type { FakeTeam } from './team';

export type { FakeOptions } from './program';

export type FakeDoor = Door & {
  /** What was asked to be done, in order: the command and what it was given. */
  readonly done: readonly Done[];
  /** The next call of a command is refused with this code. */
  refuse(name: keyof Commands | keyof Queries | 'upload', code: string): void;
  /** Calls of this name find no answer from now on. */
  hold(name: keyof Commands | keyof Queries | 'upload'): void;
  /** The customer's phone reports the next status of a send. */
  advance(id: string): void;
  fail(id: string): void;
  setPresence(status: string): void;
  tell(change: Partial<Change>): void;
  /** The program behind the page is gone, or back. */
  loseProgram(lost: ProgramLost | undefined): void;
  /** A row as the platform would tell it, kept so that it can be opened. */
  put(row: SentRow): void;
  /** The customer answers a send; the id of the ticket that this makes. */
  reply(sendId: string, text: string): string;
  /** The customer writes in a ticket. */
  write(ticketId: string, text: string): void;
  putTicket(row: TicketRow): void;
  /** A ticket finishes or passes to somebody else. */
  endTicket(id: string, became: Partial<TicketRow>): void;
  /** A phone shows something else now, or the agent's side writes. */
  changePhone(contactId: string, bot: string, typing?: boolean): void;
  /** A note on the desktop is clicked. */
  clickNote(rowId: string): void;
  readonly drafts: ReadonlyMap<string, DraftView>;
  /** The tickets and what is said in them. */
  readonly tickets: FakeTickets;
  /** The places to sign in to, and what a check of one finds. */
  readonly connections: FakeConnections;
  /** What customers did with their phones: off, blocked; by the id of the contact. */
  readonly phones: Map<string, string>;
  readonly team: FakeTeam;
};

/** Every call is noted, answers after the delay, and is refused when it was told to be. */
function watched<Shape extends object>(fake: FakeProgram, methods: Shape, notes: boolean): Shape {
  const wrap =
    (name: string, method: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]): Promise<unknown> => {
      if (notes) fake.done.push({ name, given: structuredClone(given) });
      if (fake.held.has(name)) return new Promise(() => undefined);
      if (fake.options.delay) await new Promise((done) => setTimeout(done, fake.options.delay));
      const code = fake.refusals.get(name);
      fake.refusals.delete(name);
      if (code) throw refusal(code);
      return method(...given);
    };
  const entries = Object.entries(methods) as [string, (...given: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(entries.map(([name, method]) => [name, wrap(name, method)])) as Shape;
}

export function fakeDoor(options: FakeOptions = {}): FakeDoor {
  const fake = new FakeProgram(options);
  const noteListeners = new Set<(rowId: string) => void>();
  return {
    do: watched(fake, commandsOf(fake), true),
    ask: watched(fake, queriesOf(fake), false),
    watch: (listener) => {
      fake.listeners.add(listener);
      return () => fake.listeners.delete(listener);
    },
    done: fake.done,
    drafts: fake.drafts,
    tickets: fake.tickets,
    connections: fake.connections,
    phones: fake.phones.states,
    team: fake.team,
    refuse: (name, code) => fake.refusals.set(name, code),
    hold: (name) => fake.held.add(name),
    advance: (id) => fake.advance(id),
    fail: (id) => {
      const row = fake.sent.get(id);
      if (row) fake.put(failed(row, fake.now()));
    },
    onProgramLost: (listener) => {
      fake.lostListeners.add(listener);
      return () => fake.lostListeners.delete(listener);
    },
    loseProgram: (lost) => fake.lostListeners.forEach((told) => told(lost)),
    nameWindow: (title) => (document.title = title),
    onNoteClick: (listener) => {
      noteListeners.add(listener);
      return () => noteListeners.delete(listener);
    },
    clickNote: (rowId) => noteListeners.forEach((listener) => listener(rowId)),
    upload: async (file, _ticketId, told) => {
      const code = fake.refusals.get('upload');
      fake.refusals.delete('upload');
      if (code) throw refusal(code);
      if (fake.held.has('upload')) {
        told(file.size * 0.4);
        return new Promise<never>(() => undefined);
      }
      told(file.size);
      const [kind = 'document'] = file.type.split('/');
      const { type: contentType, name, size } = file;
      return { url: `https://files.example/${name}`, contentType, name, size, kind };
    },
    reply: (sendId, text) => {
      const send = fake.sent.get(sendId);
      if (!send) throw refusal('message-unknown');
      return fake.tickets.reply(send, text);
    },
    write: (ticketId, text) => fake.tickets.write(ticketId, text),
    putTicket: (row) => fake.tickets.put(row),
    endTicket: (id, became) => fake.tickets.end(id, became),
    changePhone: (contactId, bot, typing) => fake.phones.changed(contactId, bot, typing),
    setPresence: (status) => fake.setPresence(status),
    tell: (change) => fake.tell(change),
    put: (row) => fake.put(row),
  };
}
