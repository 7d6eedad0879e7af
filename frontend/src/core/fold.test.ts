import { expect, test } from 'vitest';
import { digits, fold, foldWithOrigin, holdsAll, words } from './fold';

test.each([
  ['Aviso_Entrega', 'aviso entrega'],
  ['João  Paz', 'joao paz'],
  ['MÉNDEZ-Núñez', 'mendez nunez'],
  ['  _ ', ''],
])('%s folds to "%s"', (written, folded) => {
  expect(fold(written)).toBe(folded);
});

test('every letter of a folded text knows where it stood', () => {
  const { text, origin } = foldWithOrigin('ÁvisO_1');
  expect(text).toBe('aviso 1');
  expect([...origin]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('a text of plain letters folds like one with accents', () => {
  const { text, origin } = foldWithOrigin('Aviso__de-Pago.2');
  expect(text).toBe(foldWithOrigin('Aviso__de-Pago.2é').text.slice(0, -1));
  expect(foldWithOrigin('a^b`c').text).toBe('abc');
  expect([...origin]).toEqual([...'Aviso__de-Pago.2', 'end'].map((_, at) => at));
});

test('order and case of the words do not matter', () => {
  expect(holdsAll(fold('aviso_de_entrega'), words('Entrega AVISO'))).toBe(true);
  expect(holdsAll(fold('aviso_de_entrega'), words('entrega pago'))).toBe(false);
});

test('a phone is its digits', () => {
  expect(digits('+55 (11) 98765-4321')).toBe('5511987654321');
});
