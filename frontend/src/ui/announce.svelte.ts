// What is said to screen readers. Polite news is said at most every two seconds; what comes in
// between is summed up by the caller's words. Urgent news is said at once.

/** Least time between two polite announcements, in milliseconds. */
export const politePause = 2000;

export class Announcer {
  polite = $state('');
  assertive = $state('');
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `sumUp` turns several pieces of news into one sentence. */
  constructor(private readonly sumUp: (news: readonly string[]) => string) {}

  /** Says something when there is a pause. */
  say(news: string): void {
    if (this.#timer !== undefined) {
      this.#waiting.push(news);
      return;
    }
    this.polite = news;
    this.#timer = setTimeout(() => this.#next(), politePause);
  }

  /** Interrupts: for failures and the lost line. */
  alert(news: string): void {
    this.assertive = '';
    queueMicrotask(() => (this.assertive = news));
  }

  #next(): void {
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) {
      this.polite = ''; // so that the same news can be said again later
      return;
    }
    this.say(waiting.length === 1 ? (waiting[0] ?? '') : this.sumUp(waiting));
  }

  /** Forgets what waits; for the end of the window. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }
}
