import { expect, test } from 'vitest';
import { csv } from './table';

test('the separator is that of the language, and only what needs it is quoted', () => {
  const rows = [
    ['Agente', 'Enviados'],
    ['Díaz, Bruno', 42],
    ['Ana; "la jefa"', 0],
  ];
  expect(csv(rows, 'es')).toBe('\uFEFFAgente;Enviados\r\nDíaz, Bruno;42\r\n"Ana; ""la jefa""";0\r\n');
  expect(csv(rows.slice(0, 2), 'en')).toBe('\uFEFFAgente,Enviados\r\n"Díaz, Bruno",42\r\n');
});

test.each(['=1+1', '+55', '-2', '@sum', '\t=1'])('the name %j is no formula', (name) => {
  expect(csv([[name]], 'es')).toBe(`\uFEFF'${name}\r\n`);
});

test('a name with a line break stays in its cell', () => {
  expect(csv([['a\nb', -1]], 'en')).toBe('\uFEFF"a\nb",-1\r\n');
});
