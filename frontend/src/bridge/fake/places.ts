// The places of a written template, and what may stand in each.
import type { DraftView, PlaceView } from '../views';
import { contacts, agent } from './people';
import type { Written, WrittenButton } from './written';

const variable = /\{\{(\w+)\}\}/g;
const bodyMax = 1024;

type Told = Partial<PlaceView> & Pick<PlaceView, 'place' | 'component' | 'kind'>;

/** The one-time code of a message stands in its body and in its button. */
const code = { kind: 'otp', limit: 15 };
const hasCode = ({ buttons = [] }: Written) => buttons.some(({ kind }) => kind === 'otp');

export function placesOf(template: Written): PlaceView[] {
  const found: Told[] = [
    ...headerPlaces(template),
    ...textPlaces(template.body, 'body', 'body').map((place) => (hasCode(template) ? { ...place, ...code } : place)),
    ...(template.offer ? [{ place: 'offer.expires', component: 'offer', kind: 'offer-expiry' }] : []),
    ...buttonPlaces(template.buttons ?? [], ''),
    ...(template.cards ?? []).flatMap((card, index) => [
      { place: `card.${index}.header.media`, component: 'card', kind: 'image', index },
      ...textPlaces(card.body, 'card', `card.${index}.body`).map((place) => ({ ...place, index })),
    ]),
  ];
  return found.map((place) => ({
    index: -1,
    label: '',
    example: template.examples?.[place.place] ?? '',
    context: '',
    prefix: '',
    required: place.kind !== 'filename' && place.kind !== 'otp',
    limit: 0,
    used: 0,
    sources: [],
    ...place,
  }));
}

function headerPlaces({ header }: Written): Told[] {
  const at = (kind: string, name = kind, limit = 0): Told => ({
    place: `header.${name}`,
    component: 'header',
    kind,
    limit,
  });
  if (!header) return [];
  if (header.kind === 'text') return textPlaces(header.text ?? '', 'header', 'header');
  if (header.kind === 'document') return [at('document', 'media'), at('filename', 'filename', 240)];
  if (header.kind !== 'location') return [at(header.kind, 'media')];
  return [
    at('latitude', 'location.latitude'),
    at('longitude', 'location.longitude'),
    at('place-name', 'location.name', 1000),
    at('address', 'location.address', 1000),
  ];
}

function textPlaces(text: string, component: string, prefix: string): Told[] {
  const names = [...new Set([...text.matchAll(variable)].map(([, name]) => name ?? ''))];
  return names.map((name) => ({
    place: `${prefix}.${name}`,
    component,
    kind: 'text',
    label: name,
    context: contextOf(text, name),
    limit: component === 'header' ? 60 : bodyMax,
  }));
}

/** Up to three words before the variable, with the comma after somebody's name. */
function contextOf(text: string, name: string): string {
  const before = text.split(`{{${name}}}`)[0] ?? '';
  const sentence = before.split(/[}.\n!?]/).at(-1) ?? '';
  return sentence
    .replace(/^[ ,;:*_~]+|[ ;:*_~]+$/g, '')
    .split(/\s+/)
    .slice(-3)
    .join(' ');
}

function buttonPlaces(buttons: readonly WrittenButton[], prefix: string): Told[] {
  return buttons.flatMap((button, index): Told[] => {
    const at = (name: string, kind: string, more: Partial<PlaceView> = {}): Told[] => [
      { place: `${prefix}button.${index}.${name}`, component: 'button', kind, index, ...more },
    ];
    if (button.kind === 'url' && button.target?.includes('{{')) {
      return at('url', 'url-suffix', { label: '1', prefix: button.target.replace(variable, ''), limit: 2000 });
    }
    if (button.kind === 'copy-code' && !button.target) return at('code', 'coupon-code', { limit: 15 });
    return button.kind === 'otp' ? at('code', 'otp', code) : [];
  });
}

/** The places as a review gives them: what is used, what is left, what is on offer. */
export function reviewedPlaces(template: Written, { values, contactId, phone }: DraftView): PlaceView[] {
  const places = placesOf(template);
  const offered = sources(contactId, phone);
  return places.map((place) => {
    const used = (values[place.place] ?? '').length;
    const shares = (other: PlaceView) => other.component === place.component && other.index === place.index;
    const others = places.filter((other) => other.kind === 'text' && other !== place && shares(other));
    const taken = others.reduce((sum, other) => sum + (values[other.place] ?? '').length, 0);
    const last = place.example === '' ? [] : [{ source: 'last', value: place.example }];
    const offers = place.kind === 'text' || place.kind === 'url-suffix';
    return {
      ...place,
      used,
      limit: place.kind === 'text' && place.limit > 0 ? Math.max(place.limit - taken, 1) : place.limit,
      sources: offers ? [...last, ...offered] : last,
    };
  });
}

function sources(contactId: string, phone: string): PlaceView['sources'] {
  const contact = contacts.find(({ id }) => id === contactId);
  const first = (name: string) => name.split(' ')[0] ?? '';
  const { name = '', phone: known = phone, email = '', fields = {} } = contact ?? {};
  return [
    { source: 'contact.name', value: name },
    { source: 'contact.firstName', value: first(name) },
    { source: 'contact.phone', value: known },
    { source: 'contact.email', value: email },
    ...Object.entries(fields).map(([field, value]) => ({ source: `contact.field.${field}`, value })),
    { source: 'agent.name', value: agent.name },
    { source: 'agent.firstName', value: first(agent.name) },
    { source: 'date', value: '22/11/2026' },
  ];
}
