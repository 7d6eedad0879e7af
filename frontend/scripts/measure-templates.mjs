// Measures the template step in Chromium over the fake door, with 10,000 templates: a key to the paint of the list
// that it leads to while a name is typed and taken back, while the list is walked and while it is filtered; and,
// in runs of their own, a key to the paint of the preview of the row that it marks, which follows the list by a
// frame. The first load is told beside it.
// Usage: node scripts/measure-templates.mjs [templates…]
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { buildFake, outDir, root } from './fake-build.mjs';
import { keysToPaint, told } from './keys-to-paint.mjs';

const counts = process.argv.length > 2 ? process.argv.slice(2) : ['20', '10000'];
const typed = [...'recordatorio cita 12'];
/** Whether the preview beside the list is of the marked row. */
const previewAgrees = () => {
  const marked = document.querySelector('.sheet [role=option][aria-selected=true] .template__name');
  const star = document.querySelector('.wizard__bar [aria-pressed]');
  return !marked || (star?.getAttribute('aria-label') ?? '').split(' ').includes(marked.textContent);
};
/** Presses a switch or chip twice by keyboard, so that the list is as it was. */
const pressTwice = async (page, control) => {
  await control.focus();
  return keysToPaint(page, ['Space', 'Space']);
};
await buildFake();
const server = await preview({ root, build: { outDir }, preview: { port: 0 }, logLevel: 'silent' });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

for (const count of counts) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'es-419' });
  await page.goto(`${server.resolvedUrls?.local[0]}fake.html?language=es&templates=${count}`);
  await page.getByRole('button', { name: 'Mensaje activo' }).first().waitFor();
  const began = performance.now();
  await page.keyboard.press('Control+n');
  await page.locator('.sheet [role=option]').first().waitFor();
  process.stdout.write(`${count} templates more: usable after ${(performance.now() - began).toFixed(0)} ms\n`);
  await page.locator('.sheet [role=searchbox]').focus();
  const erased = Array.from(typed, () => 'Backspace');
  process.stdout.write(told('search', await keysToPaint(page, [...typed, ...erased])));
  process.stdout.write(told('search, preview', await keysToPaint(page, [...typed, ...erased], previewAgrees)));
  const walked = Array.from({ length: 60 }, () => 'ArrowDown');
  process.stdout.write(told('walk', await keysToPaint(page, walked)));
  process.stdout.write(told('walk, preview', await keysToPaint(page, walked, previewAgrees)));
  const filters = [];
  for (let round = 0; round < 5; round += 1) {
    for (const chip of await page.locator('.sheet .chip').all()) filters.push(...(await pressTwice(page, chip)));
    filters.push(...(await pressTwice(page, page.locator('.sheet').getByRole('checkbox'))));
  }
  process.stdout.write(
    told(
      'filters',
      filters.sort((a, b) => a - b),
    ),
  );
  await page.close();
}
await browser.close();
await server.close();
