// Measures the palette in Chromium over the fake door, with 10,000 templates and 100,000 sends: a key to the paint
// of what it leads to while something is typed and taken back, twice, and while the list is walked. How long it takes
// to open is told beside it.
// Usage: node scripts/measure-palette.mjs [templates [sends]]
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { buildFake, outDir, root } from './fake-build.mjs';
import { keysToPaint, told } from './keys-to-paint.mjs';

const [templates = '10000', sends = '100000'] = process.argv.slice(2);
const lines = ['recordatorio cita 12', 'rita lima', '3105550', 'aviso gabr A-1', 'ajustes'];
/** Whether something stands in the list for what is typed: what was found, or the search in Sent. */
const listed = () => document.querySelectorAll('[role=dialog] [role=option]').length > 0;

await buildFake();
const server = await preview({ root, build: { outDir }, preview: { port: 0 }, logLevel: 'silent' });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'es-419' });
await page.goto(
  `${server.resolvedUrls?.local[0]}fake.html?${new URLSearchParams({ language: 'es', templates, sends })}`,
);
await page.getByRole('option').first().waitFor();
const field = page.getByRole('dialog').locator('input');
const began = performance.now();
await page.keyboard.press('Control+k');
await field.and(page.locator(':focus')).waitFor();
process.stdout.write(
  `${templates} templates and ${sends} sends more: open after ${(performance.now() - began).toFixed(0)} ms\n`,
);
// The first round folds every send for the first time, a piece at a turn; the second one finds them folded.
for (const round of ['first', 'again']) {
  const times = [];
  for (const line of lines) {
    const erased = Array.from(line, () => 'Backspace');
    times.push(...(await keysToPaint(page, [...line, ...erased], listed)));
  }
  process.stdout.write(
    told(
      `search, ${round}`,
      times.sort((a, b) => a - b),
    ),
  );
}
await page.keyboard.type('r');
const walked = Array.from({ length: 60 }, (_, step) => (step % 20 < 10 ? 'ArrowDown' : 'ArrowUp'));
process.stdout.write(told('walk', await keysToPaint(page, walked, listed)));
await browser.close();
await server.close();
