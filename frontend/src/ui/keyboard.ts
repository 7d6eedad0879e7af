// Pure rules of the keyboard: where a key leads inside a row or column of things.

export type Direction = 'horizontal' | 'vertical';

/**
 * The index that a key leads to, or undefined when the key means nothing here. Rows of tabs wrap
 * around; lists do not, because there the end is something to notice. `here` is -1 for "nowhere yet".
 */
export function stepInside(key: string, here: number, count: number, direction: Direction): number | undefined {
  if (count === 0) return undefined;
  const [back, forth] = direction === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key !== back && key !== forth) return undefined;
  if (here < 0) return key === forth ? 0 : count - 1;
  const next = here + (key === forth ? 1 : -1);
  if (direction === 'horizontal') return (next + count) % count;
  return Math.min(Math.max(next, 0), count - 1);
}

/** True while typing goes into a text, where single letters must stay letters. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as { tagName?: string; isContentEditable?: boolean } | null;
  if (!element?.tagName) return false;
  return element.isContentEditable === true || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName);
}
