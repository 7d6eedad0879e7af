// The end of an offer between what a person types, day and time in the order of their language, and the
// milliseconds that are sent. The zone is this machine's.
import { timeOfDay, type Language } from '../../text';

/** Whoever gives no time means the end of the day. */
export const timeUnlessSaid = '23:59';

/** 30/11/2026, in English 11/30/2026; empty for what is no time. */
export function dayText(milliseconds: string, language: Language): string {
  const at = instant(milliseconds);
  const form: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric' };
  return at === undefined ? '' : new Intl.DateTimeFormat(language, form).format(at);
}

/** 18:00; empty for what is no time. */
export function timeText(milliseconds: string, language: Language): string {
  const at = instant(milliseconds);
  return at === undefined ? '' : timeOfDay(at, { language });
}

/** The instant that a draft holds, in Unix milliseconds. */
export function instant(milliseconds: string): number | undefined {
  const at = Number(milliseconds);
  return milliseconds === '' || Number.isNaN(new Date(at).getTime()) ? undefined : at;
}

/** A day with its time in one text, as it is pasted: the two apart. */
export function apart(text: string): { day: string; time: string } | undefined {
  const [, day, time] = /^\s*(\S+?)(?:T|,?\s+)(\d{1,2}:\d\d\S*)\s*$/.exec(text) ?? [];
  return day && time ? { day, time } : undefined;
}

/** The instant that was typed; undefined as long as it is none. A day without its year is the next one. */
export function readEnd(day: string, time: string, language: Language, now: number): number | undefined {
  const clock = readTime(time.trim() || timeUnlessSaid);
  const date = readDay(day.trim(), language);
  if (!clock || !date) return undefined;
  const at = (year: number) => new Date(year, date.month - 1, date.day, clock.hour, clock.minute);
  const thisYear = new Date(now).getFullYear();
  const ends = at(date.year ?? thisYear);
  const said = date.year === undefined && ends.getTime() <= now ? at(thisYear + 1) : ends;
  // 31/02 would be the third of March.
  return said.getDate() === date.day && said.getMonth() === date.month - 1 ? said.getTime() : undefined;
}

function readDay(text: string, language: Language) {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (isoYear) return { year: Number(isoYear), month: Number(isoMonth), day: Number(isoDay) };
  const [, first, second, year] = /^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d\d))?$/.exec(text) ?? [];
  if (!first || !second) return undefined;
  const [day, month] = language === 'en' ? [second, first] : [first, second];
  return {
    day: Number(day),
    month: Number(month),
    year: year === undefined ? undefined : Number(year) + (year.length === 2 ? 2000 : 0),
  };
}

/** 18:00, 18h30, 1830, 6 pm. */
function readTime(text: string) {
  const [, hours, minutes, half] = /^(\d{1,2}?)[:.h]?\s?(\d\d)?\s?h?\s?([ap])?\.?\s?m?\.?$/i.exec(text) ?? [];
  if (!hours) return undefined;
  const noon = half?.toLowerCase() === 'p' ? 12 : 0;
  const hour = half ? (Number(hours) % 12) + noon : Number(hours);
  const minute = Number(minutes ?? 0);
  return hour < 24 && minute < 60 ? { hour, minute } : undefined;
}
