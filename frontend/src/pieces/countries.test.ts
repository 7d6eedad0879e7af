import { expect, test } from 'vitest';
import { countryOf } from './countries';

test.each([
  ['+52', '', 'MX'],
  ['+52 1 55 5012', 'CO', 'MX'],
  ['+5', '', undefined],
  ['+55 (11)', 'CO', 'BR'],
  ['0055 11', 'CO', 'BR'],
  ['+59', 'UY', undefined],
  ['+598 99', 'CO', 'UY'],
  ['+1 415', '', 'US'],
  ['+1 604', 'CA', 'CA'],
  ['+44 20', '', 'GB'],
  ['(11) 98765-4321', 'BR', undefined],
  ['', 'BR', undefined],
])('"%s" with %s picked is of %s', (typed, picked, country) => {
  expect(countryOf(typed, picked)).toBe(country);
});
