// Draws every screen in every theme, language and size over the fake door, into build/output/screens;
// and at 200 %, in forced colours and compact.
// Usage: node scripts/screenshots.mjs [part of a name…]
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { buildFake, outDir, output, root } from './fake-build.mjs';

const wanted = process.argv.slice(2);

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
const write = async (page) => {
  await page.keyboard.press('Control+n');
  await page.getByRole('dialog').waitFor();
};
const choose = async (page, template, person) => {
  await write(page);
  await page.getByRole('searchbox').last().fill(template);
  await page.keyboard.press('Enter');
  await page.keyboard.type(person);
  await page.getByRole('listbox').last().getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
};
const toValues = async (page, template, person) => {
  await choose(page, template, person);
  await page.waitForTimeout(100);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group').last().waitFor();
};
const fill = async (page, values) => {
  for (const [place, value] of Object.entries(values)) {
    await page.locator(`[data-place="${place}"] input`).fill(value);
  }
};
const link = 'https://cdn.entregasdelsur.com/hoy/camioneta.jpg';
const ready = {
  'header.media': link,
  'body.1': 'Gabriela',
  'body.2': 'A-20417',
  'body.3': 'de 9 a 12',
  'body.4': 'Óscar Medina',
  'button.0.url': 'A-20417',
};

