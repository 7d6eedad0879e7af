// Emoji by name in the person's language, in the groups of Unicode. The lists are made by
// scripts/emoji.mjs and read when the picker opens for the first time.
import { fold, holdsAll, words } from '../../../core/fold';
import type { Language } from '../../../text';

export const groupKeys = [
  'people',
  'body',
  'nature',
  'food',
  'travel',
  'activity',
  'things',
  'symbols',
  'flags',
] as const;
export type GroupKey = (typeof groupKeys)[number];
export type Emoji = { symbol: string; name: string; folded: string };
export type EmojiGroup = { key: GroupKey; emoji: Emoji[] };

const texts: Record<Language, () => Promise<{ default: string }>> = {
  es: () => import('./es.txt?raw'),
  'pt-BR': () => import('./pt-BR.txt?raw'),
  en: () => import('./en.txt?raw'),
};

export const emojiIn = async (language: Language): Promise<EmojiGroup[]> => parsed((await texts[language]()).default);

/** Lines of "# group" and "symbol name|more words". */
export function parsed(text: string): EmojiGroup[] {
  const groups: EmojiGroup[] = [];
  for (const line of text.split('\n')) {
    const [symbol = '', ...rest] = line.split(' ');
    const [name = '', more = ''] = rest.join(' ').split('|');
    const key = groupKeys.find((one) => one === name);
    if (symbol === '#' && key) groups.push({ key, emoji: [] });
    else if (name !== '') groups.at(-1)?.emoji.push({ symbol, name, folded: fold(`${name} ${more}`) });
  }
  return groups;
}

/** Emoji whose name or words hold everything typed; those whose name begins with it first. */
export function foundEmoji(groups: readonly EmojiGroup[], typed: string): Emoji[] {
  const wanted = words(typed);
  const start = fold(typed);
  const found = groups.flatMap(({ emoji }) => emoji).filter(({ folded }) => holdsAll(folded, wanted));
  const begins = (one: Emoji) => Number(one.folded.startsWith(start));
  return found.sort((a, b) => begins(b) - begins(a)); // sorting is stable: the order of Unicode stays
}
