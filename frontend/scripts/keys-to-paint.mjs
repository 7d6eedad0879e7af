// How long a key takes until what it did is painted, for the scripts that measure the window.

/**
 * Milliseconds from each key to the end of the first frame after it, slowest last. With `until`, a function of the
 * page: to the end of the first frame for which it holds, which is never counted before it was painted.
 */
export async function keysToPaint(page, keys, until = () => true) {
  await page.evaluate(`globalThis.holds = ${until}`);
  await page.evaluate(() => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    globalThis.nextKeyPainted = () =>
      new Promise((done) => {
        const pressed = async ({ timeStamp }) => {
          do await painted();
          while (!globalThis.holds());
          done(performance.now() - timeStamp);
        };
        addEventListener('keydown', pressed, { capture: true, once: true });
      });
  });
  const times = [];
  for (const key of keys) {
    await page.evaluate(() => {
      globalThis.painted = globalThis.nextKeyPainted();
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
