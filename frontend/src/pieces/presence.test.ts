import { expect, test } from 'vitest';
import { t } from '../text';
import { placeNote, presenceNote, presencePlace } from './presence';

test.each([
  [true, 'blip', 'window', t('presence.onlyLocal')],
  [false, 'blip', 'blipDesk', t('presence.onBlipDesk')],
  [false, 'hub', 'hub', t('presence.offlineAfter')],
  [false, 'embedded', 'hub', t('presence.offlineAfter')],
] as const)('a presence that is local (%s) on %s is held by the %s', (local, kind, place, words) => {
  expect(presencePlace(local, kind)).toBe(place);
  expect(placeNote(place)).toBe(words);
});

test('where replies go is promised only of a hub', () => {
  expect(presenceNote('Online', 'hub')).toBe(t('presence.onlineNote'));
  expect(presenceNote('Online', 'blipDesk')).toBe(t('presence.mayWriteNote'));
  expect(presenceNote('Paused', 'window')).toBe(t('presence.mayNotWriteNote'));
});
