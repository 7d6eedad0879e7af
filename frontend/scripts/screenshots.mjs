// Draws every screen in every theme, language and size over the fake door, into build/output/screens;
// and at 200 %, in forced colours and compact.
// Usage: node scripts/screenshots.mjs [parts of names…]
//   A picture is called screen-size-theme-language. Each argument must begin words of its name, or one of
//   several parted by commas: `talk,waiting small,zoomed pt-BR` draws both screens in both sizes, in Portuguese.
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { buildFake, outDir, output, root } from './fake-build.mjs';
import { screens } from './screens.mjs';

const wanted = process.argv.slice(2).map((argument) => argument.split(','));
const isWanted = (name) => wanted.every((parts) => parts.some((part) => `-${name}`.includes(`-${part}`)));

const sizes = {
  small: { viewport: { width: 1024, height: 640 } },
  normal: { viewport: { width: 1280, height: 800 } },
  large: { viewport: { width: 1920, height: 1080 } },
};
const locales = { es: 'es-419', 'pt-BR': 'pt-BR', en: 'en-US' };

/** 1280 × 800 at 200 %. */
const zoomed = { viewport: { width: 640, height: 400 }, scale: 2 };

/** Every way to look at a screen: sizes × themes × languages, and what some people need, in Spanish. */
const looks = [
  ...Object.entries(sizes).flatMap(([size, { viewport }]) =>
    ['light', 'dark'].flatMap((theme) =>
      Object.keys(locales).map((language) => ({ name: `${size}-${theme}-${language}`, viewport, theme, language })),
    ),
  ),
  ...['light', 'dark'].flatMap((theme) =>
    Object.keys(locales).map((language) => ({ ...zoomed, name: `zoomed-${theme}-${language}`, theme, language })),
  ),
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
    await page.locator('[data-window], .page-wait').first().waitFor();
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
  const asked = names.filter(([, name]) => isWanted(name));
  drawn += asked.length;
  await drawAll(asked, look);
}
await browser.close();
await server.close();
process.stdout.write(`${drawn} pictures in build/output/screens\n`);
for (const trouble of troubles) process.stdout.write(`${trouble}\n`);
process.exit(troubles.length > 0 ? 1 : 0);
