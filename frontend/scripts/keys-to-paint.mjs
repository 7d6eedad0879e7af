// How long a key takes until what it did is painted, for the scripts that measure the window.

/** Milliseconds from each key to the frame that shows what it did, slowest last. */
export async function keysToPaint(page, keys) {
  const times = [];
  for (const key of keys) {
    await page.evaluate(() => {
      globalThis.painted = new Promise((done) =>
        addEventListener(
          'keydown',
          ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp))),
          { capture: true, once: true },
        ),
      );
    });
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => globalThis.painted));
  }
  return times.sort((a, b) => a - b);
}

const at = (times, part) =>
  `${(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1)} ms`;
/** One line for people: half of the times, nearly all, and the longest. */
export const told = (name, times) => `  ${name}: p50 ${at(times, 0.5)}, p95 ${at(times, 0.95)}, most ${at(times, 1)}\n`;
