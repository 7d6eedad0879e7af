// How places become fields: which belong together, in what order they are read, what they are called.
// Pure but for the words.
import type { ButtonView, FindingView, PlaceView, SourceView } from '../../bridge';
import { atHead, language, t } from '../../text';

export type FieldGroup = { key: string; component: string; name: string; places: PlaceView[] };

/** Longer than this, the words before a variable are a sentence and no name for it. */
const contextMax = 24;
/** After these words stands somebody's name. */
const greeting =
  /^(hola|ol[áa]|oi|hi|hello|hey|dear|estimad[oa]|querid[oa]|prezad[oa]|buen(os|as) (d[íi]as|tardes|noches)|bo[am] (dia|tarde|noite)),?$/i;

const kindNames: Record<string, () => string> = {
  image: () => t('values.image'),
  video: () => t('values.video'),
  document: () => t('values.document'),
  filename: () => t('values.filename'),
  latitude: () => t('values.latitude'),
  longitude: () => t('values.longitude'),
  'place-name': () => t('values.placeName'),
  address: () => t('values.address'),
  product: () => t('values.product'),
  catalog: () => t('values.catalog'),
  'url-suffix': () => t('values.urlSuffix'),
  'coupon-code': () => t('values.coupon'),
  otp: () => t('values.code'),
  'offer-expiry': () => t('values.offerExpiry'),
  'flow-data': () => t('values.flowData'),
  sections: () => t('values.sections'),
  'call-minutes': () => t('values.callMinutes'),
};

const media = new Set(['image', 'video', 'document']);
export const isMedia = ({ kind }: PlaceView): boolean => media.has(kind);

/** What is merely empty is not held against somebody who has just come. */
export const isMissing = ({ code }: FindingView): boolean => code === 'value-missing' || code === 'media-missing';

/** The variable as the template writes it, such as {{1}}; empty for places that have none. */
export const variableOf = ({ label }: PlaceView): string => (label === '' ? '' : `{{${label}}}`);

/** What a field is called: by its kind, its name in the template, the words before it, or its number. */
export function fieldName(place: PlaceView): string {
  const byKind = kindNames[place.kind];
  if (byKind) return byKind();
  if (/^\D/.test(place.label)) return atHead(place.label.replaceAll('_', ' '), language());
  if (greeting.test(place.context)) return t('recipient.name');
  if (place.context !== '' && place.context.length <= contextMax) return atHead(place.context, language());
  return place.label === '' ? t('values.other') : t('values.variable', { name: place.label });
}

const order = ['header', 'body', 'card', 'offer', 'button'];

/** Fields of one component stand together, in the order in which the message is read. */
export function fieldGroups(places: readonly PlaceView[], buttons: readonly ButtonView[]): FieldGroup[] {
  const groups = new Map<string, FieldGroup & { index: number }>();
  for (const place of shownPlaces(places)) {
    const key = `${place.component} ${place.index}`;
    const group = groups.get(key);
    if (group) group.places.push(place);
    else {
      const { component, index } = place;
      groups.set(key, { key, component, index, name: groupName(place, buttons), places: [place] });
    }
  }
  const rank = ({ component }: FieldGroup) => order.indexOf(component);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || a.index - b.index);
}

/** A one-time code stands in the body and in its button, and must be the same: one field fills both. */
function shownPlaces(places: readonly PlaceView[]): PlaceView[] {
  const first = places.find(({ kind }) => kind === 'otp');
  return places.filter((place) => place.kind !== 'otp' || place === first);
}

/** The places that a value typed into one field goes to. */
export function filledTogether(places: readonly PlaceView[], place: string): string[] {
  if (places.find((one) => one.place === place)?.kind !== 'otp') return [place];
  return places.filter(({ kind }) => kind === 'otp').map((one) => one.place);
}

/** The room that the texts of a group share and how much of it is left, or undefined when they share none. */
export function sharedRoom({ places, component }: FieldGroup): number | undefined {
  const first = places.find(({ kind, limit }) => kind === 'text' && limit > 0);
  return !first || component === 'button' ? undefined : Math.max(first.limit - first.used, 0);
}

function groupName({ component, index }: PlaceView, buttons: readonly ButtonView[]): string {
  switch (component) {
    case 'header':
      return t('values.header');
    case 'button':
      return t('values.button', { label: buttons[index]?.label ?? '' });
    case 'card':
      return t('values.card', { number: index + 1 });
    case 'offer':
      return t('values.offer');
    default:
      return t('values.body');
  }
}

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
  if (kind !== 'text' || name === '' || sources.some(({ source }) => source === 'contact.name')) return sources;
  const [first = name] = name.split(/\s+/);
  return [{ source: 'contact.name', value: name }, { source: 'contact.firstName', value: first }, ...sources];
}
