// How a person is drawn without a picture: initials, and a colour that stays the same for an id.

/** How many colours tokens.css has for people. */
export const personColours = 6;

/** Two letters at most: of the first and the last word, or the first two of a single one. */
export function initials(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/[\s._-]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const [first, last] = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  if (!first) return '';
  const letters = last ? [...first].slice(0, 1).concat([...last].slice(0, 1)) : [...first].slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}

/** 1 to personColours, by a hash of the id (FNV-1a): the same in every list and after every start. */
export function personColour(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  }
  return (hash % personColours) + 1;
}
