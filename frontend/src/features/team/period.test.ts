import { expect, test } from 'vitest';
import { beginningOf } from './period';

test('a period begins at midnight of its first day', () => {
  const evening = new Date(2026, 2, 3, 21, 40).getTime();
  expect(beginningOf('today', evening)).toBe(new Date(2026, 2, 3).getTime());
  expect(beginningOf('week', evening)).toBe(new Date(2026, 1, 25).getTime());
  expect(beginningOf('month', evening)).toBe(new Date(2026, 1, 2).getTime());
});

test('midnight itself belongs to the new day', () => {
  const midnight = new Date(2026, 10, 23).getTime();
  expect(beginningOf('today', midnight)).toBe(midnight);
  expect(beginningOf('today', midnight - 1)).toBe(new Date(2026, 10, 22).getTime());
});
