// The rules of writing a message in one line: which values are asked for, in what order, and which are
// known without asking. Pure but for the names of fields.
import type { PlaceView } from '../../bridge';
import { fieldGroups, isMedia } from './fields';
import { labelOf } from './labels';
import { offered } from './sources';

type Values = Readonly<Record<string, string>>;

/** Names that templates give to a variable for somebody's name. */
const nameLike = /^(nombre|cliente|nome|name|first_?name|customer(_name)?)$/i;

/** What must be filled, in the order in which the message is read. */
export function askedFor(places: readonly PlaceView[]): PlaceView[] {
  return fieldGroups(places, [])
    .flatMap((group) => group.places)
    .filter(({ required }) => required);
}

/** The first place after another that has no value yet, going round once; undefined when all have one. */
export function nextOpen(places: readonly PlaceView[], values: Values, after = ''): string | undefined {
  const from = places.findIndex(({ place }) => place === after) + 1;
  return [...places.slice(from), ...places.slice(0, from)].find(({ place }) => !values[place])?.place;
}

/** The value of a place that needs no asking: the person's first name, and the file of the last time. */
export function knownValue(place: PlaceView, name: string): string {
  const valueOf = (wanted: string) => offered(place, name).find(({ source }) => source === wanted)?.value ?? '';
  if (isMedia(place)) return valueOf('last');
  const label = labelOf(place.context, place.example, place.label === '1');
  const isName =
    nameLike.test(place.label) || (/^\d/.test(place.label) && label && 'known' in label && label.known === 'name');
  return place.kind === 'text' && isName ? valueOf('contact.firstName') : '';
}
