// The true program for a test in a browser: its own data folder, its own browser context, all gone after.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.ACTIVA_PROGRAM ?? join(here, '../../build/bin/activa'));
const pictures = resolve(here, '../../build/output/browser');
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** How long anything on screen may take to come; a slow machine is no defect. */
export const patience = 60_000;
/** How long one play may take. */
export const playMax = 10 * patience;

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? browsers.find((path) => existsSync(path));
  if (!executablePath) throw new Error('no Chromium: make test installs it');
  const flags = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run'];
  flags.push('disable-background-networking', 'disable-component-update', 'disable-sync');
  return chromium.launch({ executablePath, args: flags.map((flag) => `--${flag}`) });
}

/** A folder of its own for a program's data. */
export const freshFolder = () => mkdtempSync(join(tmpdir(), 'activa-browser-'));

/** Starts the program and waits until its first words say where it listens. */
export async function start(...given) {
  const running = spawn(program, given, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  running.stderr.on('data', (text) => (said += text));
  const address = await new Promise((done, fail) => {
    running.stdout.on('data', (text) => {
      said += text;
      const found = /(http|ws):\/\/[^\s"]+/.exec(said);
      if (found) done(found[0]);
    });
    running.on('exit', (code) => fail(new Error(`the program ended with ${code}: ${said}`)));
  });
  const ended = new Promise((done) => running.once('exit', done));
  async function end(signal = 'SIGTERM') {
    running.kill(signal);
    await ended;
  }
  return { address, end };
}

/** Runs a short command of the program to its end and gives what it printed. */
export async function command(given, { input = '', environment = {} } = {}) {
  const running = spawn(program, given, { env: { ...process.env, ...environment } });
  let printed = '';
  let complained = '';
  running.stdout.on('data', (text) => (printed += text));
  running.stderr.on('data', (text) => (complained += text));
  running.stdin.end(input);
  const code = await new Promise((done) => running.once('close', done));
  if (code !== 0) throw new Error(`activa ${given.join(' ')} ended with ${code}: ${complained}`);
  return printed;
}

/** Asks again and again until something is so. */
export async function until(isSo, within = 3 * patience) {
  const end = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`it did not come to be within ${within} ms: ${isSo}`);
    await setTimeout(200);
  }
}

/**
 * Opens the program on a folder and its window in a page. `end` fails on a page error or a refused resource
 * (but for what `mayRefuse` names, whenever it comes);
 * `restart` gives the program opened anew on its folder, `crash` does so after a power cut; `shut` and `open` are
 * the two halves of a restart.
 */
export async function openProgram(browser, { locale, folder = freshFolder(), size, theme = 'light', mayRefuse }) {
  const { address, end: stop } = await start('--data', folder, '--browser');
  const viewport = size ?? { width: 1280, height: 800 };
  const context = await browser.newContext({ locale, viewport, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => {
    const { url } = line.location();
    if (line.type() === 'error' && !mayRefuse?.test(url)) troubles.push(`${line.text()} ${url}`);
  });
  await page.goto(address);
  async function close(signal) {
    await context.close();
    await stop(signal);
    if (troubles.length > 0) throw new Error(`the page had troubles: ${troubles.join(' · ')}`);
  }
  async function again(signal) {
    await close(signal);
    return openProgram(browser, { locale, folder, size, theme, mayRefuse });
  }
  return {
    page,
    folder,
    troubles,
    crash: () => again('SIGKILL'),
    restart: () => again('SIGTERM'),
    shut: () => close('SIGTERM'),
    open: () => openProgram(browser, { locale, folder, size, theme, mayRefuse }),
    /** Ends the program and leaves its page open. */
    kill: () => stop('SIGKILL'),
    end: async () => {
      try {
        await close();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Runs one play in a page on a fresh program. */
export async function withProgram(browser, options, play) {
  const opened = await openProgram(browser, options);
  try {
    await play(opened.page);
  } catch (error) {
    await picture(opened.page, `failed-${options.locale}`);
    throw error;
  } finally {
    await opened.end();
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
