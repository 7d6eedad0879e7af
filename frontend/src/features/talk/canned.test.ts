import { describe, expect, test } from 'vitest';
import type { CannedReplyView } from '../../bridge';
import { gapsIn, hashAt, placed, placeOf } from './canned';

const reply = (name: string, text: string, category = 'Saludos', empty: string[] = []): CannedReplyView => ({
  id: name,
  name,
  text,
  category,
  empty,
});

describe('a # before the caret', () => {
  test.each([
    ['begins a search at the start', '#', 1, { from: 0, typed: '' }],
    ['begins one after a space', 'Hola #gra', 9, { from: 5, typed: 'gra' }],
    ['may hold words', '#en camino', 10, { from: 0, typed: 'en camino' }],
    ['is cut by the caret', '#gracias', 3, { from: 0, typed: 'gr' }],
    ['is only a sign inside a word', 'pedido#4', 8, undefined],
    ['is only a sign with nothing behind it', '# uno', 5, undefined],
    ['ends at the end of its line', '#uno\ndos', 8, undefined],
    ['ends after a sentence', `#${'x'.repeat(41)}`, 42, undefined],
    ['behind the caret does not count', 'Hola #', 4, undefined],
  ])('%s', (_name, text, caret, hash) => {
    expect(hashAt(text, caret)).toEqual(hash);
  });
});

describe('an answer put into the text', () => {
  test('takes the place of the # and leaves the caret behind it', () => {
    const { text, from, to } = placed(
      'Rita #gra ¿sí?',
      placeOf({ from: 5, typed: 'gra' }),
      reply('gracias', 'Gracias.'),
    );
    expect([text, from, to]).toEqual(['Rita Gracias. ¿sí?', 13, 13]);
  });

  test('selects what has no value, to be typed over', () => {
    const gap = reply('hora', 'Llega el {{contact.fecha}}.', 'Envíos', ['contact.fecha']);
    const { text, from, to } = placed('#ho', placeOf({ from: 0, typed: 'ho' }), gap);
    expect(text.slice(from, to)).toBe('{{contact.fecha}}');
  });
});

test('gaps are found in the order of the text', () => {
  expect(gapsIn('a {{y}} b {{x}}', ['{{x}}', '{{y}}', '{{z}}'])).toEqual([
    { from: 2, to: 7 },
    { from: 10, to: 15 },
  ]);
});
