import { expect, test } from 'vitest';
import type { PlaceView, SourceView } from '../../bridge';
import { offered, otherThan } from './sources';

const from = (values: Record<string, string>): SourceView[] =>
  Object.entries(values).map(([source, value]) => ({ source, value }));
const place = (sources: SourceView[]) => ({ kind: 'text', sources }) as unknown as PlaceView;

test('the typed name of somebody new stands in for that of a contact', () => {
  const sources = from({ 'contact.name': '', 'contact.firstName': '', 'contact.email': '', date: '22/11/2026' });
  expect(offered(place(sources), ' Nadia Ruiz ')).toEqual(
    from({ 'contact.name': 'Nadia Ruiz', 'contact.firstName': 'Nadia', 'contact.email': '', date: '22/11/2026' }),
  );
  expect(offered(place(sources), '')).toEqual(sources);
});

test('a name that the contact has is not typed over', () => {
  const sources = from({ 'contact.name': 'Rita Lima' });
  expect(offered(place(sources), 'Rita')).toEqual(sources);
});

test.each([
  ['contact.email', { 'contact.email': '', 'contact.phone': '+573105550188', last: 'x' }, 'contact.phone'],
  ['contact.email', { 'contact.email': '', 'contact.phone': '', last: 'x' }, 'last'],
  ['contact.firstName', { 'contact.name': '', 'agent.name': 'Camila' }, undefined],
  ['contact.field.pedido', { 'contact.phone': '+573105550188', last: 'A-1' }, 'last'],
])('for an empty %s with %j there is %s', (empty, values, other) => {
  expect(otherThan(empty, from(values))?.source).toBe(other);
});
