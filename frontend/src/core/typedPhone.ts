// A phone number while it is typed: its groups may change under the hand, its digits and the place in it may not.

/** What stands between the digits of a number: the same as the program takes for it. */
const separators = /[\s\-.()/\u2010\u2011\u2013]/g;

/** The digits of a number and its +, and whatever else was typed that is no mere separator. */
export const phoneKeys = (text: string): string => text.replace(separators, '');

/**
 * The place in a number that was grouped anew: behind as many keys as before. `ahead` is for what was deleted forward,
 * which comes to stand before the next key, so that deleting on takes that and no separator.
 */
export function placeIn(shown: string, before: string, place: number, ahead = false): number {
  if (place >= before.length) return shown.length;
  const keys = phoneKeys(before.slice(0, place)).length;
  let at = 0;
  for (let seen = 0; seen < keys && at < shown.length; at += 1) if (isKey(shown, at)) seen += 1;
  while (ahead && at < shown.length && !isKey(shown, at)) at += 1;
  return at;
}

const isKey = (text: string, at: number): boolean => phoneKeys(text.charAt(at)) !== '';
