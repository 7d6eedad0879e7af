// The one state of the window: a snapshot kept true by numbered changes, a clock of platform time, and
// what both mean for the lists. Components read it; only the door writes it.
import type {
  Change,
  ChatMessageView,
  CheckView,
  ConnectionView,
  Door,
  FaultView,
  PhoneChangeView,
  ProgramLost,
  SentRow,
  TicketRow,
} from '../bridge';
import { faultOf } from '../bridge';
import { anchored, platformNow, type PlatformClock } from './clock';
import { countersOf, entriesOf, nextTurn, shownStatus, type Entry, type ShownStatus } from './sent';
import { Listeners } from './listeners';
import { applied, knownOf, type Known } from './snapshot';
import { eventOf, openOf, ticketCounters, waitingOf, type TicketEvent } from './tickets';

/** How long to wait before asking for a snapshot again after one failed, in milliseconds. */
const snapshotRetry = 1000;
const second = 1000;
/** This machine's two clocks go apart by more than this only when it slept or its clock was changed, in milliseconds. */
const clockSlip = 2000;

/** One row whose shown status changed, for live regions and notifications. */
export type StatusNews = { row: SentRow; status: ShownStatus };

/** What happened to a ticket while the window looked on, or while it had no line. */
export type TicketNews = { row: TicketRow; event: TicketEvent };

export class Desk {
  readonly door: Door;
  /** What the window knows; undefined until the first snapshot. */
  known: Known | undefined = $state.raw();
  /** Why there is no snapshot yet. */
  trouble: FaultView | undefined = $state.raw();
  /** The check of the connection on the screen, as far as it went. */
  check: CheckView | undefined = $state.raw();
  /** Platform time, moved once a second. */
  now = $state.raw(0);
  #programLost: ConnectionView | undefined = $state.raw();
  /** Platform time at which the lists were made: moves only when time changes a row. */
  #listsAt = $state.raw(0);
  #clock: PlatformClock = { platform: 0, local: 0, pace: 1 };
  /** How far this machine's clock is before its monotonic one, which may stand still while it sleeps. */
  #wall = Date.now() - performance.now();
  #turn = Infinity;
  #loading = false;
  #waiting: Change[] = [];
  #stops: (() => void)[] = [];
  #open = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Rows whose shown status changed while the window looked on. */
  readonly news = new Listeners<StatusNews[]>();
  /** Tickets that came or changed. */
  readonly ticketNews = new Listeners<TicketNews[]>();
  /** Tickets that finished, or that this agent may see no longer. */
  readonly ticketsGone = new Listeners<readonly string[]>();
  /** Messages of conversations that are new or changed. */
  readonly chat = new Listeners<readonly ChatMessageView[]>();
  /** A snapshot came in place of changes that were missed. */
  readonly renewed = new Listeners<Known>();
  /** Phones of simulated customers that show something else now. */
  readonly phones = new Listeners<readonly PhoneChangeView[]>();
  /** What went badly without anybody having asked. */
  readonly faults = new Listeners<FaultView>();

