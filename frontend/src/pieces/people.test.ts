import { expect, test } from 'vitest';
import { t } from '../text';
import { colourOf, nameOf } from './people';

test('a customer keeps the colour of their number when they become a contact', () => {
  const typed = colourOf({ phone: '+57 310 5550188', contactId: '' });
  expect(colourOf({ phone: '+573105550188', contactId: '' })).toBe(typed);
  expect(colourOf({ phone: '+573105550188', contactId: 'gabriela' })).toBe(typed);
});

test('who has no number has the colour of their contact', () => {
  expect(colourOf({ phone: '', contactId: 'marcos' })).toBe('marcos');
});

test('who has neither name nor number is still called something', () => {
  expect(nameOf({ name: '', phone: '', phoneShown: '' })).toBe(t('common.nameless'));
  expect(nameOf({ name: '', phone: '+573105550188', phoneShown: '+57 310 5550188' })).toMatch(/5550188/);
});
