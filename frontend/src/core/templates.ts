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
export type TemplateGroup = 'favourite' | 'recent' | 'all';
export type TemplateIndex = { entries: readonly Entry[]; rows: readonly TemplateRow[] };
export type TemplateResult = {
  matches: TemplateMatch[];
  /** How many a category would show with everything else as it is. */
  categories: Map<string, number>;
  /** How many match without looking at the category. */
  total: number;
};
type Entry = { row: TemplateRow; folded: FoldedText; body: string };

/** Whether a template's tag (pt_BR) is of a language (pt-BR), whatever the country. */
const isOf = (tag: string, language: string) => tag.slice(0, 2) === language.slice(0, 2);

const recentMax = 5;

/** Folds and orders every name once; kept until the rows change. */
export function indexTemplates(rows: readonly TemplateRow[]): TemplateIndex {
  const entries = rows.map((row) => ({ row, folded: foldWithOrigin(row.name), body: fold(row.body) }));
  return { rows, entries: entries.sort((a, b) => byName(a.row, b.row)) };
}

const byName = (a: TemplateRow, b: TemplateRow): number =>
  a.name === b.name ? (a.language < b.language ? -1 : 1) : a.name < b.name ? -1 : 1;

/** What matches the filter: better matches first, among equals those of a language `near`, else by name. */
export function searchTemplates(index: TemplateIndex, filter: Filter, near = ''): TemplateResult {
  const wanted = words(filter.text);
  const categories = new Map<string, number>();
  const ranked = new Map<number, TemplateMatch[]>();
  let total = 0;
  for (const entry of index.entries) {
    const { row } = entry;
    if (!row.sendable && !filter.unsendable) continue;
    if (filter.language !== '' && row.language !== filter.language) continue;
    if (filter.bot !== '' && row.bot !== filter.bot) continue;
    const score = wanted.length === 0 ? 0 : scoreOf(entry, wanted);
    if (score === undefined) continue;
    total += 1;
    categories.set(row.category, (categories.get(row.category) ?? 0) + 1);
    if (filter.category !== '' && row.category !== filter.category) continue;
    const match = new Match(entry, wanted, score);
    const rank = rankOf(match, near);
    const equals = ranked.get(rank);
    if (equals) equals.push(match);
    else ranked.set(rank, [match]);
  }
  // Equals come in the order of the index: nothing of 10,000 is compared while one types.
  const matches = [...ranked].sort(([a], [b]) => a - b).flatMap(([, equals]) => equals);
  return { matches, categories, total };
}

/** The lists of the wizard: favourites and the most recent ones first, then all others. */
export function groupTemplates(matches: readonly TemplateMatch[]): { first: TemplateMatch[]; rest: TemplateMatch[] } {
  const recent = new Set(
    matches
      .filter(({ row }) => row.lastUsedAt > 0 && !row.favourite && row.sendable)
      .sort((a, b) => b.row.lastUsedAt - a.row.lastUsedAt)
      .slice(0, recentMax)
      .map(({ row }) => row.id),
  );
  const first = matches.filter(({ row }) => (row.favourite && row.sendable) || recent.has(row.id));
  first.sort((a, b) => Number(b.row.favourite) - Number(a.row.favourite) || b.row.lastUsedAt - a.row.lastUsedAt);
  const taken = new Set(first.map(({ row }) => row.id));
  return { first, rest: matches.filter(({ row }) => !taken.has(row.id)) };
}

/** More than any score. */
const unsendableRank = 1e6;

/** Lower is better: what can be sent, then how well it matches, then whether its language is near. */
function rankOf({ row, score }: TemplateMatch, near: string): number {
  return (row.sendable ? 0 : unsendableRank) + 2 * score + (near !== '' && !isOf(row.language, near) ? 1 : 0);
}

class Match implements TemplateMatch {
  readonly row: TemplateRow;
  readonly score: number;
  readonly #entry: Entry;
  readonly #wanted: readonly string[];

  constructor(entry: Entry, wanted: readonly string[], score: number) {
    this.row = entry.row;
    this.score = score;
    this.#entry = entry;
    this.#wanted = wanted;
  }

  get ranges(): Range[] {
    const { folded, body, row } = this.#entry;
    const spans: [number, number][] = [];
    for (const word of this.#wanted) {
      const at = placeOf(folded.text, word);
      if (at >= 0) spans.push([at, at + word.length]);
      else if (!body.includes(word)) return written(folded, row, lettersOf(folded.text, this.#wanted.join('')).spans);
    }
    return written(folded, row, spans);
  }
}

/** Scores: 0 begins the name, 1 begins a word of it, 2 inside a word, 3 only the body, 4 letters in order. */
function scoreOf({ folded, body }: Entry, wanted: readonly string[]): number | undefined {
  let score = 0;
  for (const word of wanted) {
    const at = placeOf(folded.text, word);
    if (at >= 0) score = Math.max(score, at === 0 ? 0 : folded.text[at - 1] === ' ' ? 1 : 2);
    else if (body.includes(word)) score = Math.max(score, 3);
    else return looseScoreOf(folded.text, wanted.join(''));
  }
  return score;
}

/** Where the word stands, preferring the beginning of a word; -1 when nowhere. */
function placeOf(text: string, word: string): number {
  if (text.startsWith(word)) return 0;
  const atWord = text.indexOf(' ' + word);
  return atWord >= 0 ? atWord + 1 : text.indexOf(word);
}

/** Letters in their order with little between them: `avent` finds aviso_entrega, and a slip is forgiven. */
function looseScoreOf(text: string, typed: string): number | undefined {
  if (typed.length < 3) return undefined;
  const { missed, jumps } = lettersOf(text, typed);
  if (missed > 1 || (missed > 0 && typed.length < 5) || jumps > Math.max(2, typed.length / 2)) return undefined;
  return 4 + jumps + 2 * missed;
}

/** Where the letters stand one after the other, how many stand nowhere, and how often one is jumped to. */
function lettersOf(text: string, typed: string): { spans: [number, number][]; missed: number; jumps: number } {
  const spans: [number, number][] = [];
  let at = 0;
  let missed = 0;
  let jumps = 0;
  for (const letter of typed) {
    const found = text.indexOf(letter, at);
    if (found < 0) {
      missed += 1;
      if (missed > 1) break;
      continue;
    }
    if (found > at) jumps += 1;
    spans.push([found, found + 1]);
    at = found + 1;
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