/** Every screen: its scene, and what is done before the picture. */
const screens = {
  welcome: { scene: 'welcome' },
  'welcome-people': { scene: 'welcome', act: (page) => page.locator('.choice').first().click() },
  'welcome-team': { scene: 'welcome', act: (page) => page.locator('.choice').nth(1).click() },
  empty: { scene: 'empty' },
  desk: { act: open('Rita Lima') },
  'desk-none': {},
  'desk-many': { scene: 'many', act: open('Maximiliano') },
  'desk-failed': { act: open('João Paz') },
  'desk-expired': { act: open('Sofía Castillo') },
  'desk-closing': { act: open('Ana Paula Souza') },
  'desk-invisible': { presence: 'Invisible', act: open('Rita Lima') },
  offline: { scene: 'offline', act: open('Tomás Cárdenas') },
  'offline-asks': { scene: 'offline', act: open('Hugo Salas') },
  'desk-history': { act: (page) => page.getByRole('searchbox').first().fill('zzz') },
  'offline-leaving': { scene: 'offline', act: open('Gabriela Méndez') },
  refused: { scene: 'refused', act: open('Rita Lima') },
  paused: {
    scene: 'paused',
    act: async (page) => {
      await page.keyboard.press('Control+Shift+P');
      await page.getByRole('menuitem').focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('menuitemradio', { checked: true }).waitFor();
    },
  },
  presence: { act: (page) => page.keyboard.press('Control+Shift+P') },
  'wizard-template': { act: (page) => choose(page, 'aviso', 'gabri') },
  'wizard-nothing': { act: async (page) => (await write(page), page.getByRole('searchbox').last().fill('zzzz')) },
  'wizard-number': {
    act: async (page) => {
      await write(page);
      await page.keyboard.press('Enter');
      await page.keyboard.type('+52 1 55 5012-0147');
      await page.keyboard.press('Enter');
    },
  },
  'wizard-empty-values': { act: (page) => toValues(page, 'aviso_entrega', 'gabri') },
  'wizard-ready': { act: async (page) => (await toValues(page, 'aviso_entrega', 'gabri'), fill(page, ready)) },
  'wizard-wrong-kind': {
    act: async (page) => {
      await toValues(page, 'aviso_entrega', 'gabri');
      await fill(page, { ...ready, 'header.media': 'https://cdn.entregasdelsur.com/f.pdf' });
    },
  },
  'template-full': {
    act: async (page) => {
      await write(page);
      await page.getByRole('searchbox').last().fill('jardin');
      await page.waitForTimeout(150);
      await page.locator('.wizard__bar .button').last().click();
    },
  },
  toast: {
    act: async (page) => {
      await toValues(page, 'aviso_entrega', 'gabri');
      await fill(page, ready);
      await page.locator('.sheet__foot .button--primary:not([aria-disabled])').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('.toast').waitFor();
    },
  },
  settings: { act: (page) => page.locator('.rail__item').nth(1).click() },
  talk: { scene: 'tickets', act: open('Rita Lima') },
  'talk-none': { scene: 'tickets' },
  'talk-empty': { scene: 'empty', act: (page) => page.keyboard.press('Control+2') },
  'talk-offline': { scene: 'tickets-offline', act: open('Diego Quispe') },
  'talk-long': { scene: 'tickets-supervisor', act: open('Maximiliano') },
  'talk-transfer': {
    scene: 'tickets',
    act: async (page) => {
      await open('Rita Lima')(page);
      await page.getByRole('button', { name: /^(Transferir|Transfer)$/ }).click();
      await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
    },
  },
  'talk-close': {
    scene: 'tickets',
    act: async (page) => {
      await open('Rita Lima')(page);
      await page.getByRole('button', { name: /^(Cerrar|Encerrar|Close) ticket$/ }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  'talk-edit': {
    scene: 'tickets',
    act: async (page) => {
      await open('Rita Lima')(page);
      await page.getByRole('button', { name: /^(Editar|Edit)$/ }).click();
    },
  },
  waiting: {
    scene: 'tickets',
    act: async (page) => (await page.keyboard.press('Control+1'), await open('Elena Vargas')(page)),
  },
  'waiting-mine': {
    scene: 'tickets',
    act: async (page) => {
      await page.keyboard.press('Control+1');
      await page.locator('.row__open').first().click();
    },
  },
  'waiting-supervisor': { scene: 'tickets-supervisor', act: (page) => page.keyboard.press('Control+1') },
  'waiting-empty': { scene: 'empty', act: (page) => page.keyboard.press('Control+1') },
  palette: { act: async (page) => (await page.keyboard.press('Control+k'), page.keyboard.type('rita')) },
  shortcuts: { act: async (page) => (await page.locator('[role=listbox]').focus(), page.keyboard.press('?')) },
};
const sizes = {
  small: { viewport: { width: 1024, height: 640 } },
  normal: { viewport: { width: 1280, height: 800 } },
  large: { viewport: { width: 1920, height: 1080 } },
};
const locales = { es: 'es-419', 'pt-BR': 'pt-BR', en: 'en-US' };

/** Every way to look at a screen: sizes × themes × languages, and what some people need, in Spanish. */
const looks = [
  ...Object.entries(sizes).flatMap(([size, { viewport }]) =>
    ['light', 'dark'].flatMap((theme) =>
      Object.keys(locales).map((language) => ({ name: `${size}-${theme}-${language}`, viewport, theme, language })),
    ),
  ),
  { name: 'zoomed-light-es', viewport: { width: 640, height: 400 }, scale: 2 },
  { name: 'forced-light-es', viewport: sizes.normal.viewport, forced: 'active' },
  { name: 'forced-dark-es', viewport: sizes.normal.viewport, forced: 'active', theme: 'dark' },
  { name: 'compact-light-es', viewport: sizes.normal.viewport, density: 'compact' },
];
/** Pages drawn at the same time: most of a picture's time is waiting. */
const lanes = 3;

await buildFake();
const server = await preview({ root, build: { outDir }, preview: { port: 0 }, logLevel: 'silent' });
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
await mkdir(`${output}screens`, { recursive: true });
const troubles = [];

async function draw(context, name, screen, look) {
  const { scene = 'desk', presence = 'Online', act } = screens[screen];
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(`${name}: ${error.message}`));
  try {
    const asked = { scene, presence, language: look.language ?? 'es', density: look.density ?? 'normal' };
    await page.goto(`${address}fake.html?${new URLSearchParams(asked)}`);
    page.setDefaultTimeout(10_000);
    await page.locator('[data-window]').waitFor();
    await act?.(page);
    // What is being checked is drawn with its result; a spinner that stays is the picture.
    await page
      .locator('.spinner')
      .first()
      .waitFor({ state: 'detached', timeout: 3000 })
      .catch(() => undefined);
    await page.waitForTimeout(250);
  } catch (thrown) {
    troubles.push(`${name}: ${String(thrown).split('\n')[0]}`);
  }
  await page.screenshot({ path: `${output}screens/${name}.png` });
  await page.close();
}

/** Each lane has a context of its own: pages that share one share a window, and only its front page is painted. */
async function drawAll(names, look) {
  const lane = async () => {
    const context = await browser.newContext({
      viewport: look.viewport,
      deviceScaleFactor: look.scale ?? 1,
      locale: locales[look.language ?? 'es'],
      reducedMotion: 'reduce',
      forcedColors: look.forced ?? 'none',
      colorScheme: look.theme ?? 'light',
    });
    for (let one = names.pop(); one; one = names.pop()) await draw(context, one[1], one[0], look);
    await context.close();
  };
  await Promise.all(Array.from({ length: Math.min(lanes, names.length) }, lane));
}

let drawn = 0;
for (const look of looks) {
  const names = Object.keys(screens).map((screen) => [screen, `${screen}-${look.name}`]);
  const asked = names.filter(([, name]) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  drawn += asked.length;
  await drawAll(asked, look);
}
await browser.close();
await server.close();
process.stdout.write(`${drawn} pictures in build/output/screens\n`);
for (const trouble of troubles) process.stdout.write(`${trouble}\n`);
process.exit(troubles.length > 0 ? 1 : 0);
