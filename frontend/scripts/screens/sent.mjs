// The list of Sent and its details, and presence.
import { open, press } from './steps.mjs';

export const sent = {
  empty: { scene: 'empty' },
  desk: { act: open('Rita Lima') },
  'desk-none': {},
  'desk-many': { scene: 'many', act: open('Maximiliano') },
  'desk-failed': { act: open('João Paz') },
  'desk-expired': { act: open('Sofía Castillo') },
  'desk-closing': { act: open('Ana Paula Souza') },
  'desk-invisible': { presence: 'Invisible', act: open('Rita Lima') },
  'desk-history': { act: (page) => page.getByRole('searchbox').first().fill('zzz') },
  offline: { scene: 'offline', act: open('Tomás Cárdenas') },
  'offline-asks': { scene: 'offline', act: open('Hugo Salas') },
  'offline-leaving': { scene: 'offline', act: open('Gabriela Méndez') },
  refused: { scene: 'refused', act: open('Rita Lima') },
};

export const presence = {
  presence: { act: press('Control+Shift+P') },
  paused: {
    scene: 'paused',
    act: async (page) => {
      await page.keyboard.press('Control+Shift+P');
      await page.getByRole('menuitem').focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('menuitemradio', { checked: true }).waitFor();
    },
  },
};
