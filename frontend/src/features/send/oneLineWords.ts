// What stands under the line of one message, in words: whom or what may be meant, and what is wrong.
import type { ContactView, PlaceView } from '../../bridge';
import { fold } from '../../core/fold';
import { nameOf } from '../../pieces/people';
import { findingText, phone, t } from '../../text';
import { fieldName, isMedia } from './fields';
import { sourceName } from './sources';
import type { Writing } from './writing.svelte';

/** A person to choose, or a value on offer. */
export type Option = { key: string; text: string; note: string; person?: ContactView };

export function personOption(person: ContactView): Option {
  return { key: person.id, person, text: nameOf(person), note: phone(person.phoneShown) };
}

/** Values on offer for a place: all of them, or those that hold what is typed. */
export function valueOptions(place: PlaceView | undefined, typed: string): Option[] {
  const shown = (place?.sources ?? []).filter(
    ({ value }) => value !== '' && value !== typed && fold(value).includes(fold(typed)),
  );
  return shown.map(({ source, value }) => ({ key: source, text: value, note: sourceName(source) }));
}

/** What must be put right, as sentences. */
export function errorsOf(writing: Writing, places: readonly PlaceView[]): string[] {
  return writing.listed
    .filter(({ level }) => level === 'E')
    .map(({ code, place, parameters }) => {
      const field = places.find((one) => one.place === place);
      return findingText(code, field ? fieldName(field) : '', parameters).title;
    });
}

/** What is wanted of a value for which nothing is on offer. */
export function hintOf(place: PlaceView | undefined): string {
  if (!place) return '';
  if (isMedia(place)) return t('values.linkHint');
  return place.example === '' ? '' : t('values.example', { example: place.example });
}
