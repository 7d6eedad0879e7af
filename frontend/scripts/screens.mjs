// Every screen that has a picture: its scene of the fake program, and what is done before it is taken.

/** Opens the row of a customer; a small window shows only some of them. */
const open = (name) => async (page) => {
  const row = page.getByRole('option', { name }).first();
  const list = page.getByRole('listbox').first();
  await list.waitFor();
  for (let step = 0; step < 20 && (await row.count()) === 0; step += 1) {
    await list.hover();
    await page.mouse.wheel(0, 120);
    await page.waitForTimeout(50);
  }
  await row.click();
};
const press = (key) => (page) => page.keyboard.press(key);
const button = (name) => (page) => page.getByRole('button', { name }).first().click();
/** One thing after the other. */
const then =
  (...steps) =>
  async (page) => {
    for (const step of steps) await step(page);
  };

const write = then(press('Control+n'), (page) => page.getByRole('dialog').waitFor());
const choose = (template, person) => async (page) => {
  await write(page);
  await page.getByRole('searchbox').last().fill(template);
  await page.keyboard.press('Enter');
  await page.keyboard.type(person);
  await page.getByRole('listbox').last().getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
};
const number = (typed) => async (page) => {
  await write(page);
  await page.keyboard.press('Enter');
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
};
const values = (template, person) => async (page) => {
  await choose(template, person)(page);
  await page.waitForTimeout(100);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group').last().waitFor();
};
const fill = (given) => async (page) => {
  for (const [place, value] of Object.entries(given)) {
    await page.locator(`[data-place="${place}"] input`).fill(value);
  }
};
const full = (template) => async (page) => {
  await write(page);
  await page.getByRole('searchbox').last().fill(template);
  await page.waitForTimeout(150);
  await page.locator('.wizard__bar .button').last().click();
};
const ready = {
  'header.media': 'https://cdn.entregasdelsur.com/hoy/camioneta.jpg',
  'body.1': 'Gabriela',
  'body.2': 'A-20417',
  'body.3': 'de 9 a 12',
  'body.4': 'Óscar Medina',
  'button.0.url': 'A-20417',
};
const source = async (page) => {
  await values('aviso_entrega', 'marcos')(page);
  await page.locator('[data-place="body.2"] input').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitemradio').first().waitFor();
};

const typed = (text) => async (page) => {
  await page.locator('.composer__text').waitFor();
  await page.locator('.composer__text').pressSequentially(text);
};
const attached = async (page) => {
  await page.locator('.composer__text').waitFor();
  const file = (name, mimeType, size) => ({ name, mimeType, buffer: Buffer.alloc(size) });
  const files = [
    file('Factura noviembre 2026 con un nombre muy largo.pdf', 'application/pdf', 188_416),
    file('patio.mp4', 'video/mp4', 2_400_000),
  ];
  await page.locator('.composer input[type=file]').setInputFiles(files);
};
const tool = (index) => async (page) => {
  await page.locator('.composer__tools .button').nth(index).click();
};
const aside = (top) => async (page) => {
  await page.locator('.detail__aside .earlier').first().waitFor();
  await page.locator('.detail__aside').evaluate((element, at) => element.scrollTo(0, at), top);
};
const line = (asked) => async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(asked);
  await page.getByRole('option').first().waitFor();
  await page.waitForTimeout(300);
};
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
const transfer = button(/^(Transferir|Transfer)$/);
const close = button(/^(Cerrar|Encerrar|Close) ticket$/);
const dialog = (page) => page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();

const sent = {
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

const presence = {
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

const wizard = {
  'wizard-template': { act: choose('aviso', 'gabri') },
  'wizard-unsendable': {
    act: then(
      write,
      (page) => page.getByRole('dialog').getByRole('checkbox').click(),
      (page) => page.getByRole('searchbox').last().fill('vencimiento'),
    ),
  },
  'wizard-nothing': { act: then(write, (page) => page.getByRole('searchbox').last().fill('zzzz')) },
  'wizard-number': { act: number('+52 1 55 5012-0147') },
  'wizard-new': { act: number('+57 310 555 0199') },
  'wizard-empty-values': { act: values('aviso_entrega', 'gabri') },
  'wizard-source': { act: source },
  'wizard-fallback': { act: then(source, press('ArrowDown'), press('ArrowDown'), press('ArrowDown'), press('Enter')) },
  'wizard-ready': { act: then(values('aviso_entrega', 'gabri'), fill(ready)) },
  'wizard-wrong-kind': {
    act: then(
      values('aviso_entrega', 'gabri'),
      fill({ ...ready, 'header.media': 'https://cdn.entregasdelsur.com/f.pdf' }),
    ),
  },
  'template-full': { act: full('jardin') },
  'template-cards': { act: full('coleccion') },
  toast: {
    act: async (page) => {
      await then(values('aviso_entrega', 'gabri'), fill(ready))(page);
      await page.locator('.sheet__foot .button--primary:not([aria-disabled])').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('.toast').waitFor();
    },
  },
  drafts: { scene: 'drafts', act: button(/^(Borradores|Rascunhos|Drafts)/) },
  'line-person': { act: then(line('aviso_demora'), press('Tab')) },
  line: { act: then(line('aviso_demora rita lima'), press('Enter')) },
};

const rita = open('Rita Lima');
const talk = {
  talk: { scene: 'tickets', act: rita },
  'talk-none': { scene: 'tickets' },
  'talk-empty': { scene: 'empty', act: press('Control+2') },
  'talk-offline': { scene: 'tickets-offline', act: open('Diego Quispe') },
  'talk-long': { scene: 'tickets-supervisor', act: open('Maximiliano') },
  'talk-full': { scene: 'tickets-full', act: rita },
  'talk-kinds': { scene: 'tickets-full', act: open('Diego Quispe') },
  'talk-window': { scene: 'tickets-ended', act: open('Lucía Herrera') },
  'talk-closed': {
    scene: 'tickets-ended',
    act: then(rita, aside(0), (page) => page.locator('.earlier__row').first().click()),
  },
  'talk-typed': {
    scene: 'tickets',
    act: then(rita, typed('Va en camino. Te aviso cuando llegue a la esquina de tu casa, así no esperas afuera, Rita')),
  },
  'talk-canned': { scene: 'tickets', act: then(rita, typed('#')) },
  'talk-gap': { scene: 'tickets', act: then(rita, typed('#demora'), press('Enter')) },
  'talk-emoji': { scene: 'tickets', act: then(rita, tool(1)) },
  'talk-attach': { scene: 'tickets', act: then(rita, tool(0)) },
  'talk-files': { scene: 'tickets', act: then(rita, attached) },
  'talk-aside': { scene: 'tickets', act: then(rita, aside(10_000)) },
  'talk-transfer': { scene: 'tickets', act: then(rita, transfer, dialog) },
  'talk-close': { scene: 'tickets', act: then(rita, close, dialog) },
  'talk-edit': { scene: 'tickets', act: then(rita, button(/^(Editar|Edit)$/)) },
};

const waiting = {
  waiting: { scene: 'tickets', act: then(press('Control+1'), open('Elena Vargas')) },
  'waiting-mine': {
    scene: 'tickets',
    act: then(press('Control+1'), (page) => page.locator('.row__open').first().click()),
  },
  'waiting-supervisor': { scene: 'tickets-supervisor', act: press('Control+1') },
  'waiting-empty': { scene: 'empty', act: press('Control+1') },
};

const places = {
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

export const screens = { ...places, ...sent, ...presence, ...wizard, ...talk, ...waiting };
