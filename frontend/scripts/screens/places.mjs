// Where one is beside the desk: welcome, settings, connections, the phone, the palette, the shortcuts.
import { button, line, open, press, then } from './steps.mjs';

const settings = button(/^(Ajustes|Settings)$/);
const connections = then(
  settings,
  (page) => page.locator('.setting .button').last().waitFor(),
  button(/^(Ver conexiones|Ver conexões|See connections|Show connections)$/),
);
const editing = then(connections, button(/^(Cambiar|Alterar|Mudar|Editar|Change|Edit): entregasdelsur/));
const phones = button(/^(Teléfono|Telefone|Phone)$/);
const replied = (text) => async (page) => {
  const field = page.getByRole('main').getByRole('textbox');
  await field.fill(text);
  await field.press('Enter');
};

export const places = {
  welcome: { scene: 'welcome' },
  'welcome-people': { scene: 'welcome', act: (page) => page.locator('.choice').first().click() },
  'welcome-team': { scene: 'welcome', act: (page) => page.locator('.choice').nth(1).click() },
  'welcome-blip': { scene: 'welcome', act: (page) => page.locator('.choice').nth(2).click() },
  settings: { act: settings },
  'phone-none': { act: phones },
  'phone-empty': { scene: 'empty', act: phones },
  phone: { act: then(phones, open('Rita Lima'), replied('¿A qué hora llega?')) },
  'phone-cards': { act: then(phones, open('Sofía Castillo')) },
  'phone-off': { act: then(phones, open('Rita Lima'), (page) => page.getByRole('switch').nth(1).click()) },
  connections: { scene: 'connections', act: connections },
  'connect-kept': { scene: 'connections', act: editing },
  'connect-check': {
    scene: 'check',
    act: then(editing, button(/^(Revisar todo|Verificar tudo|Revisar tudo|Check everything|Check all)$/)),
  },
  palette: { act: line('rita') },
  shortcuts: { act: then((page) => page.locator('[role=listbox]').focus(), press('?')) },
};
