// The languages that people can read, and which one a person gets.

export const languages = ['es', 'pt-BR', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, for the place where one is chosen. */
export const languageNames: Record<Language, string> = { es: 'Español', 'pt-BR': 'Português (Brasil)', en: 'English' };

/**
 * The language for a person: what was chosen, else the first preference of the system that we speak,
 * else English. Preferences may be nonsense: WebKit under the locale C gives "C".
 */
export function languageFor(chosen: string, preferences: readonly string[]): Language {
  for (const wanted of [chosen, ...preferences]) {
    const found = spoken(wanted);
    if (found) return found;
  }
  return 'en';
}

function spoken(wanted: string): Language | undefined {
  switch (wanted.toLowerCase().split(/[-_.]/)[0]) {
    case 'es':
      return 'es';
    case 'pt':
      return 'pt-BR';
    case 'en':
      return 'en';
    default:
      return undefined;
  }
}
