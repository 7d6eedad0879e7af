// What a guard says of a person, in words.
import type { GuardView } from '../../bridge';
import { durationShort, guardText, language, t, timeOfDay } from '../../text';

export function guardWords({ code, parameters, at }: GuardView, name: string, now: number) {
  const since = at > 0 ? timeOfDay(at, { language: language() }) : '';
  const ago = at > 0 ? durationShort(now - at) : '';
  const agent = parameters['agent'] ?? t('recipient.someone');
  return guardText(code, { name, ...parameters, agent, since, ago });
}
