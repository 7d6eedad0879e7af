// Telling the customer that the agent writes: not at every key, and never longer than it is true.

/** It is told again after so long while somebody writes on, and ended after so long without a key; in milliseconds. */
export const tellsEvery = 10_000;
export const endsAfter = 5_000;

export class TypingTeller {
  #toldAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `tell` hands it on; `now` is a steady clock in milliseconds. */
  constructor(
    private readonly tell: (typing: boolean) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** A key changed the text. */
  typed(text: string): void {
    if (text.trim() === '') return this.end();
    if (this.now() - this.#toldAt >= tellsEvery) {
      this.#toldAt = this.now();
      this.tell(true);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), endsAfter);
  }

  /** Nobody writes any more: sent, emptied, left or silent. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#toldAt === -Infinity) return;
    this.#toldAt = -Infinity;
    this.tell(false);
  }
}
