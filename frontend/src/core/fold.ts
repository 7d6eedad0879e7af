// Text as a person searches it: without accents, case, or the marks that only separate words.

const marks = /\p{Diacritic}/gu;
const separators = /[\s_\-.]+/g;
const separator = /[\s_\-.]/g;

/** Lower case without accents, and `_ - .` as spaces: `Aviso_Entrégá` becomes `aviso entrega`. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(marks, '').toLowerCase().replace(separators, ' ').trim();
}

/** Folded text that still knows which letter of the original each of its letters came from. */
export type FoldedText = { text: string; origin: Uint16Array };

/** Letters that fold into one each (^ and ` are accents): nearly all of 10,000 names have no others. */
const single = /^[ -\]_a-~]*$/;

/** Folds letter by letter, so that a match can be shown in the text as it was written. */
export function foldWithOrigin(original: string): FoldedText {
  if (single.test(original)) {
    const places = new Uint16Array(original.length + 1).map((_, at) => at);
    return { text: original.toLowerCase().replace(separator, ' '), origin: places };
  }
  let text = '';
  const origin: number[] = [];
  let at = 0;
  for (const letter of original) {
    const plain = separatorOrPlain(letter);
    for (const piece of plain) origin.push(...new Array<number>(piece.length).fill(at));
    text += plain;
    at += letter.length;
  }
  origin.push(original.length);
  return { text, origin: Uint16Array.from(origin) };
}

function separatorOrPlain(letter: string): string {
  if (/[\s_\-.]/.test(letter)) return ' ';
  return letter.normalize('NFD').replace(marks, '').toLowerCase();
}

/** The words of what was typed, folded. */
export function words(typed: string): string[] {
  const folded = fold(typed);
  return folded === '' ? [] : folded.split(' ');
}

/** Whether every word stands somewhere in a text that is folded already. */
export function holdsAll(folded: string, wanted: readonly string[]): boolean {
  return wanted.every((word) => folded.includes(word));
}

/** The digits of a phone however it is written. */
export function digits(text: string): string {
  return text.replace(/\D/g, '');
}
