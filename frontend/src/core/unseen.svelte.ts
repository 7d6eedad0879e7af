// The failures that nobody has looked at yet. Those that were there when the window opened count as
// seen: they stand at the top of the list anyway.
import type { Desk } from './desk.svelte';

export class UnseenFailures {
  readonly #desk: Desk;
  #ids: readonly string[] = $state.raw([]);

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** How many of them still stand in the Sent tab. */
  get count(): number {
    return this.#ids.filter((id) => this.#desk.known?.sent.has(id)).length;
  }

  /** Begins to listen; the returned function ends it. */
  open(): () => void {
    return this.#desk.news.add((news) => {
      for (const { row, status } of news) {
        this.see(row.id);
        if (status === 'failed') this.#ids = [...this.#ids, row.id];
      }
    });
  }

  /** Somebody looks at this one. */
  see(id: string): void {
    if (this.#ids.includes(id)) this.#ids = this.#ids.filter((other) => other !== id);
  }
}
