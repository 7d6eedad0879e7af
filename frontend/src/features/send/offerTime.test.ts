import { describe, expect, test } from 'vitest';
import { apart, dayText, instant, readEnd, timeText } from './offerTime';

const now = new Date(2026, 10, 22, 14, 58).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

describe('the end of an offer', () => {
  test.each([
    ['30/11/2026', '18:00', 'es', at(2026, 10, 30, 18, 0)],
    ['11/30/2026', '18:00', 'en', at(2026, 10, 30, 18, 0)],
    ['2026-11-30', '18:00', 'en', at(2026, 10, 30, 18, 0)],
    ['30.11.26', '6 pm', 'pt-BR', at(2026, 10, 30, 18, 0)],
    ['30-11', '18h30', 'pt-BR', at(2026, 10, 30, 18, 30)],
    ['30/11/2026', '1830', 'es', at(2026, 10, 30, 18, 30)],
    ['30/11/2026', '9', 'es', at(2026, 10, 30, 9, 0)],
    ['30/11/2026', '12 a. m.', 'es', at(2026, 10, 30, 0, 0)],
    ['30/11/2026', '', 'es', at(2026, 10, 30, 23, 59)],
    ['5/1', '10:00', 'es', at(2027, 0, 5, 10, 0)],
    ['1/11/2026', '10:00', 'es', at(2026, 10, 1, 10, 0)],
  ] as const)('is read from %s and %s in %s', (day, time, language, expected) => {
    expect(readEnd(day, time, language, now)).toBe(expected);
  });

  test.each([
    ['', '18:00', 'es'],
    ['mañana', '18:00', 'es'],
    ['31/02/2027', '18:00', 'es'],
    ['30/11/2026', '18:00', 'en'],
    ['30/11/2026', '25:00', 'es'],
    ['30/11/2026', '18:60', 'es'],
    ['30/11/2026', 'tarde', 'es'],
    ['3', '18:00', 'es'],
  ] as const)('is none in %s and %s in %s', (day, time, language) => {
    expect(readEnd(day, time, language, now)).toBeUndefined();
  });

  test('is shown in the order of the language', () => {
    const ends = String(at(2026, 10, 30, 18, 0));
    expect([dayText(ends, 'es'), dayText(ends, 'pt-BR'), dayText(ends, 'en')]).toEqual([
      '30/11/2026',
      '30/11/2026',
      '11/30/2026',
    ]);
    expect(timeText(ends, 'en')).toBe('18:00');
    for (const none of ['', 'mañana', '1e20']) {
      expect([dayText(none, 'es'), timeText(none, 'es'), instant(none)]).toEqual(['', '', undefined]);
    }
  });

  test('is pasted with its time', () => {
    expect(apart('2026-11-30T18:00')).toEqual({ day: '2026-11-30', time: '18:00' });
    expect(apart('30/11/2026, 18:00')).toEqual({ day: '30/11/2026', time: '18:00' });
    expect(apart('30/11/2026')).toBeUndefined();
  });
});
