// The state of the fake program: what the desk behind a real door would keep.
import type { ProgramLost } from '../door';
import type {
  Change,
  ConnectionView,
  DraftView,
  PresenceView,
  SentRow,
  SettingsView,
  Snapshot,
  TemplateRow,
} from '../views';
import { FakeConnections, firstConnections } from './connections';
import { FakeTickets } from './attending';
import { FakePhones } from './phone';
import { agent, bots } from './people';
import { refusal } from './refusal';
import { advanced, pastRows } from './sends';
import type { FakeTeam } from './team';
import { written, type Written } from './written';

export type FakeOptions = {
  stage?: 'welcome' | 'desk';
  presence?: string;
  /** Milliseconds between two statuses of a send; 0: they move when told. */
  step?: number;
  /** Milliseconds until an answer comes. */
  delay?: number;
  undoSeconds?: number;
  /** No sends, no drafts, no templates: the first day. */
  empty?: boolean;
  language?: string;
  density?: string;
  /** So many templates more, for long lists. */
  moreTemplates?: number;
  /** So many sends more, each to another person, for long lists. */
  moreSends?: number;
  /** A team's hub and a contract on Blip besides this computer. */
  moreConnections?: boolean;
  /** Conversations under way, and customers who wait. */
  tickets?: boolean;
  role?: 'agent' | 'supervisor';
  /** What it is signed in to; the simulator within the program by default. */
  kind?: 'embedded' | 'hub' | 'blip';
  /** What the platform is not able to do. */
  without?: readonly string[];
  /** The clock of the platform; Date.now by default. */
  now?: () => number;
};

/** What was asked to be done: the command and what it was given. */
export type Done = { name: string; given: unknown[] };

const settings: SettingsView = {
  language: '',
  theme: 'system',
  density: 'normal',
  undoSeconds: 5,
  notifyFailures: true,
  notifyReplies: true,
  notifyWaiting: true,
  sounds: true,
  enterSends: true,
  idleRule: true,
  singleKeys: true,
  region: 'CO',
};

const abilities = [
  'presence',
  'sent',
  'live',
  'favourites',
  'simulator',
  'tickets',
  'contacts',
  'uploads',
  'ticket-history',
];

export class FakeProgram {
  /** Templates that the team's agents are not offered. */
  readonly withheld = new Set<string>();
  readonly listeners = new Set<(change: Change) => void>();
  readonly lostListeners = new Set<(lost: ProgramLost | undefined) => void>();
  readonly done: Done[] = [];
  readonly refusals = new Map<string, string>();
  /** Calls that find no answer. */
  readonly held = new Set<string>();
  readonly sent = new Map<string, SentRow>();
  readonly drafts = new Map<string, DraftView>();
  readonly handed = new Map<string, DraftView>();
  readonly checked = new Set<string>();
  readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly templates = new Map<string, { written: Written; row: TemplateRow }>();
  readonly connections: FakeConnections;
  readonly tickets: FakeTickets;
  readonly phones = new FakePhones(this);
  readonly team: FakeTeam = { told: {} };
  /** How fast simulated time runs, and how far it was brought ahead, in milliseconds. */
  pace = 1;
  ahead = 0;
  readonly now: () => number;
  revision = 1;
  stage: string;
  presence: PresenceView;
  connection: ConnectionView;
  settings: SettingsView;

  constructor(readonly options: FakeOptions) {
    const now = options.now ?? Date.now;
    this.now = () => now() + this.ahead;
    this.stage = options.stage ?? 'desk';
    this.connections = new FakeConnections(firstConnections(Date.now(), options.moreConnections ?? false));
    this.presence = { status: options.presence ?? 'Online', reason: '', since: this.now(), local: false };
    this.connection = { phase: 'connected', since: this.now(), nextTryAt: 0 };
    this.settings = {
      ...settings,
      undoSeconds: options.undoSeconds ?? 5,
      language: options.language ?? '',
      density: options.density ?? 'normal',
    };
    if (!options.empty) this.#remember();
    this.tickets = new FakeTickets(this);
  }

  #remember(): void {
    for (const row of pastRows(this.now(), this.options.moreSends)) this.sent.set(row.id, row);
    for (const template of [...written, ...copies(this.options.moreTemplates ?? 0)]) this.learn(template);
  }

  learn(template: Written): void {
    const id = `${template.bot}/${template.name}/${template.language}`;
    const row: TemplateRow = {
      id,
      bot: template.bot,
      name: template.name,
      language: template.language,
      category: template.category,
      status: template.status ?? 'APPROVED',
      quality: template.quality ?? 'GREEN',
      headerKind: template.header?.kind ?? '',
      body: template.body.replace(/\s+/g, ' ').slice(0, 160),
      sendable: !template.why,
      why: template.why ?? '',
      favourite: template.favourite ?? false,
      lastUsedAt: template.used ? this.now() - template.used * 3_600_000 : 0,
    };
    this.templates.set(id, { written: template, row });
  }

  tell(change: Partial<Change>): void {
    this.revision += 1;
    this.connection = change.connection ?? this.connection;
    for (const listener of this.listeners) listener({ revision: this.revision, now: this.now(), ...change });
  }

  put(row: SentRow): void {
    this.sent.set(row.id, row);
    this.tell({ sent: [row] });
  }

  advance(id: string): void {
    const row = this.sent.get(id);
    if (!row || row.status === 'read' || row.status === 'cancelled') return;
    this.put(advanced(row, this.now()));
    if (this.options.step) this.wait(id, this.options.step);
  }

  wait(id: string, milliseconds: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.set(
      id,
      setTimeout(() => this.advance(id), milliseconds),
    );
  }

  setPresence(status: string, reason = ''): void {
    this.presence = { status, reason, since: this.now(), local: false };
    this.tell({ presence: this.presence });
  }

  template(id: string): { written: Written; row: TemplateRow } {
    const found = this.templates.get(id);
    if (!found) throw refusal('template-unknown');
    return found;
  }

  /** What a supervisor may do beyond an agent; which templates are offered is settled here on Blip alone. */
  #supervising(): string[] {
    if (this.options.role !== 'supervisor') return [];
    return this.options.kind === 'blip' ? ['supervision', 'offers'] : ['supervision'];
  }

  snapshot(): Snapshot {
    return {
      revision: this.revision,
      now: this.now(),
      pace: this.pace,
      ahead: this.ahead,
      stage: this.stage,
      session: {
        kind: this.options.kind ?? 'embedded',
        address: this.options.kind === 'blip' ? 'entregasdelsur/entregasrouter/atencionsur' : '',
        ...agent,
        role: this.options.role ?? 'agent',
        abilities: [...abilities, ...this.#supervising()].filter((ability) => !this.options.without?.includes(ability)),
      },
      connection: this.connection,
      presence: this.presence,
      bots,
      sent: [...this.sent.values()],
      tickets: [...this.tickets.rows.values()],
      drafts: [...this.drafts.values()],
      settings: this.settings,
      templates: { revision: 1, count: this.templates.size, readAt: this.now() - 120_000, reading: false },
    };
  }
}

function copies(count: number): Written[] {
  return Array.from({ length: count }, (_, index) => {
    const like = written[index % written.length] as Written;
    return { ...like, name: `${like.name}_${index + 1}`, favourite: false, used: 0 };
  });
}
