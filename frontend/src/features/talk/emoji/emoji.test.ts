import { describe, expect, test } from 'vitest';
import { languages } from '../../../text/languages';
import { emojiIn, foundEmoji, groupKeys } from './emoji';
import { stepInGrid } from './grid';

describe.each(languages)('emoji in %s', (language) => {
  test('has every group, and the same emoji as English', async () => {
    const groups = await emojiIn(language);
    const english = await emojiIn('en');
    const symbols = (of: typeof groups) => of.flatMap(({ emoji }) => emoji.map(({ symbol }) => symbol));
    expect(groups.map(({ key }) => key)).toEqual(groupKeys);
    expect(symbols(groups)).toEqual(symbols(english));
    expect(groups.flatMap(({ emoji }) => emoji).filter(({ name }) => name === '')).toEqual([]);
  });
});

test.each([
  ['es', 'corazon roj', '❤️'],
  ['pt-BR', 'coração verm', '❤️'],
  ['en', 'red heart', '❤️'],
  ['es', 'pulgar arriba', '👍️'],
] as const)('%s: %s finds %s', async (language, typed, symbol) => {
  const found = foundEmoji(await emojiIn(language), typed).map((one) => one.symbol);
  expect(found.slice(0, 3)).toContain(symbol);
});

describe('keys in a grid of sections', () => {
  // 0 1 2 | 3 4    a section of five over one of two, three columns wide
  // 3 4
  // 5 6
  test.each([
    ['ArrowDown', 0, 3],
    ['ArrowDown', 2, 4],
    ['ArrowDown', 4, 6],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 5, 3],
    ['ArrowUp', 1, 1],
    ['ArrowRight', 6, 6],
    ['ArrowLeft', 3, 2],
    ['Enter', 3, undefined],
  ])('%s from %d leads to %s', (key, here, there) => {
    expect(stepInGrid(key, here, [5, 2], 3)).toBe(there);
  });
});
