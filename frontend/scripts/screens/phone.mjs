// The customer's phone and simulated time; the supervisor's board.
import { button, open, tell, then } from './steps.mjs';

const phones = button(/^(Teléfono|Telefone|Phone)$/);
const team = button(/^(Equipo|Equipe|Team)$/);
const rita = then(phones, open('Rita Lima'), (page) => page.locator('.handset').waitFor());
const replied = (text) => async (page) => {
  const field = page.getByRole('main').getByRole('textbox');
  await field.fill(text);
  await field.press('Enter');
};
const control = (name) => (page) => page.getByRole('switch', { name }).click();
const off = control(/^(Teléfono apagado|Telefone desligado|Phone switched off)$/);
const silent = control(/^(Contesta|Responde|Answers|Replies)/);
const block = control(/^(Bloquear|Block) /);

export const phone = {
  'phone-none': { act: phones },
  'phone-empty': { scene: 'empty', act: phones },
  'phone-away': { scene: 'phone-away', act: phones },
  'phone-loading': { scene: 'phone-loading', act: phones },
  'phone-failed': { scene: 'phone-failed', act: phones },
  'phone-opening': { scene: 'phone-opening', act: then(phones, open('Rita Lima')) },
  'phone-none-found': { act: then(phones, (page) => page.getByRole('searchbox').fill('zzz')) },
  phone: { act: then(rita, replied('¿A qué hora llega?')) },
  'phone-tapped': { act: then(rita, (page) => page.locator('.handset .quick button').last().click()) },
  'phone-pictures': { act: then(rita, (page) => page.locator('.handset__field > button').click()) },
  'phone-cards': { act: then(phones, open('Sofía Castillo')) },
  'phone-typing': { scene: 'phone-typing', act: rita },
  'phone-off': { act: then(rita, off) },
  'phone-silent': { act: then(rita, silent) },
  'phone-blocked': { act: then(rita, block) },
  'phone-asleep': { scene: 'phone-asleep', act: phones },
  'phone-minute': { scene: 'phone-minute', act: rita },
  'phone-fast': { scene: 'phone-fast', act: rita },
  'phone-odd': { scene: 'phone-odd', act: phones },
  'phone-ahead': { scene: 'phone-ahead', act: rita },
};

const minute = 60_000;
const at = new Date(2026, 10, 22, 14, 58).getTime();
const dropped = { phase: 'dropped', since: at - 3 * minute, nextTryAt: at + minute };
const board = (scene, ...steps) => ({ scene, act: then(team, ...steps) });
export const teams = {
  team: board('team'),
  'team-week': board('team', (page) => page.getByRole('radio').nth(1).click()),
  'team-empty': board('team-empty'),
  'team-loading': board('team-loading'),
  'team-failed': board('team-failed'),
  'team-offline': board('team', (page) => page.locator('.team__parts').waitFor(), tell({ connection: dropped })),
  'team-unread': board('team-unread', (page) => page.locator('.banner').waitFor()),
  'team-older': board('team-older'),
  'team-many': board('team-many'),
  'team-many-end': board('team-many', (page) => page.locator('.team__total').scrollIntoViewIfNeeded()),
  'team-blip': board('team-blip'),
};
