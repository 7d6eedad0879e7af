import { expect, test } from 'vitest';
import { initials, personColour, personColours } from './person';

test.each([
  ['Rita Lima', 'RL'],
  ['ana paula souza', 'AS'],
  ['marcos.vera', 'MV'],
  ['Óscar', 'ÓS'],
  ['  ', ''],
  ['+52 55 1234', '51'],
  ['🙂 Ana', 'AN'],
  ['李 小龙', '李小'],
  ['Ñ', 'Ñ'],
])('%j has the initials %j', (name, expected) => {
  expect(initials(name)).toBe(expected);
});

test('a colour stays with its id, and all colours are used', () => {
  const colours = Array.from({ length: 500 }, (_, index) => personColour(`contact-${index}`));
  expect(new Set(colours)).toEqual(new Set(Array.from({ length: personColours }, (_, index) => index + 1)));
  expect(personColour('contact-7')).toBe(personColour('contact-7'));
});
