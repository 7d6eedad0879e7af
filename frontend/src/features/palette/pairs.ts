// "aviso gabr A-1" in the palette: the first word is a template, what follows is a person, and what no
// person is called is the first value. Pure: the search comes in.
import type { ContactView } from '../../bridge';

type Search = (text: string) => Promise<readonly ContactView[]>;
export type Pairs = { people: readonly ContactView[]; rest: string };

/** The longest run of words after the first one that somebody is called, and what remains. */
export async function peopleAfterTemplate(typed: string, search: Search): Promise<Pairs> {
  const words = typed.trim().split(/\s+/).slice(1);
  for (const count of new Set([words.length, 2, 1])) {
    if (count > words.length || count === 0) continue;
    const people = await search(words.slice(0, count).join(' '));
    if (people.length > 0) return { people, rest: words.slice(count).join(' ') };
  }
  return { people: [], rest: '' };
}
