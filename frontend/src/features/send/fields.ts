// How places become fields: their names, and the groups in which they stand. Pure but for the words.
import type { PlaceView, PreviewView } from '../../bridge';
import { t } from '../../text';

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
  url: () => t('values.urlSuffix'),
  'url-suffix': () => t('values.urlSuffix'),
  coupon: () => t('values.coupon'),
  'coupon-code': () => t('values.coupon'),
  code: () => t('values.code'),
  otp: () => t('values.code'),
  'offer-expiry': () => t('values.offerExpiry'),
  payload: () => t('values.payload'),
};

/** The kind of a place without the word that marks it as a file. */
export const kindOf = ({ kind }: PlaceView): string => kind.replace(/^media-/, '');
export const isMedia = (place: PlaceView): boolean => ['image', 'video', 'document'].includes(kindOf(place));

/** What a field is called: by its kind, its name in the template, or its number. */
export function fieldName(place: PlaceView): string {
  const byKind = kindNames[kindOf(place)];
  if (byKind) return byKind();
  if (place.label === '') return t('values.other');
  if (/^\d+$/.test(place.label)) return t('values.variable', { name: place.label });
  const words = place.label.replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** Fields of one component stand together, in the order of the message. */
export function fieldGroups(places: readonly PlaceView[], preview: PreviewView | undefined): FieldGroup[] {
  const groups: FieldGroup[] = [];
  for (const place of places) {
    const key = `${place.component} ${place.index}`;
    const last = groups.at(-1);
    if (last?.key === key) last.places.push(place);
    else groups.push({ key, component: place.component, name: groupName(place, preview), places: [place] });
  }
  return groups;
}

function groupName({ component, index }: PlaceView, preview: PreviewView | undefined): string {
  switch (component) {
    case 'header':
      return t('values.header');
    case 'button':
      return t('values.button', { label: preview?.buttons[index]?.label ?? '' });
    case 'card':
      return t('values.card', { number: index + 1 });
    case 'offer':
      return t('values.offer');
    default:
      return t('values.body');
  }
}

/** The words for where an offered value comes from. */
export function sourceName(source: string): string {
  if (source.startsWith('contact.field.')) return t('values.sourceField', { field: source.slice(14) });
  const names: Record<string, () => string> = {
    'contact.name': () => t('values.sourceContactName'),
    'contact.firstName': () => t('values.sourceContactFirstName'),
    date: () => t('values.sourceDate'),
    last: () => t('values.sourceLast'),
  };
  return names[source]?.() ?? (source.startsWith('agent') ? t('values.sourceAgent') : t('values.sourceContact'));
}
