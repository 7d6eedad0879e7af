// Prepared answers by what was typed of them. Pure.
import type { CannedReplyView } from '../bridge';
import { fold, holdsAll, words } from './fold';

/** Answers that hold every typed word, by category; those whose name begins so stand first in theirs. */
export function foundReplies(replies: readonly CannedReplyView[], typed: string): CannedReplyView[] {
  const wanted = words(typed);
  const start = fold(typed);
  const begins = ({ name }: CannedReplyView) => Number(fold(name).startsWith(start));
  const found = replies.filter(({ name, category, text }) => holdsAll(fold(`${name} ${category} ${text}`), wanted));
  const order = [...new Set(found.map(({ category }) => category))];
  return found.sort(
    (a, b) => order.indexOf(a.category) - order.indexOf(b.category) || (typed === '' ? 0 : begins(b) - begins(a)),
  );
}
