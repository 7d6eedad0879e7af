// Which language the window speaks now. Whoever reads `t` or `language()` while drawing is drawn
// again when it changes: no restart, nothing typed is lost.
import type { TFunction } from 'i18next';
import { languageFor, type Language } from './languages';
import { wordsIn } from './words';

const current = $state<{ language: Language }>({ language: 'en' });
const words = $derived(wordsIn(current.language));

export const language = (): Language => current.language;

/** Switches the language. `chosen` may be empty: then the system's preferences decide. */
export function setLanguage(chosen: string, preferences: readonly string[] = navigator.languages): void {
  current.language = languageFor(chosen, preferences);
  document.documentElement.lang = current.language;
}

/** The words for a key, in the language of the moment. */
export const t = ((...input: Parameters<typeof words>) => words(...(input as [never]))) as unknown as TFunction;
