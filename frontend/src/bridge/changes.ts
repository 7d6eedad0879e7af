// The WebSocket over which a page in a browser hears of changes. It is also how the page knows that its
// program is there: when it is gone, the page must say so instead of showing what was true last.
import type { ProgramLost } from './door';
import type { Change } from './views';

/** Waits between two tries to reach the program again, in milliseconds; the last one repeats. */
const retryWaits = [100, 250, 500, 1000, 2000, 5000];

export class ChangesLine {
  readonly #listener: (change: Change) => void;
  readonly #told: (lost: ProgramLost | undefined) => void;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #closed = false;
  #wasOpen = false;

  constructor(listener: (change: Change) => void, told: (lost: ProgramLost | undefined) => void) {
    this.#listener = listener;
    this.#told = told;
  }

  /** Whether the program could not be reached at the last try. A first try right after a loss is not told. */
  get lost(): boolean {
    return this.#tries > 1;
  }

  open(): void {
    if (this.#closed) return;
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/door/changes`);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#listener(JSON.parse(String(data)) as Change);
    socket.onclose = () => this.#ended();
  }

  /** Does not wait for the next try. */
  tryNow(): void {
    clearTimeout(this.#timer);
    if (this.#socket?.readyState === WebSocket.CLOSED) this.open();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #opened(): void {
    if (this.lost) this.#told(undefined);
    this.#tries = 0;
    // A line that was lost and found again may have missed something: only a new snapshot is sure.
    if (this.#wasOpen) this.#listener({ revision: 0, now: 0, resync: true });
    this.#wasOpen = true;
  }

  #ended(): void {
    if (this.#closed) return;
    const nextTryIn = retryWaits[Math.min(this.#tries, retryWaits.length - 1)] ?? 0;
    this.#timer = setTimeout(() => this.open(), nextTryIn);
    this.#tries += 1;
    if (this.lost) this.#told({ nextTryIn });
  }
}
