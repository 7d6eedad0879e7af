import { describe, expect, test } from 'vitest';
import * as format from './format';

const zone = 'America/Bogota';
const now = Date.UTC(2026, 10, 22, 19, 58); // 14:58 in Bogotá
const es: format.Reading = { language: 'es', now, zone };
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour + 5, minute);
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('a moment in a row', () => {
  test.each([
    ['today is the time', at(22, 10, 5), '10:05'],
    ['the first minute of today is today', at(22, 0), '00:00'],
    ['the last minute of yesterday is yesterday', at(21, 23, 59), 'ayer'],
    ['older is the date', at(12, 9), '12 nov'],
    ['another year says so', Date.UTC(2024, 10, 12, 15), '12 nov 2024'],
  ])('%s', (_name, instant, expected) => {
    expect(plain(format.moment(instant, es))).toBe(expected);
  });

  test('the zone decides what yesterday is', () => {
    const instant = at(21, 23, 59);
    expect(format.moment(instant, { ...es, zone: 'Europe/Madrid' })).toBe('05:59');
  });

  test('a day of 23 hours is still one day', () => {
    const santiago = { language: 'es' as const, zone: 'America/Santiago' };
    const before = Date.UTC(2026, 8, 6, 2, 0); // the clock went forward in that night
    expect(format.daysFromToday(before, { ...santiago, now: before + 23 * 3_600_000 })).toBe(-1);
  });

  test('speaks each language', () => {
    const words = (['es', 'pt-BR', 'en'] as const).map((language) =>
      [at(21, 9), at(23, 9), at(12, 9)].map((instant) => plain(format.day(instant, { language, now, zone }))),
    );
    expect(words).toEqual([
      ['ayer', 'mañana', '12 nov'],
      ['ontem', 'amanhã', '12 nov'],
      ['yesterday', 'tomorrow', '12 Nov'],
    ]);
    expect(format.atHead('mañana', 'es')).toBe('Mañana');
  });
});

describe('a duration', () => {
  const hours = (count: number, minutes = 0, seconds = 0) => ((count * 60 + minutes) * 60 + seconds) * 1000;
  test.each([
    [hours(19, 4), '19 h', '19 h 04 min', '19:04'],
    [hours(24) - 1, '23 h', '23 h 59 min', '23:59'],
    [hours(0, 52, 59), '52 min', '52 min', '0:52'],
    [hours(0, 0, 40), '40 s', '40 s', '0:00'],
    [hours(41), '41 h', '41 h 00 min', '41:00'],
    [-5, '0 s', '0 s', '0:00'],
  ])('%d ms', (milliseconds, short, long, ring) => {
    expect(plain(format.durationShort(milliseconds))).toBe(short);
    expect(plain(format.durationLong(milliseconds))).toBe(long);
    expect(format.durationInRing(milliseconds)).toBe(ring);
  });

  test('a stopwatch counts minutes, then hours', () => {
    expect(format.stopwatch(hours(0, 12, 41))).toBe('12:41');
    expect(format.stopwatch(hours(1, 2, 3))).toBe('1:02:03');
  });
});

test('numbers, shares and sizes follow the language', () => {
  expect(format.number(4182, 'es')).toBe('4.182');
  expect(format.number(4182, 'en')).toBe('4,182');
  expect(plain(format.percent(0.39, 'es'))).toBe('39 %');
  expect(format.percent(0.39, 'en')).toBe('39%');
  expect(plain(format.bytes(655_360, 'es'))).toBe('640 KB');
  expect(plain(format.bytes(1_500_000, 'pt-BR'))).toBe('1,4 MB');
  expect(plain(format.bytes(900, 'en'))).toBe('900 B');
  expect(format.list(['Ana', 'Luis', 'Eva'], 'es')).toBe('Ana, Luis y Eva');
});

test('a phone number never breaks over two lines', () => {
  expect(format.phone('+55 11 98765-4321')).not.toMatch(/[ -]/);
});
