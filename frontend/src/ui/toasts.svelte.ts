// The toasts of a window: the pure clock of toastClock.ts, run by a timer.
import { add, counts, end, pass, type Ended, type NewToast, type Toast, type ToastEnd } from './toastClock';

/** How often a countdown is redrawn, in milliseconds. */
const beat = 200;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  /** Pointer or focus is on them: no clock runs. */
  held = $state(false);
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #onEnd = new Map<string, (how: ToastEnd) => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #before = 0;

  /** `now` is a steady clock in milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Shows one; `onend` is called exactly once, however it ends. */
  show(toast: NewToast, onend?: (how: ToastEnd) => void): void {
    if (onend) this.#onEnd.set(toast.id, onend);
    this.#take(add(this.list, toast));
  }

  finish(id: string, how: ToastEnd): void {
    this.#take(end(this.list, id, how));
  }

  /** The newest that can be undone, for the shortcut. */
  undoable(): Toast | undefined {
    return this.list.findLast((toast) => toast.kind === 'undo');
  }

  /** Ends all that count down, for the end of the window: what waits to leave leaves. */
  finishAll(): void {
    for (const toast of this.list) this.finish(toast.id, 'closed');
  }

  #take({ toasts, ended }: { toasts: readonly Toast[]; ended: readonly Ended[] }): void {
    this.list = toasts;
    this.#run(counts(toasts));
    for (const { toast, how } of ended) {
      const onend = this.#onEnd.get(toast.id);
      this.#onEnd.delete(toast.id);
      onend?.(how);
    }
  }

  #run(needed: boolean): void {
    if (needed && this.#timer === undefined) {
      this.#before = this.now();
      this.#timer = setInterval(() => this.#beat(), beat);
    } else if (!needed && this.#timer !== undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #beat(): void {
    const now = this.now();
    const elapsed = now - this.#before;
    this.#before = now;
    this.#take(pass(this.list, elapsed, this.held));
  }
}
