// When an offer ends, as the phone says it.
import { day, language, t, timeOfDay } from '../text';

/** "mañana a las 18:00" as read at a moment; both Unix milliseconds. */
export function dayAt(at: number, now: number): string {
  const reading = { language: language(), now: now || at };
  return t('time.dayAt', { day: day(at, reading), time: timeOfDay(at, reading) });
}
