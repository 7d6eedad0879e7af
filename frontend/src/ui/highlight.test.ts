import { expect, test } from 'vitest';
import { pieces, type Range } from './highlight';

test.each<[Range[], string]>([
  [[[0, 5]], '[aviso]_entrega'],
  [
    [
      [6, 9],
      [0, 2],
    ],
    '[av]iso_[ent]rega',
  ],
  [
    [
      [0, 4],
      [2, 6],
    ],
    '[aviso_]entrega',
  ],
  [[[10, 99]], 'aviso_entr[ega]'],
  [[[3, 3]], 'aviso_entrega'],
  [[], 'aviso_entrega'],
])('%j', (ranges, expected) => {
  const cut = pieces('aviso_entrega', ranges);
  expect(cut.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')).toBe(expected);
});
