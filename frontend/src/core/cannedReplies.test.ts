import { expect, test } from 'vitest';
import type { CannedReplyView } from '../bridge';
import { foundReplies } from './cannedReplies';

const reply = (name: string, text: string, category = 'Saludos'): CannedReplyView => ({
  id: name,
  name,
  text,
  category,
  empty: [],
});

test('answers are found by name, category and text, those whose name begins so first', () => {
  const all = [reply('Despedida', 'Gracias por escribir'), reply('gracias', 'De nada'), reply('Demora', 'x', 'Envíos')];
  const names = (typed: string) => foundReplies(all, typed).map(({ name }) => name);
  expect(names('GRÁ')).toEqual(['gracias', 'Despedida']);
  expect(names('envios')).toEqual(['Demora']);
  expect(names('')).toEqual(['Despedida', 'gracias', 'Demora']);
});
