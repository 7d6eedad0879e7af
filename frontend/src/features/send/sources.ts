// Where a value may come from: the contact, the agent, today, the last time. What the contact lacks is
// offered too, with a way on. Pure but for the words.
import type { PlaceView, SourceView } from '../../bridge';
import { t } from '../../text';

const sourceNames: Record<string, () => string> = {
  'contact.name': () => t('values.sourceContactName'),
  'contact.firstName': () => t('values.sourceContactFirstName'),
  'contact.phone': () => t('recipient.phone'),
  'contact.email': () => t('values.sourceContactEmail'),
  'agent.name': () => t('values.sourceAgent'),
  'agent.firstName': () => t('values.sourceAgentFirstName'),
  date: () => t('values.sourceDate'),
  last: () => t('values.sourceLast'),
};

/** The words for where an offered value comes from. */
export function sourceName(source: string): string {
  if (source.startsWith('contact.field.')) return t('values.sourceField', { field: source.slice(14) });
  return sourceNames[source]?.() ?? source;
}

/** The same in one short word, for the button inside the field. */
export const sourceShort = (source: string): string =>
  source.startsWith('contact.') ? t('values.sourceContact') : sourceName(source);

/**
 * What is offered for a value. Somebody new has no contact to offer a name: what was typed as their name
 * stands in for it.
 */
export function offered({ kind, sources }: PlaceView, typedName: string): SourceView[] {
  const name = typedName.trim();
  if (kind !== 'text' || name === '') return sources;
  const known: Record<string, string> = { 'contact.name': name, 'contact.firstName': name.split(/\s+/)[0] ?? name };
  return sources.map((one) => (one.value === '' ? { ...one, value: known[one.source] ?? '' } : one));
}

/** What says nearly the same as a source, best first. */
const near: Record<string, readonly string[]> = {
  'contact.name': ['contact.firstName', 'last'],
  'contact.firstName': ['contact.name', 'last'],
  'contact.phone': ['contact.email', 'last'],
  'contact.email': ['contact.phone', 'last'],
};

/** Another source that has a value, for one that is empty. */
export function otherThan(empty: string, sources: readonly SourceView[]): SourceView | undefined {
  const filled = sources.filter(({ value }) => value !== '');
  for (const name of near[empty] ?? ['last']) {
    const found = filled.find(({ source }) => source === name);
    if (found) return found;
  }
  return undefined;
}
