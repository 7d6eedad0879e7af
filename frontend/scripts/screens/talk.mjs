// Conversations and the customers who wait.
import { button, dialog, open, press, then } from './steps.mjs';

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
const transfer = button(/^(Transferir|Transfer)$/);
const close = button(/^(Cerrar|Encerrar|Close) ticket$/);

const rita = open('Rita Lima');
export const talk = {
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

export const waiting = {
  waiting: { scene: 'tickets', act: then(press('Control+1'), open('Elena Vargas')) },
  'waiting-mine': {
    scene: 'tickets',
    act: then(press('Control+1'), (page) => page.locator('.row__open').first().click()),
  },
  'waiting-supervisor': { scene: 'tickets-supervisor', act: press('Control+1') },
  'waiting-empty': { scene: 'empty', act: press('Control+1') },
};
