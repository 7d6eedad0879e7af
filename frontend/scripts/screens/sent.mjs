// The list of Sent and its details, and presence.
import { open, press, then } from './steps.mjs';

const search = (text) => async (page) => {
  await page.getByRole('searchbox').first().fill(text);
  await page.locator('.column__rows, .empty, .row--bones').first().waitFor();
};
const filter = async (page) => {
  await page.locator('.strip .button--icon').click();
  await page.getByRole('menuitemradio').first().waitFor();
};
const filtered = (index) => then(filter, (page) => page.getByRole('menuitemradio').nth(index).click());
const status = (name) => ({ scene: 'statuses', act: open(name) });
const unfold = then(open('Rita Lima'), (page) => page.locator('.section__head .button--link').click());
const technical = (name) => then(open(name), (page) => page.locator('.technical summary').click());

/** A message in each status, and failed for each kind of reason. */
const statuses = {
  'desk-sending': status('Nadia Ferro'),
  'desk-waits': status('Pablo Ruiz'),
  'desk-unconfirmed': status('Iris Bravo'),
  'desk-sent': { act: open('Valentina Rojas') },
  'desk-delivered': { act: open('Mateo Fernández') },
  'desk-replied': status('Raúl Vega'),
  'desk-fails-value': status('Adriana Ponce'),
  'desk-fails-template': status('Bernardo Rey'),
  'desk-fails-wait': status('Cecilia Mora'),
  'desk-fails-wait-over': status('Damián Oro'),
  'desk-fails-again': status('Emilia Sanz'),
  'desk-fails-ticket': status('Fabián Lobo'),
  'desk-fails-online': status('Gloria Paz'),
  'desk-fails-invisible': { scene: 'statuses-invisible', act: open('Gloria Paz') },
  'desk-fails-supervisor': status('Horacio Luz'),
  'desk-fails-nothing': status('Inés Cano'),
  'desk-fails-unknown': { scene: 'statuses', act: technical('Jacinta Vila') },
  'desk-technical': { act: technical('João Paz') },
};

export const sent = {
  empty: { scene: 'empty' },
  'empty-first': { scene: 'first' },
  'empty-emptied': { scene: 'emptied' },
  'empty-offline': { scene: 'offline-empty' },
  desk: { act: open('Rita Lima') },
  'desk-none': {},
  'desk-many': { scene: 'many', act: open('Maximiliano') },
  'desk-failed': { act: open('João Paz') },
  'desk-expired': { act: open('Sofía Castillo') },
  'desk-closing': { act: open('Ana Paula Souza') },
  'desk-invisible': { presence: 'Invisible', act: open('Rita Lima') },
  'desk-history': { act: search('zzz') },
  'desk-history-found': {
    scene: 'history',
    act: then(search('beatriz'), (page) => page.getByRole('option').nth(1).click()),
  },
  'desk-history-waits': { scene: 'history-loading', act: search('beatriz') },
  'desk-filter': { act: filter },
  'desk-filter-some': { act: filtered(3) },
  'desk-filter-none': { act: filtered(1) },
  'desk-earlier': { scene: 'earlier', act: unfold },
  'desk-earlier-open': { scene: 'earlier', act: then(unfold, (page) => page.locator('.earlier__row').nth(2).click()) },
  'desk-loading': { scene: 'loading' },
  'desk-not-started': { scene: 'not-started' },
  'desk-detail-waits': { scene: 'detail-loading', act: open('Rita Lima') },
  'desk-detail-failed': { scene: 'detail-failed', act: open('Rita Lima') },
  'desk-simulated': { scene: 'phone-fast', act: open('Rita Lima') },
  ...statuses,
  offline: { scene: 'offline', act: open('Tomás Cárdenas') },
  'offline-asks': { scene: 'offline', act: open('Hugo Salas') },
  'offline-leaving': { scene: 'offline', act: open('Gabriela Méndez') },
  'offline-connecting': { scene: 'connecting', act: open('Rita Lima') },
  'offline-program': { scene: 'unreachable', act: open('Rita Lima') },
  'offline-captive': { scene: 'offline-captive', act: open('Rita Lima') },
  refused: { scene: 'refused', act: open('Rita Lima') },
  'refused-blip': { scene: 'refused-blip', act: open('Rita Lima') },
};

/** Ten minutes pass in which nobody touches anything. */
const idle = async (page) => {
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 11 * 60_000;
  });
  await page.getByRole('alertdialog').waitFor();
};
const connecting = async (page) => {
  await page.evaluate(() => {
    const since = new Date(2026, 10, 22, 14, 55).getTime();
    globalThis.door.tell({ connection: { phase: 'connecting', since, nextTryAt: 0 } });
  });
  await page.keyboard.press('Control+Shift+P');
};

export const presence = {
  'presence-connecting': { act: connecting },
  'presence-offline': { scene: 'offline', act: press('Control+Shift+P') },
  'presence-idle': { act: idle },
  account: { act: (page) => page.locator('.rail button').last().click() },
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
