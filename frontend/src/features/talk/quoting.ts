// Which message the next answer quotes (LIME and Blip, §9: a reply names the message that it answers). Pure.
import type { ChatMessageView } from '../../bridge';

/** What stands on the customer's phone can be quoted: all of theirs, and ours once it left. */
export function quotable({ from, status }: ChatMessageView): boolean {
  return from === 'customer' || status === 'sent' || status === 'delivered' || status === 'read';
}

/**
 * The message that an arrow leads to: up from the newest to older ones, down again, and past the newest to
 * none. Undefined is none.
 */
export function quotedNext(
  messages: readonly ChatMessageView[],
  quoted: ChatMessageView | undefined,
  key: 'ArrowUp' | 'ArrowDown',
): ChatMessageView | undefined {
  const all = messages.filter(quotable);
  const here = quoted ? all.findIndex(({ id }) => id === quoted.id) : all.length;
  if (key === 'ArrowUp') return all[here - 1] ?? quoted;
  return here < 0 ? undefined : all[here + 1];
}
