// The texts behind a typed door: a wrong key, or a missing or misspelt parameter, fails type checking.
import i18next, { type TFunction } from 'i18next';
import en from './en';
import es from './es';
import portuguese from './pt-BR';
import type { Language } from './languages';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof en };
  }
}

export const resources = { es, 'pt-BR': portuguese, en };

const instance = i18next.createInstance();
void instance.init({
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'words',
  ns: ['words'],
  resources: { es: { words: es }, 'pt-BR': { words: portuguese }, en: { words: en } },
  initAsync: false,
  interpolation: { escapeValue: false }, // Svelte escapes what it writes
});

/** Words in a given language; screens use `t` of ./index, which follows the chosen one. */
export function wordsIn(language: Language): TFunction {
  return instance.getFixedT(language);
}

/** Whether a key that is made from a code has words. */
export function hasWords(key: string): boolean {
  return instance.exists(key);
}
