// Finding a template while it is typed: names folded once, every word anywhere in the name, and when
// no name holds them all, the letters of the words in their order. Pure; 10,000 names in under 10 ms.
import type { TemplateRow } from '../bridge';
import { fold, foldWithOrigin, words, type FoldedText } from './fold';

export type Filter = { text: string; language: string; bot: string; category: string; unsendable: boolean };
/** A part of the name that matched: from and to in letters of the name as written. */
export type Range = readonly [from: number, to: number];
export type TemplateMatch = {
  readonly row: TemplateRow;
  readonly score: number;
  /** What matched in the name, in its order; worked out when a row is drawn, not for all 10,000. */
  readonly ranges: Range[];
};
export type TemplateIndex = { entries: readonly Entry[]; rows: readonly TemplateRow[] };
export type TemplateResult = {
  matches: TemplateMatch[];
  /** How many a category would show with everything else as it is. */
  categories: Map<string, number>;
  /** How many match without looking at the category. */
  total: number;
  /** How many more would match if those that cannot be sent were shown. */
  hidden: number;
};
/** `name` is the folded name after a space, so that each of its words begins with one; `tongue` is the pt of pt_BR. */
type Entry = { row: TemplateRow; folded: FoldedText; name: string; body: string; tongue: string };
/** What was typed, taken apart once: as a name, in words, each also as it begins a word of a name, and in letters. */
type Wanted = { name: string; words: readonly { word: string; atWord: string }[]; letters: string };

const tongueOf = (tag: string) => tag.slice(0, 2);

const recentMax = 5;

/** Folds and orders every name once; kept until the rows change. */
export function indexTemplates(rows: readonly TemplateRow[]): TemplateIndex {
  const entries = rows.map((row): Entry => {
    const folded = foldWithOrigin(row.name);
    return { row, folded, name: ` ${folded.text}`, body: fold(row.body), tongue: tongueOf(row.language) };
  });
  return { rows, entries: entries.sort((a, b) => byName(a.row, b.row)) };
}

/** Rows by their id: which one is chosen is asked many times a key. */
export const templatesById = (rows: readonly TemplateRow[]): ReadonlyMap<string, TemplateRow> =>
  new Map(rows.map((row) => [row.id, row]));

function wantedOf(typed: string): Wanted {
  const all = words(typed);
  return { name: all.join(' '), words: all.map((word) => ({ word, atWord: ` ${word}` })), letters: all.join('') };
}

const byName = (a: TemplateRow, b: TemplateRow): number =>
  a.name === b.name ? (a.language < b.language ? -1 : 1) : a.name < b.name ? -1 : 1;

/** What matches the filter: better matches first, among equals those of a language `near`, else by name. */
export function searchTemplates(index: TemplateIndex, filter: Filter, near = ''): TemplateResult {
  const { text, language, bot, category, unsendable } = filter; // read once: a filter that is followed is slow to read
  const wanted = wantedOf(text);
  const nearTongue = tongueOf(near);
  const categories = new Map<string, number>();
  const ranked = new Map<number, TemplateMatch[]>();
  let total = 0;
  let hidden = 0;
  for (const entry of index.entries) {
    const { row } = entry;
    if (language !== '' && row.language !== language) continue;
    if (bot !== '' && row.bot !== bot) continue;
    const score = scoreOf(entry, wanted);
    if (score === undefined) continue;
    if (!row.sendable && !unsendable) {
      if (category === '' || row.category === category) hidden += 1;
      continue;
    }
    total += 1;
    categories.set(row.category, (categories.get(row.category) ?? 0) + 1);
    if (category !== '' && row.category !== category) continue;
    const rank = rankOf(row, score, nearTongue === '' || entry.tongue === nearTongue);
    const match = new Match(entry, wanted, score);
    const equals = ranked.get(rank);
    if (equals) equals.push(match);
    else ranked.set(rank, [match]);
  }
  // Equals come in the order of the index: nothing of 10,000 is compared while one types.
  const matches = [...ranked].sort(([a], [b]) => a - b).flatMap(([, equals]) => equals);
  return { matches, categories, total, hidden };
}

/**
 * The lists of the wizard: what is called as was typed, favourites and the most recent ones, then all others. What
 * matches by its letters alone comes after all that can be sent and holds the words, also where it is a favourite:
 * it stands among all others then, and among the favourites only while everything matches so.
 */
export function groupTemplates(matches: readonly TemplateMatch[]): {
  exact: readonly TemplateMatch[];
  first: readonly TemplateMatch[];
  rest: readonly TemplateMatch[];
} {
  const best = matches.find(({ score }) => score !== exactScore); // exact ones are ranked before all others
  const exact = best ? matches.slice(0, matches.indexOf(best)) : matches;
  const allLoose = best !== undefined && isLoose(best);
  const known = matches.filter(
    (match) =>
      match.score !== exactScore &&
      match.row.sendable &&
      (match.row.favourite || match.row.lastUsedAt > 0) &&
      (allLoose || !isLoose(match)),
  );
  known.sort((a, b) => Number(b.row.favourite) - Number(a.row.favourite) || b.row.lastUsedAt - a.row.lastUsedAt);
  const favourites = known.filter(({ row }) => row.favourite).length;
  const first = known.slice(0, favourites + recentMax);
  const taken = new Set([...exact, ...first]);
  return { exact, first, rest: taken.size === 0 ? matches : matches.filter((match) => !taken.has(match)) };
}

