import { expect, test } from 'vitest';
import type { ContactView } from '../../bridge';
import { peopleAfterTemplate } from './pairs';

const gabriela = { id: 'gabriela', name: 'Gabriela Méndez' } as ContactView;
const search = async (text: string) => (gabriela.name.toLowerCase().includes(text.toLowerCase()) ? [gabriela] : []);

test.each([
  ['aviso', 0, ''],
  ['aviso gabr', 1, ''],
  ['aviso gabriela méndez', 1, ''],
  ['aviso gabr A-20417', 1, 'A-20417'],
  ['aviso gabriela méndez de 9 a 12', 1, 'de 9 a 12'],
  ['aviso zzz', 0, ''],
])('%s means %d people and leaves "%s"', async (typed, count, rest) => {
  const pairs = await peopleAfterTemplate(typed, search);
  expect([pairs.people.length, pairs.rest]).toEqual([count, rest]);
});
