// Prepared answers while one types: what # stands before the caret, and how the answer comes into the text. Pure.
import type { CannedReplyView } from '../../bridge';

/** More than this after a # is no search any more. */
const typedMax = 40;

export type Hash = { from: number; typed: string };

/** The place of a # and what was typed behind it. */
export const placeOf = ({ from, typed }: Hash): [number, number] => [from, from + 1 + typed.length];

/** The # before the caret with what follows it, when it begins a word; else it is only a sign. */
export function hashAt(text: string, caret: number): Hash | undefined {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('#');
  if (from < 0 || /\S/.test(before.charAt(from - 1))) return undefined;
  const typed = before.slice(from + 1);
  return typed.length > typedMax || typed.includes('\n') || /^\s/.test(typed) ? undefined : { from, typed };
}

/** How a variable without a value stands in the text, to be typed over. */
export const variable = (name: string): string => `{{${name}}}`;
export const variableName = (written: string): string => written.slice(2, -2);

export type Placed = { text: string; from: number; to: number };

/** The text with the answer between two places of it; what is to be selected is the first gap. */
export function placed(text: string, [start, end]: readonly [number, number], reply: CannedReplyView): Placed {
  const whole = text.slice(0, start) + reply.text + text.slice(end);
  const [gap] = gapsIn(reply.text, reply.empty.map(variable));
  if (gap) return { text: whole, from: start + gap.from, to: start + gap.to };
  const behind = start + reply.text.length;
  return { text: whole, from: behind, to: behind };
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
