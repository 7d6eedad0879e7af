// Whether somebody is on a list right now: for a moment after each touch. Only then do its rows keep
// still; a pointer that was left lying there must not freeze the list for ever.

/** How long a list stays still after the last touch, in milliseconds. */
export const handRest = 5000;

export class Hand {
  #on = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get on(): boolean {
    return this.#on;
  }

  touch(): void {
    this.#on = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#on = false), handRest);
  }
}
