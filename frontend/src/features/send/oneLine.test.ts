import { expect, test } from 'vitest';
import type { PlaceView } from '../../bridge';
import { askedFor, knownValue, nextOpen } from './oneLine';

const place = (name: string, more: Partial<PlaceView> = {}): PlaceView => ({
  place: name,
  component: name.split('.')[0] ?? 'body',
  index: -1,
  kind: 'text',
  label: name.split('.')[1] ?? '',
  example: '',
  context: '',
  prefix: '',
  required: true,
  limit: 0,
  used: 0,
  sources: [],
  ...more,
});
const rita = [
  { source: 'last', value: 'Bruno' },
  { source: 'contact.name', value: 'Rita Lima' },
  { source: 'contact.firstName', value: 'Rita' },
];

test('what must be filled is asked in the order in which the message is read', () => {
  const places = [place('button.0.url', { index: 0 }), place('header.filename', { required: false }), place('body.1')];
  expect(askedFor(places).map((one) => one.place)).toEqual(['body.1', 'button.0.url']);
});

test('the next one without a value is asked, going round once', () => {
  const places = [place('body.1'), place('body.2'), place('body.3')];
  expect(nextOpen(places, {})).toBe('body.1');
  expect(nextOpen(places, { 'body.1': 'x' }, 'body.2')).toBe('body.3');
  expect(nextOpen(places, { 'body.2': 'x', 'body.3': 'y' }, 'body.2')).toBe('body.1');
  expect(nextOpen(places, { 'body.1': 'x', 'body.2': 'y', 'body.3': 'z' })).toBeUndefined();
});

test.each([
  ['a name after a greeting', place('body.1', { context: 'Hola', sources: rita }), 'Rita'],
  ['a variable that is called so', place('body.nome', { sources: rita }), 'Rita'],
  ['any other text', place('body.2', { context: 'tu pedido', sources: rita }), ''],
  [
    'a file of the last time',
    place('header.media', { kind: 'image', sources: [{ source: 'last', value: 'https://x' }] }),
    'https://x',
  ],
  ['a file that was never sent', place('header.media', { kind: 'image' }), ''],
])('%s is known or asked', (_, one, value) => {
  expect(knownValue(one, '')).toBe(value);
});
