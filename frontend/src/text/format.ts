// Figures for people: instants, durations, numbers, sizes. Pure: the time and the zone come in.
import type { Language } from './languages';

/** Where and when somebody reads: instants are Unix milliseconds, zone is an IANA name or the system's. */
export type Reading = { language: Language; now: number; zone?: string | undefined };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const firmSpace = '\u00a0'; // a figure never parts from its unit

const formats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(reading: Omit<Reading, 'now'>, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([reading.language, reading.zone, options]);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(reading.language, { ...options, timeZone: reading.zone });
    formats.set(key, format);
  }
  return format;
}

/** 10:05, always on a 24-hour clock. */
export function timeOfDay(at: number, reading: Omit<Reading, 'now'>): string {
  return dateFormat(reading, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** 10:05:40, for timelines. */
export function timeWithSeconds(at: number, reading: Omit<Reading, 'now'>): string {
  return dateFormat(reading, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);
}

/** How many calendar days `at` lies after today in the reader's zone: -1 is yesterday. */
export function daysFromToday(at: number, reading: Reading): number {
  return calendarDay(at, reading) - calendarDay(reading.now, reading);
}

function calendarDay(at: number, reading: Reading): number {
  const parts = dateFormat(
    { language: 'en', zone: reading.zone },
    { year: 'numeric', month: 'numeric', day: 'numeric' },
  );
  const part = (type: string) => Number(parts.formatToParts(at).find((found) => found.type === type)?.value ?? 0);
  return Math.round(Date.UTC(part('year'), part('month') - 1, part('day')) / (24 * hour));
}

/** hoy, ayer, mañana, 12 nov; another year is added to. Lower case, for inside a sentence. */
export function day(at: number, reading: Reading): string {
  const days = daysFromToday(at, reading);
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(reading.language, { numeric: 'auto' }).format(days, 'day');
  }
  const year = dateFormat(reading, { year: 'numeric' });
  const options: Intl.DateTimeFormatOptions =
    year.format(at) === year.format(reading.now)
      ? { day: 'numeric', month: 'short' }
      : { day: 'numeric', month: 'short', year: 'numeric' };
  const parts = dateFormat(reading, options).formatToParts(at);
  const shown = (type: string) => parts.find((part) => part.type === type)?.value.replace('.', '') ?? '';
  return [shown('day'), shown('month'), shown('year')].filter(Boolean).join(firmSpace);
}

/** lunes, 23 nov: of a day that is not near. */
export function dayWithName(at: number, reading: Omit<Reading, 'now'>): string {
  return dateFormat(reading, { weekday: 'long', day: 'numeric', month: 'short' }).format(at).replace(/\.$/, '');
}

/** The first letter in upper case, for a day at the head of a line or of a group. */
export function atHead(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

/** What a row shows: today the time, yesterday the word, older the date. */
export function moment(at: number, reading: Reading): string {
  return daysFromToday(at, reading) === 0 ? timeOfDay(at, reading) : day(at, reading);
}

/** Whole, for the datetime attribute of a time element. */
export const machineTime = (at: number): string => new Date(at).toISOString();

/** 19 h, 52 min, 40 s: the largest unit alone, cut and never rounded up. */
export function durationShort(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  if (left >= hour) return withUnit(Math.floor(left / hour), 'h');
  if (left >= minute) return withUnit(Math.floor(left / minute), 'min');
  return withUnit(Math.floor(left / second), 's');
}

/** 19 h 04 min below a day and above; 52 min below an hour; 40 s below a minute. */
export function durationLong(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  if (left < hour) return durationShort(left);
  const minutes = Math.floor((left % hour) / minute);
  return [withUnit(Math.floor(left / hour), 'h'), withUnit(twoDigits(minutes), 'min')].join(firmSpace);
}

/** 19:04 above an hour, 0:52 below: hours and minutes for the ring. */
export function durationInRing(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  return `${Math.floor(left / hour)}:${twoDigits(Math.floor((left % hour) / minute))}`;
}

/** 12:41 of a pause: minutes and seconds, with hours when there are any. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / second);
  const rest = `${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const withUnit = (value: number | string, unit: string): string => `${value}${firmSpace}${unit}`;

// Each of these takes longer to make than to use a hundred times.
const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([language, options]);
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, options);
    numberFormats.set(key, format);
  }
  return format;
}

/** 4.182 in Spanish and Portuguese, 4,182 in English: grouped from four digits on in all three. */
export function number(value: number, language: Language): string {
  return numberFormat(language, { useGrouping: 'always', maximumFractionDigits: 1 }).format(value);
}

/** 39 % with the sign set as the language sets it; the share is 0 to 1. */
export function percent(share: number, language: Language): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

const sizes = ['B', 'KB', 'MB', 'GB'] as const;

/** 640 KB, 1,4 MB: steps of 1024, one decimal below ten. */
export function bytes(count: number, language: Language): string {
  let value = Math.max(0, count);
  let step = 0;
  while (value >= 1024 && step < sizes.length - 1) {
    value /= 1024;
    step += 1;
  }
  const digits = step > 0 && value < 10 ? 1 : 0;
  const figure = numberFormat(language, { maximumFractionDigits: digits }).format(value);
  return withUnit(figure, sizes[step] ?? 'B');
}

/** Several names in one sentence: Ana, Luis y Eva. */
export function list(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** A phone number as Go formatted it, kept on one line. */
export const phone = (shown: string): string => shown.replaceAll(' ', firmSpace).replaceAll('-', '\u2011');
