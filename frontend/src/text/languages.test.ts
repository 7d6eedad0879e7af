import { expect, test } from 'vitest';
import { languageFor } from './languages';

test.each([
  ['es', [], 'es'],
  ['', ['es-419', 'en'], 'es'],
  ['', ['pt-PT'], 'pt-BR'],
  ['', ['pt_BR.UTF-8'], 'pt-BR'],
  ['', ['C'], 'en'],
  ['', ['C', 'es-AR'], 'es'],
  ['', [], 'en'],
  ['', ['de', 'fr'], 'en'],
  ['klingon', ['es'], 'es'],
  ['en', ['es'], 'en'],
])('chosen %j with preferences %j gives %s', (chosen, preferences, expected) => {
  expect(languageFor(chosen, preferences)).toBe(expected);
});
