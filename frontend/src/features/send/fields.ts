// How places become fields: which belong together, in what order they are read, what they are called.
// Pure but for the words.
import type { ButtonView, FindingView, PlaceView } from '../../bridge';
import { atHead, language, t } from '../../text';
import { labelOf, type Label } from './labels';

export type FieldGroup = { key: string; component: string; name: string; places: PlaceView[] };

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

const knownNames = {
  name: () => t('recipient.name'),
  amount: () => t('values.amount'),
  share: () => t('values.share'),
  date: () => t('values.date'),
  time: () => t('values.time'),
};

const media = new Set(['image', 'video', 'document']);
export const isMedia = ({ kind }: PlaceView): boolean => media.has(kind);

/** Which file a place of media takes. */
export function wantedFile({ kind }: PlaceView): string {
  if (kind === 'image') return t('values.wantImage');
  return kind === 'video' ? t('values.wantVideo') : t('values.wantDocument');
}

/** What is merely empty is not held against somebody who has just come. */
export const isMissing = ({ code }: FindingView): boolean => code === 'value-missing' || code === 'media-missing';

/** The id of what the list says of a place, for the field's description. */
export const findingId = (place: string): string => `finding-${place}`;

/** The variable as the template writes it, such as {{1}}; empty for places that have none. */
export const variableOf = ({ label }: PlaceView): string => (label === '' ? '' : `{{${label}}}`);

/** No more of an example than this stands in a label; the field itself holds it whole. */
const exampleMax = 28;

function labelled(label: Label): string {
  if ('words' in label) return atHead(label.words, language());
  if ('known' in label) return knownNames[label.known]();
  const { example } = label;
  return t('values.like', {
    example: example.length > exampleMax ? `${example.slice(0, exampleMax).trim()}…` : example,
  });
}

/** What a field is called: by its kind, its name in the template, what can be guessed, or its number. */
export function fieldName(place: PlaceView): string {
  const byKind = kindNames[place.kind];
  if (byKind) return byKind();
  if (/^\D/.test(place.label)) return atHead(place.label.replaceAll('_', ' '), language());
  const label = labelOf(place.context, place.example, place.label === '1');
  if (label) return labelled(label);
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
