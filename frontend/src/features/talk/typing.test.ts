import { beforeEach, describe, expect, test, vi } from 'vitest';
import { endsAfter, TypingTeller } from './typing';

describe('telling that one writes', () => {
  let told: boolean[] = [];
  let teller: TypingTeller;
  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    teller = new TypingTeller((typing) => told.push(typing));
    return () => vi.useRealTimers();
  });

  /** Types a key every so often. */
  function type(keys: number, every: number) {
    for (let key = 0; key < keys; key += 1) {
      teller.typed('x'.repeat(key + 1));
      vi.advanceTimersByTime(every);
    }
  }

  test('a sentence is told once, and its end', () => {
    type(20, 200);
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(endsAfter);
    expect(told).toEqual([true, false]);
  });

  test('who writes for long is told of again', () => {
    type(60, 400); // 24 seconds
    expect(told).toEqual([true, true, true]);
  });

  test('a sent, emptied or left text ends it at once, and only once', () => {
    type(1, 100);
    teller.end();
    teller.end();
    type(1, 100);
    teller.typed(' ');
    vi.advanceTimersByTime(endsAfter);
    expect(told).toEqual([true, false, true, false]);
  });
});
