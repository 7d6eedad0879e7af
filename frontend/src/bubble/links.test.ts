import { expect, test } from 'vitest';
import { linkedPieces } from './links';

test.each([
  ['sin enlaces', ['sin enlaces']],
  ['mira https://a.example/b?c=d#e, ahí', ['mira ', '<https://a.example/b?c=d#e>', ', ahí']],
  ['(https://a.example/x_(y)).', ['(', '<https://a.example/x_(y)>', ').']],
  ['www.tienda.example', ['<https://www.tienda.example>']],
  ['javascript:alert(1) y data:text/html,x', ['javascript:alert(1) y data:text/html,x']],
  ['«https://a.example» fin', ['«', '<https://a.example>', '» fin']],
  ['', ['']],
])('%s', (text, pieces) => {
  expect(linkedPieces(text).map((piece) => (piece.link ? `<${piece.link}>` : piece.text))).toEqual(pieces);
  expect(
    linkedPieces(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});
