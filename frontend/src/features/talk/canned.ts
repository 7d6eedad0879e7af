// Prepared answers while one types: what # stands before the caret, what it finds, and how the answer comes
// into the text. Pure.
import type { CannedReplyView } from '../../bridge';
import { fold, holdsAll, words } from '../../core/fold';

/** More than this after a # is no search any more. */
const typedMax = 40;

export type Hash = { from: number; typed: string };

/** The # before the caret with what follows it, when it begins a word; else it is only a sign. */
export function hashAt(text: string, caret: number): Hash | undefined {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('#');
  if (from < 0 || /\S/.test(before.charAt(from - 1))) return undefined;
  const typed = before.slice(from + 1);
  return typed.length > typedMax || typed.includes('\n') || /^\s/.test(typed) ? undefined : { from, typed };
}

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

/** How a variable without a value stands in the text, to be typed over. */
export const variable = (name: string): string => `{{${name}}}`;
export const variableName = (written: string): string => written.slice(2, -2);

export type Placed = { text: string; from: number; to: number };

/** The text with the answer in place of the # and what was typed; what is to be selected is the first gap. */
export function placed(text: string, { from, typed }: Hash, reply: CannedReplyView): Placed {
  const after = text.slice(from + 1 + typed.length);
  const whole = text.slice(0, from) + reply.text + after;
  const [gap] = gapsIn(reply.text, reply.empty.map(variable));
  if (gap) return { text: whole, from: from + gap.from, to: from + gap.to };
  const end = from + reply.text.length;
  return { text: whole, from: end, to: end };
}

/** Where variables without a value stand in a text, in order. */
export function gapsIn(text: string, variables: readonly string[]): { from: number; to: number }[] {
  return variables
    .flatMap((written) => {
      const from = text.indexOf(written);
      return from < 0 ? [] : [{ from, to: from + written.length }];
    })
    .sort((a, b) => a.from - b.from);
}
