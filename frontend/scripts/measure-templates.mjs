// Measures the template step in Chromium over the fake door, with 10,000 templates: a key to its paint
// while a name is typed and taken back, and while the list is walked. The first load is told beside it.
// Usage: node scripts/measure-templates.mjs [templates…]
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { buildFake, outDir, root } from './fake-build.mjs';
import { keysToPaint, told } from './keys-to-paint.mjs';

const counts = process.argv.length > 2 ? process.argv.slice(2) : ['20', '10000'];
const typed = [...'recordatorio cita 12'];
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
  const walked = Array.from({ length: 60 }, () => 'ArrowDown');
  process.stdout.write(told('walk', await keysToPaint(page, walked)));
  await page.close();
}
await browser.close();
await server.close();
