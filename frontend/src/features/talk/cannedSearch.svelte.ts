// The search of a prepared answer while one types: opens behind a #, walks by arrows, closes by Escape.
import { faultOf, type CannedReplyView, type FaultView } from '../../bridge';
import { foundReplies } from '../../core/cannedReplies';
import type { Desk } from '../../core/desk.svelte';
import { stepInside } from '../../ui/keyboard';
import { hashAt, type Hash } from './canned';

export class CannedSearch {
  hash: Hash | undefined = $state.raw();
  here = $state(0);
  all: readonly CannedReplyView[] | undefined = $state.raw();
  readonly found: readonly CannedReplyView[] | undefined = $derived(
    this.all && foundReplies(this.all, this.hash?.typed ?? ''),
  );
  /** A # that finds nothing over several words is only a sign. */
  readonly open = $derived(this.hash !== undefined && !(this.found?.length === 0 && /\s/.test(this.hash.typed)));
  /** Where the # stands that Escape closed; it stays closed until another one. */
  #closed = -1;

  constructor(
    private readonly desk: Desk,
    private readonly ticket: string,
    private readonly refused: (fault: FaultView) => void,
  ) {}

  /** The text or the caret changed. */
  look(text: string, caret: number): void {
    const hash = hashAt(text, caret);
    if (hash?.from !== this.#closed) this.#closed = -1;
    if (hash && this.#closed >= 0) return;
    if (hash?.typed !== this.hash?.typed) this.here = 0;
    this.hash = hash;
    if (hash && !this.all) void this.#read();
  }

  async #read(): Promise<void> {
    try {
      this.all = await this.desk.door.ask.cannedReplies(this.ticket);
    } catch (thrown) {
      this.close();
      this.refused(faultOf(thrown).view);
    }
  }

  close(): void {
    this.#closed = this.hash?.from ?? -1;
    this.hash = undefined;
  }

  /** An answer was taken. */
  end(): void {
    this.hash = undefined;
  }

  /** Walks; false when the key means nothing here. */
  step(key: string): boolean {
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return false;
    this.here = stepInside(key, this.here, this.found?.length ?? 0, 'vertical') ?? this.here;
    return true;
  }
}
