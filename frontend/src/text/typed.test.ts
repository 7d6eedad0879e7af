import { expect, test } from 'vitest';
import { wordsIn } from './words';

test('the compiler knows every key and every parameter', () => {
  const t = wordsIn('es');
  expect(t('connection.droppedSince', { time: '10:38' })).toBe('Sin conexión desde las 10:38.');
  // @ts-expect-error there is no such key
  expect(t('connection.nothing')).toBe('connection.nothing');
  // @ts-expect-error the parameter is called time
  t('connection.droppedSince', { hour: '10:38' });
  // @ts-expect-error the parameter is missing
  t('connection.droppedSince');
});

test('plurals follow the language', () => {
  const pending = (language: 'es' | 'pt-BR' | 'en', count: number) =>
    wordsIn(language)('connection.pending', { count });
  expect(pending('es', 1)).toBe('1 mensaje pendiente');
  expect(pending('es', 3)).toBe('3 mensajes pendientes');
  expect(pending('pt-BR', 0)).toBe('0 mensagem pendente');
  expect(pending('en', 0)).toBe('0 messages pending');
  expect(pending('es', 1_000_000)).toBe('1000000 mensajes pendientes');
});

test('words are not escaped, because the screen does that once', () => {
  expect(wordsIn('en')('status.changed', { name: 'Ana & Co <3', status: 'Read' })).toBe('Ana & Co <3: Read');
});
