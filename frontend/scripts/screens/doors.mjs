// Signing in and connecting: the first door, the kept connections, and a check with each of its findings.
import { button, dialog, then } from './steps.mjs';

const settings = button(/^(Ajustes|Settings)$/);
const connections = then(
  settings,
  (page) => page.locator('.setting .button').last().waitFor(),
  button(/^(Ver conexiones|Ver conexões|See connections|Show connections)$/),
);
const editing = then(connections, button(/^(Cambiar|Alterar|Mudar|Editar|Change|Edit): entregasdelsur/));
const checkAll = button(/^(Revisar todo|Verificar tudo|Revisar tudo|Check everything|Check all)$/);
const connect = (page) => page.locator('.connect__foot .button--primary').click();
const fields = (values) => async (page) => {
  const all = page.locator('.connect__form .field input');
  await all.first().waitFor();
  for (const [index, value] of values.entries()) await all.nth(index).fill(value);
};
const walked = (page) =>
  page.waitForFunction(() => {
    const steps = [...document.querySelectorAll('.connect__check .moment')];
    return steps.length > 0 && steps.every((one) => one.querySelector('.icon') !== null);
  });
const checking = then(editing, checkAll);
const checked = then(checking, walked);
const atStep = (index) => (page) => page.locator('.connect__check .moment').nth(index).scrollIntoViewIfNeeded();
const choice = (index) => (page) => page.locator('.choice').nth(index).click();
const advanced = (page) => page.locator('.connect__form .technical > summary').click();
const toEnd = (page) => page.locator('.connect__form').evaluate((form) => form.lastElementChild?.scrollIntoView());
const signIn = (page) => page.locator('.signin button[type=submit]').click();
const signedIn = async (page) => {
  await choice(1)(page);
  const inputs = page.locator('.signin input');
  for (const [index, value] of ['wss://hub.equipo.example', 'carla@equipo.example', 'no-es-esta'].entries()) {
    await inputs.nth(index).fill(value);
  }
  await signIn(page);
};
/** The step at which each finding stands. */
const findings = {
  host: 0,
  contract: 0,
  captive: 1,
  intercepted: 1,
  clock: 1,
  proxy: 1,
  credentials: 3,
  swapped: 3,
  'other-bot': 3,
  token: 3,
  rights: 4,
  templates: 4,
  busy: 5,
  silent: 7,
};
const found = Object.entries(findings).map(([name, step]) => [
  `connect-finds-${name}`,
  { scene: `check-${name}`, act: then(checked, atStep(step)) },
]);

export const doors = {
  welcome: { scene: 'welcome' },
  'welcome-kept': { scene: 'welcome-kept' },
  'welcome-people': { scene: 'welcome', act: choice(0) },
  'welcome-team': { scene: 'welcome', act: choice(1) },
  'welcome-team-missing': { scene: 'welcome', act: then(choice(1), signIn) },
  'welcome-team-refused': { scene: 'welcome-sign-in', act: signedIn },
  'welcome-team-busy': { scene: 'welcome-busy', act: signedIn },
  'welcome-not-read': { scene: 'welcome-refused' },
  'welcome-blip': { scene: 'welcome', act: choice(2) },
  connections: { scene: 'connections', act: connections },
  'connections-loading': { scene: 'connections-loading', act: connections },
  'connections-failed': { scene: 'connections-failed', act: connections },
  'connections-file': { scene: 'connections-file', act: connections },
  'connections-remove': {
    scene: 'connections',
    act: then(connections, button(/^(Quitar|Remover|Remove): Camila/), dialog),
  },
  'connect-kept': { scene: 'connections', act: editing },
  'connect-missing': {
    scene: 'connections',
    act: then(connections, (page) => page.locator('.board__head .button--primary').click(), connect),
  },
  'connect-wrong': {
    scene: 'welcome',
    act: then(choice(2), fields(['Entregas del Sur', 'mi enrutador', 'llave mala', '', '', 'camila']), connect),
  },
  'connect-token': {
    scene: 'welcome',
    act: then(choice(2), (page) => page.getByRole('switch').last().click(), toEnd),
  },
  'connect-advanced': { scene: 'connections', act: then(editing, advanced) },
  'connect-advanced-end': { scene: 'connections', act: then(editing, advanced, toEnd) },
  'connect-file': { scene: 'connections-file', act: then(editing, toEnd) },
  'connect-locked': { scene: 'connect-locked', act: checking },
  'connect-proxy': { scene: 'connect-proxy', act: editing },
  'connect-check': { scene: 'check', act: checked },
  'connect-check-fine': { scene: 'check-fine', act: checked },
  'connect-check-running': {
    scene: 'check-under-way',
    act: then(checking, (page) => page.locator('.connect__check .spinner').waitFor()),
  },
  'connect-check-stale': {
    scene: 'check-fine',
    act: then(checked, (page) => page.locator('.connect__form .field input:enabled').nth(2).fill('Camila R.')),
  },
  ...Object.fromEntries(found),
};
