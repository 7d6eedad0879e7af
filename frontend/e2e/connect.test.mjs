// Connecting to Blip on the true program: a stand-in answers as Blip documents, on a port of this machine.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible } from './desk.mjs';
import { launch, openProgram, picture, playMax } from './program.mjs';
import { base64, connect, deskKey, fillIn, openForm, routerKey, startStand } from './stand.mjs';

let stand;
let browser;
let opened;

before(async () => {
  stand = await startStand();
  browser = await launch();
  opened = await openProgram(browser, { locale: 'en-US' });
});
after(async () => {
  try {
    await opened?.end();
  } finally {
    await browser?.close();
    stand?.end();
  }
});

function play(name, steps) {
  test(name, { timeout: playMax }, async () => {
    try {
      await steps(opened.page);
      assert.deepEqual(opened.troubles.splice(0), [], 'troubles of the page');
    } catch (error) {
      await picture(opened.page, `failed-${name.replace(/\W+/g, '-')}`).catch(() => undefined); // it may be closed
      throw error;
    }
  });
}

/** What a file holds; one that SQLite has done with meanwhile holds nothing. */
function contentOf(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

const rightless = 'key without rights';
/** Every form of every key: raw, as the portal shows it, and as HTTP's header has it. */
const keyForms = [
  ...[
    ['entregasrouter', 'key of the router'],
    ['atencionsur', 'key of the desk'],
    ['sincampanas', rightless],
  ].flatMap(([bot, key]) => [key, base64(key), base64(`${bot}:${key}`)]),
];
const keysIn = (content) => keyForms.filter((key) => content.includes(key));

/** What the button puts into the clipboard; that of the machine stays as it is. */
async function copiedBy(page, name) {
  await page.evaluate(() => {
    globalThis.copied = undefined;
    globalThis.navigator.clipboard.writeText = async (text) => void (globalThis.copied = text);
  });
  await button(page, name).click();
  return (await page.waitForFunction(() => globalThis.copied)).jsonValue();
}

const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (page, name, at = 0) => page.getByLabel(name, { exact: true }).nth(at);
const checkAll = (page) => button(page, 'Check all').click();
const summary = (page, fine, warnings, failures) =>
  page.getByText(`Fine ${fine} · Warnings ${warnings} · Failures ${failures}`).waitFor();

play(
  'the third door: a wrong key, the keys swapped, and no right to campaigns, each with its way out',
  async (page) => {
    await openForm(page, stand.address);
    await fillIn(page, { key: base64('nobody’s') });
    await checkAll(page);
    await button(page, 'Correct the key: Sign-in').click();
    await page.waitForFunction(
      (element) => element === document.activeElement,
      await field(page, 'Key', 0).elementHandle(),
    );
    await fillIn(page, { key: deskKey, second: routerKey });
    await checkAll(page);
    await button(page, 'Swap the keys: Sign-in').click();
    await summary(page, 7, 0, 0);
    await fillIn(page, { router: 'sincampanas', key: base64(rightless) });
    await checkAll(page);
    const request = await copiedBy(page, 'Copy a request: Right to campaigns');
    assert.match(request, /entregasdelsur[\s\S]*sincampanas|sincampanas[\s\S]*entregasdelsur/);
    assert.deepEqual(keysIn(request), [], 'the request that is copied holds a key');
    await page.getByRole('main').getByText('Technical detail').first().click();
    assert.deepEqual(keysIn(await page.content()), [], 'the window holds a key');
    assert.equal(await button(page, 'Connect').getAttribute('aria-disabled'), 'true');
    await accessible(page);
    await picture(page, 'connect-no-campaigns');
  },
);

play(
  'connected: templates and contacts of the platform, presence that is local, nothing that cannot work',
  async (page) => {
    await fillIn(page);
    await page.getByRole('switch', { name: "See the whole team's messages" }).click();
    await connect(page);
    await page.keyboard.press('Control+Shift+p');
    await page.getByText("The platform doesn't keep your presence: it counts in this window only.").waitFor();
    await page.getByRole('menuitemradio', { name: /^Online/ }).click();
    await button(page, 'Active message').first().click();
    await page
      .getByRole('option', { name: /aviso_entrega/ })
      .first()
      .waitFor();
    await page.getByText(/^Read\s\d+\s(s|min)\sago$/).waitFor();
    await accessible(page);
    await picture(page, 'connected-to-blip');
  },
);

play('a supervisor takes a template away from the agents, and the platform keeps it', async (page) => {
  const offered = page.getByRole('switch', { name: 'Offered to agents' });
  await button(page, 'View full template').click();
  await offered.and(page.locator('[aria-checked="true"]')).click();
  await offered.and(page.locator('[aria-checked="false"]')).waitFor();
  await accessible(page);
  await picture(page, 'template-not-offered');
  await button(page, 'Back').click();
  await page.getByRole('option', { name: /, Not offered to agents,/ }).waitFor(); // the row says it as well
  await button(page, 'View full template').click();
  await offered.and(page.locator('[aria-checked="false"]')).waitFor();
  await button(page, 'Back').click();
  await page.keyboard.press('Escape');
});

play('the board tells of every sender, as of when, and what this platform does not tell', async (page) => {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Team' }).click();
  const board = page.getByRole('main', { name: 'Team' });
  await board.getByText(/^Data as of \d/).waitFor();
  await board.getByText('This platform doesn’t tell who replied').waitFor();
  const table = board.getByRole('table', { name: 'By agent' });
  await table.getByRole('row', { name: /Bruno Díaz 3 67% 33% 1/ }).waitFor();
  await table.getByRole('row', { name: /Whole team 3/ }).waitFor();
  assert.equal(await table.getByRole('columnheader', { name: 'Replied' }).count(), 0);
  await board.getByRole('heading', { name: 'Why they failed' }).waitFor();
  await accessible(page);
  await picture(page, 'team-on-blip');
});

play('what is copied for support says where one is, and nothing of a key', async (page) => {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Settings' }).click();
  const told = await copiedBy(page, 'Copy data for support');
  assert.match(told, /"platform": "blip"[\s\S]*"identity": /);
  assert.deepEqual(keysIn(told), [], 'what is copied for support holds a key');
  assert.deepEqual(keysIn(await page.content()), [], 'the window holds a key');
});

play('the keys stand nowhere but in the file of their owner', async () => {
  const searched = [];
  const walk = (folder) =>
    readdirSync(folder, { withFileTypes: true }).forEach((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      searched.push(path);
      const holds = keysIn(contentOf(path)).length > 0;
      if (entry.name !== 'keys.json') assert.equal(holds, false, `${path} holds a key`);
      else assert.equal(statSync(path).mode & 0o777, 0o600);
    });
  walk(opened.folder); // with the journals of what is open
  await opened.shut();
  walk(opened.folder);
  assert.ok(searched.length > 8, 'too few files were searched');
  opened = await opened.open();
  await button(opened.page, /^Presence/).waitFor();
});

play('another connection is a click away and shows its own desk at once', async (page) => {
  await button(page, /^Your account/).click();
  await page.getByRole('menuitem', { name: 'Connections' }).click();
  await page.getByText('No real Blip account has been used to try Activa.').waitFor();
  await page.getByText('In use', { exact: true }).waitFor();
  await accessible(page);
  await picture(page, 'connections');
  await button(page, /^Remove: Camila Ríos/).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await button(page, /^Try it now/).waitFor();
});
