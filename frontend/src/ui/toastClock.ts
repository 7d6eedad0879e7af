// The life of toasts, pure: time comes in, toasts that ended come out.

/** Milliseconds that news stays. Failures stay until closed; how long undo stays is the person's choice. */
export const newsLasts = 6000;
/** So many at once; more push out the oldest that may go. */
export const toastsMax = 4;

export type ToastKind = 'undo' | 'news' | 'failure';
/** How it ended: time was up, the person closed it, used its action, or others needed the room. */
export type ToastEnd = 'ran-out' | 'closed' | 'acted' | 'pushed-out';

export type Toast = {
  readonly id: string;
  readonly kind: ToastKind;
  readonly text: string;
  readonly action?: string | undefined;
  /** null: stays until closed. */
  readonly total: number | null;
  readonly left: number | null;
};
export type Ended = { toast: Toast; how: ToastEnd };

export type NewToast = Pick<Toast, 'id' | 'kind' | 'text' | 'action'> & { lasts?: number | undefined };

/** Adds one below the others. One with the same id is replaced in its place, with a fresh clock. */
export function add(toasts: readonly Toast[], { lasts, ...rest }: NewToast): { toasts: Toast[]; ended: Ended[] } {
  const total = rest.kind === 'failure' ? null : (lasts ?? newsLasts);
  const toast: Toast = { ...rest, total, left: total };
  if (toasts.some(({ id }) => id === toast.id)) {
    return { toasts: toasts.map((old) => (old.id === toast.id ? toast : old)), ended: [] };
  }
  const kept = [...toasts];
  const ended: Ended[] = [];
  while (kept.length >= toastsMax) {
    const pushed = kept.splice(weakest(kept), 1)[0];
    if (pushed) ended.push({ toast: pushed, how: 'pushed-out' });
  }
  return { toasts: [...kept, toast], ended };
}

/** The oldest news goes first, then the oldest failure; an undo only when there is nothing else. */
function weakest(toasts: readonly Toast[]): number {
  for (const kind of ['news', 'failure'] as const) {
    const index = toasts.findIndex((toast) => toast.kind === kind);
    if (index >= 0) return index;
  }
  return 0;
}

/** Lets time pass. While held (pointer or focus on them) no clock runs. */
export function pass(
  toasts: readonly Toast[],
  elapsed: number,
  held: boolean,
): { toasts: readonly Toast[]; ended: Ended[] } {
  if (held || elapsed <= 0) return { toasts, ended: [] };
  const moved = toasts.map((toast) => (toast.left === null ? toast : { ...toast, left: toast.left - elapsed }));
  const isOver = (toast: Toast) => toast.left !== null && toast.left <= 0;
  return {
    toasts: moved.filter((toast) => !isOver(toast)),
    ended: moved.filter(isOver).map((toast) => ({ toast, how: 'ran-out' as const })),
  };
}

/** Takes one away; nothing ends when it is gone already. */
export function end(toasts: readonly Toast[], id: string, how: ToastEnd): { toasts: Toast[]; ended: Ended[] } {
  return {
    toasts: toasts.filter((toast) => toast.id !== id),
    ended: toasts.filter((toast) => toast.id === id).map((toast) => ({ toast, how })),
  };
}

/** Whether any clock runs: without one the window need not wake up. */
export const counts = (toasts: readonly Toast[]): boolean => toasts.some(({ left }) => left !== null);