/** More than any score. */
const unsendableRank = 1e6;

/**
 * Lower is better: what can be sent, then how well it matches, then whether its language is near. Whoever types a
 * whole name means that template, also where it cannot be sent: then its reason is the answer.
 */
function rankOf(row: TemplateRow, score: number, near: boolean): number {
  if (score === exactScore) return (row.sendable ? -4 : -2) + (near ? 0 : 1);
  return (row.sendable ? 0 : unsendableRank) + 2 * score + (near ? 0 : 1);
}

class Match implements TemplateMatch {
  readonly row: TemplateRow;
  readonly score: number;
  readonly #entry: Entry;
  readonly #wanted: Wanted;

  constructor(entry: Entry, wanted: Wanted, score: number) {
    this.row = entry.row;
    this.score = score;
    this.#entry = entry;
    this.#wanted = wanted;
  }

  get ranges(): Range[] {
    const { folded, name, body, row } = this.#entry;
    const spans: [number, number][] = [];
    for (const one of this.#wanted.words) {
      const at = placeOf(name, one);
      if (at >= 0) spans.push([at, at + one.word.length]);
      else if (!body.includes(one.word)) {
        return written(folded, row, lettersOf(folded.text, this.#wanted.letters)?.spans ?? []);
      }
    }
    return written(folded, row, spans);
  }
}

/** The score of a template whose whole name was typed. */
const exactScore = -1;
/** From this score on, a template holds the letters that were typed, not the words. */
const looseScore = 4;

/** Whether it matches by its letters alone, which may be a slip or mere chance. */
export const isLoose = ({ score }: TemplateMatch): boolean => score >= looseScore;

/** Scores: -1 is the name, 0 begins it, 1 begins a word of it, 2 inside a word, 3 only the body, 4 letters in order. */
function scoreOf({ folded, name, body }: Entry, wanted: Wanted): number | undefined {
  if (folded.text === wanted.name) return exactScore;
  let score = 0;
  for (const one of wanted.words) {
    const at = placeOf(name, one);
    if (at >= 0) score = Math.max(score, at === 0 ? 0 : name[at] === ' ' ? 1 : 2);
    else if (body.includes(one.word)) score = Math.max(score, 3);
    else return looseScoreOf(folded.text, wanted.letters);
  }
  return score;
}

/** Where the word stands in the folded name, preferring the beginning of a word; -1 when nowhere. */
function placeOf(name: string, { word, atWord }: Wanted['words'][number]): number {
  const begins = name.indexOf(atWord);
  return begins >= 0 ? begins : name.indexOf(word) - 1;
}

/** Letters in their order with little between them: `avent` finds aviso_entrega, and a slip is forgiven. */
function looseScoreOf(text: string, typed: string): number | undefined {
  const found = lettersOf(text, typed);
  return found && looseScore + found.jumps + 2 * found.missed;
}

/**
 * Where the letters stand one after the other, how many stand nowhere, and how often one is jumped to; undefined
 * as soon as that is too much to be meant.
 */
function lettersOf(
  text: string,
  typed: string,
): { spans: [number, number][]; missed: number; jumps: number } | undefined {
  if (typed.length < 3) return undefined;
  const missedMax = typed.length < 5 ? 0 : 1;
  const jumpsMax = Math.max(2, typed.length / 2);
  const spans: [number, number][] = [];
  let at = 0;
  let missed = 0;
  let jumps = 0;
  for (const letter of typed) {
    const found = text.indexOf(letter, at);
    if (found < 0) missed += 1;
    else {
      if (found > at) jumps += 1;
      spans.push([found, found + 1]);
      at = found + 1;
    }
    if (missed > missedMax || jumps > jumpsMax) return undefined;
  }
  return { spans, missed, jumps };
}

/** Spans of the folded name in letters of the name as written. */
function written(folded: FoldedText, row: TemplateRow, spans: readonly [number, number][]): Range[] {
  return joined(spans.map(([from, to]) => [folded.origin[from] ?? 0, folded.origin[to] ?? row.name.length]));
}

function joined(ranges: Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const whole: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = whole.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

/** The beginning of a body as people read it in a list: without the marks of bold, italic and struck. */
export function withoutMarks(body: string): string {
  return body.replace(/(?<![\p{L}\p{N}])([*_~])(\S|\S.*?\S)\1(?![\p{L}\p{N}])/gu, '$2');
}
