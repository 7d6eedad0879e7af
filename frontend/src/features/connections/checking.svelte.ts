// One connection on its way: what stands in the fields, what was said of them, its check, and connecting.
// A check belongs to the fields as they were; when they change, it is stale and Connect checks again.
import { faultOf, type CheckView, type ConnectionRow } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { faultText } from '../../text';
import { draftOf, entryOf, problemsOf, type Entry, type Field, type Problem } from './connectDraft';

const nothing: CheckView = { running: false, steps: [] };

export class Checking {
  readonly desk: Desk;
  readonly keys: readonly string[];
  entry: Entry = $state() as Entry;
  busy = $state(false);
  trouble: { title: string; text: string } | undefined = $state.raw();
  /** Fields that were left: what is wrong in them is said. What is missing is said once something was asked. */
  #left: readonly Field[] = $state.raw([]);
  #asked = $state.raw(false);
  #checked = $state.raw('');
  #connects = false;
  readonly #begun: string;

  constructor(desk: Desk, edited: ConnectionRow | undefined) {
    this.desk = desk;
    this.keys = edited?.keys ?? [];
    this.entry = entryOf(edited);
    this.#begun = this.#now();
  }

  readonly check: CheckView = $derived.by(() => this.desk.check ?? nothing);
  readonly all: Partial<Record<Field, Problem>> = $derived.by(() => problemsOf(this.entry, this.keys));
  /** What is said now: nothing of a field that nobody has been to. */
  readonly problems: Partial<Record<Field, Problem>> = $derived.by(() =>
    Object.fromEntries(
      Object.entries(this.all).filter(
        ([field, problem]) => this.#asked || (this.#left.includes(field as Field) && problem !== 'missing'),
      ),
    ),
  );
  readonly stale = $derived.by(() => this.#checked !== '' && this.#checked !== this.#now());
  readonly failed = $derived.by(() => this.check.steps.find(({ state }) => state === 'failed'));
  /** Every step was walked with the fields as they are. */
  readonly sound = $derived.by(
    () =>
      !this.stale &&
      this.check.steps.length > 0 &&
      this.check.steps.every(({ state }) => state !== 'waiting' && state !== 'running' && state !== 'failed'),
  );

  /** Something was typed or chosen. */
  get touched(): boolean {
    return this.#now() !== this.#begun;
  }

  #now(): string {
    return JSON.stringify(draftOf(this.entry));
  }

  leave(field: Field): void {
    this.#left = [...this.#left, field];
  }

  /** The first field that is wrong, after which everything wrong is said. */
  firstWrong(): Field | undefined {
    this.#asked = true;
    return Object.keys(this.all)[0] as Field | undefined;
  }

  /** Walks all steps, or one. */
  async walk(step: string): Promise<void> {
    this.trouble = undefined;
    if (step === '' || this.stale) step = '';
    this.#checked = this.#now();
    await this.#told(this.desk.door.do.checkConnection(draftOf(this.entry), step));
  }

  async stop(): Promise<void> {
    this.#connects = false;
    this.#checked = '';
    await this.#told(this.desk.door.do.cancelCheck());
  }

  /** Connects when the check of these very fields found nothing against it; checks first otherwise. */
  async connect(): Promise<boolean> {
    if (this.sound) return this.#connect();
    this.#connects = true;
    await this.walk('');
    return false;
  }

  /** To be called when a check changed: goes on to connect where that was asked for. */
  async checked(): Promise<boolean> {
    if (!this.#connects || this.check.running || this.check.steps.length === 0) return false;
    this.#connects = false;
    return this.sound ? this.#connect() : false;
  }

  async #connect(): Promise<boolean> {
    this.busy = true;
    const done = await this.#told(this.desk.door.do.connect(draftOf(this.entry)));
    this.busy = false;
    return done;
  }

  async #told(call: Promise<void>): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (thrown) {
      const { code, parameters } = faultOf(thrown).view;
      this.trouble = faultText(code, parameters);
      this.#connects = false;
      this.#checked = '';
      return false;
    }
  }
}
