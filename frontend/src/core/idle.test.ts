import { expect, test } from 'vitest';
import { asksAfter, idleAt, leavesAfter } from './idle';

test.each([
  [0, 'here'],
  [asksAfter - 1, 'here'],
  [asksAfter, 'asked'],
  [leavesAfter - 1, 'asked'],
  [leavesAfter, 'away'],
  [10 * leavesAfter, 'away'],
])('after %d ms without a touch an agent is %s', (still, idle) => {
  expect(idleAt(1_000_000 + still, 1_000_000)).toBe(idle);
});
