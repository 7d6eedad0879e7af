// Measures the Sent list in Chromium over the fake door, with 5,000 and 100,000 rows: a key to its paint
// while walking and while searching, a change to its paint, and frames with a blank while scrolling.
// Usage: node scripts/measure-list.mjs [rows…]
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { buildFake, outDir, root } from './fake-build.mjs';
import { keysToPaint, told } from './keys-to-paint.mjs';

const counts = process.argv.length > 2 ? process.argv.slice(2) : ['5000', '100000'];
await buildFake();
const server = await preview({ root, build: { outDir }, preview: { port: 0 }, logLevel: 'silent' });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** Frames while the wheel turns, and how many of them had no row in the middle. */
async function scrollAll(page) {
  const watching = page.evaluate(async () => {
    const list = document.querySelector('[role=listbox]');
    const { top, height } = list.getBoundingClientRect();
    const middle = top + height / 2;
    // Not by elementFromPoint: rows take no pointer while they scroll.
    const covers = (row) => {
      const place = row.getBoundingClientRect();
      return place.top <= middle && place.bottom >= middle;
    };
    const frames = 240;
    let blank = 0;
    for (let frame = 0; frame < frames; frame += 1) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      if (![...list.querySelectorAll('[role=option], .group')].some(covers)) blank += 1;
    }
    return { frames, blank, scrolled: Math.round(list.scrollTop) };
  });
  await page.mouse.move(250, 450);
  for (let turn = 0; turn < 100; turn += 1) await page.mouse.wheel(0, 2400);
  return watching;
}

for (const count of counts) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'es-419' });
  const began = performance.now();
  await page.goto(`${server.resolvedUrls?.local[0]}fake.html?language=es&sends=${count}`);
  await page.getByRole('option').first().waitFor();
  process.stdout.write(`${count} rows: usable after ${(performance.now() - began).toFixed(0)} ms\n`);
  await page.locator('[role=listbox]').focus();
  process.stdout.write(
    told(
      'walk',
      await keysToPaint(
        page,
        Array.from({ length: 60 }, () => 'j'),
      ),
    ),
  );
  const { frames, blank, scrolled } = await scrollAll(page);
  process.stdout.write(`  scroll: ${blank} of ${frames} frames blank over ${scrolled} px\n`);
  await page.getByRole('searchbox').focus();
  process.stdout.write(
    told('search', await keysToPaint(page, [...'rita lima 12'].concat(Array(12).fill('Backspace')))),
  );
  await page.close();
}
await browser.close();
await server.close();
