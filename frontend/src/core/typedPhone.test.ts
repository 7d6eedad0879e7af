import { expect, test } from 'vitest';
import { phoneKeys, placeIn } from './typedPhone';

/** Groups of two and three in turn, as some country may have them; the separators vary by a seed. */
function grouped(keys: string, seed: number): string {
  const separator = [' ', '-', ' (', ') '][seed % 4] ?? ' ';
  return keys.replace(/^(\+?\d\d)(\d{1,3})(?=\d)/, `$1 $2${separator}`);
}

/** A field as a browser has it: one edit at its place, then the number is grouped anew. */
function edited(text: string, place: number, edit: string): { text: string; place: number } {
  const before =
    edit === 'Backspace'
      ? { text: text.slice(0, Math.max(place - 1, 0)) + text.slice(place), place: Math.max(place - 1, 0) }
      : edit === 'Delete'
        ? { text: text.slice(0, place) + text.slice(place + 1), place }
        : { text: text.slice(0, place) + edit + text.slice(place), place: place + edit.length };
  const shown = grouped(phoneKeys(before.text), text.length);
  return { text: shown, place: placeIn(shown, before.text, before.place, edit === 'Delete') };
}

const random = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

test.each(Array.from({ length: 50 }, (_, seed) => [seed + 1]))('whatever is edited, seed %i', (seed) => {
  const next = random(seed);
  let field = { text: '', place: 0 };
  for (let step = 0; step < 200; step += 1) {
    const place = Math.floor(next() * (field.text.length + 1)); // a click anywhere in it
    const [left, right] = [phoneKeys(field.text.slice(0, place)), phoneKeys(field.text.slice(place))];
    const edit = ['5', '0', '31', ' ', 'Backspace', 'Delete'][Math.floor(next() * 6)] ?? '5';
    field = edited(field.text, place, edit);
    const [before, after] = [phoneKeys(field.text.slice(0, field.place)), phoneKeys(field.text.slice(field.place))];
    if (edit === 'Backspace') {
      expect([left, left.slice(0, -1)]).toContain(before);
      expect(after).toBe(right);
    } else if (edit === 'Delete') {
      expect(before).toBe(left);
      expect([right, right.slice(1)]).toContain(after);
    } else {
      expect([before, after]).toEqual([left + edit.trim(), right]);
    }
    if (field.text.length > 24) field = { text: '', place: 0 };
  }
});

test.each(['Backspace', 'Delete'])('%s held down takes every digit, over separators too', (key) => {
  let field = { text: '+57 310 5550188', place: key === 'Delete' ? 0 : 15 };
  for (let press = 0; press < 16; press += 1) field = edited(field.text, field.place, key);
  expect(field.text).toBe('');
});

test('at its end one stays at its end, whatever was put there', () => {
  expect(placeIn('+57 310 555', '+57310555', 9)).toBe(11);
  expect(placeIn('+57 310 555', '+57 310 555 ', 12)).toBe(11);
});

test('letters are kept and counted: they are no separators', () => {
  expect(phoneKeys('+57 (310) 555-01 88x')).toBe('+573105550188x');
});
