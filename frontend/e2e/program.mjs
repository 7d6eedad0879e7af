// The true program for a test in a browser: its own data folder, its own browser context, all gone after.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.ACTIVA_PROGRAM ?? join(here, '../../build/bin/activa'));
const pictures = resolve(here, '../../build/output/browser');
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** How long anything on screen may take to come; a slow machine is no defect. */
export const patience = 20_000;

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? browsers.find((path) => existsSync(path));
  if (!executablePath) throw new Error('no Chromium: make test installs it');
  const flags = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run'];
  flags.push('disable-background-networking', 'disable-component-update', 'disable-sync');
  return chromium.launch({ executablePath, args: flags.map((flag) => `--${flag}`) });
}

/** Starts the program on a fresh folder and gives the address that it printed. */
async function start(folder) {
  const running = spawn(program, ['--data', folder, '--browser'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  running.stderr.on('data', (text) => (said += text));
  const address = await new Promise((done, fail) => {
    running.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/\S+/.exec(said);
      if (found) done(found[0]);
    });
    running.on('exit', (code) => fail(new Error(`the program ended with ${code}: ${said}`)));
  });
  return { running, address };
}

/** Runs one play in a page on a fresh program; a page error or a refused resource fails it. */
export async function withProgram(browser, { locale, size = { width: 1280, height: 800 }, theme = 'light' }, play) {
  const folder = mkdtempSync(join(tmpdir(), 'activa-browser-'));
  const { running, address } = await start(folder);
  const context = await browser.newContext({ locale, viewport: size, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => line.type() === 'error' && troubles.push(`${line.text()} ${line.location().url}`));
  try {
    await page.goto(address);
    await play(page);
    if (troubles.length > 0) throw new Error(`the page had troubles: ${troubles.join(' · ')}`);
  } catch (error) {
    await picture(page, `failed-${locale}`);
    throw error;
  } finally {
    await context.close();
    const ended = new Promise((done) => running.once('exit', done));
    running.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keeps a picture as build output. */
export async function picture(page, name) {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** What axe finds at least serious, as short lines. */
export async function seriousFindings(page) {
  await page.evaluate(readFileSync(axeSource, 'utf8')); // the policy of the page lets no foreign script tag in
  const results = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
