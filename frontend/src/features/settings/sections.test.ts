import { describe, expect, test } from 'vitest';
import { words } from '../../core/fold';
import { found, marksOf, sectionsOf, type SettingWords } from './sections';

const spanish: SettingWords = {
  section: (name) => ({ looks: 'Idioma y aspecto', presence: 'Presencia' })[name as string] ?? name,
  setting: (name) =>
    ({ theme: 'Tema Sistema Claro Oscuro', region: 'País de los números que escribo' })[name as string] ?? name,
};
const search = (typed: string) => found(sectionsOf(true), words(typed), spanish).flatMap(({ settings }) => settings);

describe('a search finds a setting', () => {
  test.each([
    ['by its name, without accents and in any case', 'PAIS numeros', ['region']],
    ['by one of its choices', 'oscuro', ['theme']],
    ['by its section and itself', 'aspecto tema', ['theme']],
    ['with its whole section, by the name of that', 'presencia', ['idle']],
    ['not when one of the words stands nowhere', 'tema zzz', []],
  ])('%s', (_, typed, settings) => expect(search(typed)).toEqual(settings));

  test('all of them, when nothing is typed', () => {
    expect(found(sectionsOf(true), words('  '), spanish)).toEqual(sectionsOf(true));
  });
});

test('without tickets nothing is offered that needs them', () => {
  const names = sectionsOf(false).flatMap(({ settings }) => settings);
  expect(names).not.toContain('enterSends');
  expect(names).not.toContain('noticeWaiting');
  expect(names).toContain('noticeReply');
});

test('a mark stands on the letters as they are written', () => {
  expect(marksOf('País de los números', ['pais', 'num'])).toEqual([
    [0, 4],
    [12, 15],
  ]);
  expect(marksOf('Tema', ['oscuro'])).toEqual([]);
});