  readonly entries: Entry[] = $derived(this.known ? entriesOf(this.known.sent.values(), this.#listsAt) : []);
  readonly counters = $derived(countersOf(this.entries, this.#listsAt));
  readonly waiting: TicketRow[] = $derived(this.known ? waitingOf(this.known.tickets.values()) : []);
  readonly talking: TicketRow[] = $derived(this.known ? openOf(this.known.tickets.values()) : []);
  readonly ticketCounters = $derived(ticketCounters(this.waiting, this.talking));
  /** Whether the platform gives this agent tickets at all. */
  readonly hasTickets = $derived(this.known?.session.abilities.includes('tickets') ?? false);
  /** Whether this account may see what the whole team sent. */
  readonly supervises = $derived(this.known?.session.abilities.includes('supervision') ?? false);
  readonly online = $derived(this.known?.presence.status === 'Online');
  /** The line to the platform; `unreachable` when not even the program behind this page answers. */
  readonly connection: ConnectionView | undefined = $derived(this.#programLost ?? this.known?.connection);
  readonly connected = $derived(this.connection?.phase === 'connected');

  constructor(door: Door) {
    this.door = door;
  }

  /** The time for lists: stays the same until a row's status, group or presence changes by time. */
  get listsAt(): number {
    return this.#listsAt;
  }

  /** Begins to listen and asks for the first snapshot. Ends with `close`. */
  open(): void {
    this.#open = true;
    this.#stops.push(this.door.watch((change) => this.#take(change)));
    this.#stops.push(this.door.onProgramLost((lost) => this.#loseProgram(lost)));
    const ticker = setInterval(() => this.#tick(), second);
    this.#stops.push(() => clearInterval(ticker));
    void this.#load();
  }

  close(): void {
    this.#open = false;
    clearTimeout(this.#retry);
    for (const stop of this.#stops.splice(0)) stop();
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const snapshot = await this.door.ask.snapshot();
      const before = this.known;
      this.known = knownOf(snapshot);
      this.trouble = undefined;
      this.#clock = anchored(this.#clock, snapshot.now, performance.now(), snapshot.pace || 1);
      this.#renewLists();
      this.#loading = false;
      if (before) this.#tellRenewed(before, this.known);
      for (const change of this.#waiting.splice(0)) this.#take(change);
    } catch (thrown) {
      this.trouble = faultOf(thrown).view;
      this.#loading = false;
      clearTimeout(this.#retry);
      if (this.#open) this.#retry = setTimeout(() => void this.#load(), snapshotRetry);
    }
  }

  #loseProgram(lost: ProgramLost | undefined): void {
    const local = performance.now();
    this.#programLost = lost && {
      phase: 'unreachable',
      since: this.#programLost?.since ?? platformNow(this.#clock, local),
      nextTryAt: platformNow(this.#clock, local + lost.nextTryIn),
    };
  }

  #take(change: Change): void {
    if (change.fault) this.faults.tell(change.fault);
    if (change.phones) this.phones.tell(change.phones);
    if (change.check) this.check = change.check;
    if (this.#loading || !this.known) {
      this.#waiting.push(change);
      return;
    }
    const before = this.known;
    const result = applied(before, change);
    if (result.outcome === 'resync') {
      void this.#load();
      return;
    }
    if (result.outcome === 'known') return;
    this.#clock = anchored(this.#clock, change.now, performance.now());
    this.known = result.known;
    this.#renewLists();
    this.#tellNews(before, change.sent ?? []);
    this.#tellTickets(before, change.tickets ?? [], change.ticketsGone ?? []);
    if (change.chat) this.chat.tell(change.chat);
  }

  /** What a snapshot says of tickets after changes were missed; of another session everything is old. */
  #tellRenewed(before: Known, known: Known): void {
    if (before.stage !== 'desk' || before.session.identity !== known.session.identity) return;
    const gone = [...before.tickets.keys()].filter((id) => !known.tickets.has(id));
    const rows = [...known.tickets.values()].filter((row) => {
      const old = before.tickets.get(row.id);
      return old?.lastAt !== row.lastAt || old.status !== row.status;
    });
    this.#tellTickets(before, rows, gone);
    this.renewed.tell(known);
  }

  #tellTickets(before: Known, rows: readonly TicketRow[], gone: readonly string[]): void {
    const news = rows.map((row) => ({ row, event: eventOf(before.tickets.get(row.id), row) }));
    if (news.length > 0) this.ticketNews.tell(news);
    if (gone.length > 0) this.ticketsGone.tell(gone);
  }

  #tellNews(before: Known, rows: readonly SentRow[]): void {
    const news = rows.flatMap((row) => {
      const status = shownStatus(row, this.now);
      const old = before.sent.get(row.id);
      return old && shownStatus(old, this.now) === status ? [] : [{ row, status }];
    });
    if (news.length > 0) this.news.tell(news);
  }

  #tick(): void {
    if (!this.known) return;
    const wall = Date.now() - performance.now();
    if (Math.abs(wall - this.#wall) > clockSlip) void this.#load(); // only the platform knows what time it is
    this.#wall = wall;
    this.now = platformNow(this.#clock, performance.now());
    if (this.now >= this.#turn) this.#renewLists();
  }

  #renewLists(): void {
    this.now = platformNow(this.#clock, performance.now());
    this.#listsAt = this.now;
    this.#turn = this.known ? nextTurn(this.known.sent.values(), this.now) : Infinity;
  }
}
