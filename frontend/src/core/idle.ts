// Whether anybody is there. Ten minutes without a touch ask; ten more take the agent away. Pure: the
// instants come from a steady clock, in milliseconds.
const minute = 60_000;
export const asksAfter = 10 * minute;
export const leavesAfter = 20 * minute;

export type Idle = 'here' | 'asked' | 'away';

export function idleAt(now: number, touchedAt: number): Idle {
  const still = now - touchedAt;
  if (still >= leavesAfter) return 'away';
  return still >= asksAfter ? 'asked' : 'here';
}
