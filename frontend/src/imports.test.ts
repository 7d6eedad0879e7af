import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sources } from './sources';

// The arrows of the window: which room may import which rooms and packages. Any other import fails.
//
//   features ──► pieces ──► ui      features, pieces ──► text      ui knows no product word
//      │            │
//      ├────► bubble│      the message as the phone draws it: wizard, detail and phone show the same one
//      └────► core ─┴──► bridge ──► generated code (wailsjs)

type Arrows = { rooms: string[]; packages: string[] };
const table: Record<string, Arrows> = {
  ui: { rooms: [], packages: ['svelte', 'bits-ui', 'virtua', '@lucide/svelte'] },
  text: { rooms: [], packages: ['i18next'] },
  bridge: { rooms: ['wailsjs'], packages: [] },
  core: { rooms: ['bridge'], packages: [] },
  pieces: { rooms: ['ui', 'text', 'core', 'bridge'], packages: ['svelte'] },
  bubble: { rooms: ['ui', 'text', 'bridge'], packages: ['svelte'] },
  features: { rooms: ['bubble', 'pieces', 'ui', 'text', 'core', 'bridge'], packages: ['svelte'] },
  gallery: { rooms: ['ui', 'pieces'], packages: ['svelte'] },
  root: { rooms: ['features', 'pieces', 'ui', 'text', 'core', 'bridge'], packages: ['svelte'] },
};
/** What only tests and their hosts may use on top. */
const testing = /^(vitest|vitest-browser-svelte|axe-core|typescript|svelte|node:.*)$/;
const isTest = (path: string) => /\.(test|bench)\.ts$|\/testing\/|^sources\.ts$/.test(path);

type Import = { from: string; to: string };

function roomOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0 || first in table ? first : 'root';
}

/** The feature that a file belongs to: features/send/Wizard.svelte is of send. */
const featureOf = (path: string) => (roomOf(path) === 'features' ? path.split('/')[1] : undefined);

function importsOf({ path, text }: { path: string; text: string }): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  const found = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\n]+)['"]/g);
  return [...found].map(([, to]) => ({ from: path, to: to ?? '' }));
}

function judge({ from, to }: Import): string | undefined {
  const room = roomOf(from);
  const arrows = table[room];
  if (!arrows) return `${from}: the room ${room} is not in the table`;
  if (!to.startsWith('.')) {
    const known = arrows.packages.some((name) => to === name || to.startsWith(`${name}/`));
    return known || (isTest(from) && (testing.test(to) || to === 'vitest/browser'))
      ? undefined
      : `${from} imports ${to}`;
  }
  const target = posix.normalize(posix.join(posix.dirname(from), to));
  const targetRoom = target.startsWith('../') ? (target.split('/')[1] ?? '') : roomOf(target);
  if (targetRoom === room) {
    return featureOf(from) === featureOf(target) ? undefined : `${from} imports another feature: ${to}`;
  }
  if (arrows.rooms.includes(targetRoom) || (isTest(from) && /^(sources$|\.\.\/public\/)/.test(target)))
    return undefined;
  return `${from} imports ${to}`;
}

const files = sources('.ts', '.svelte');

test('imports follow the arrows', () => {
  const imports = files.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(50);
  expect(imports.map(judge).filter(Boolean)).toEqual([]);
});

describe('the judge', () => {
  test.each([
    ['features/send/Wizard.svelte', '../sent/Row.svelte'],
    ['features/send/Wizard.svelte', '../../../wailsjs/go/app/App'],
    ['features/send/Wizard.svelte', 'bits-ui'],
    ['features/send/Wizard.svelte', 'i18next'],
    ['core/sent.ts', '../text'],
    ['core/sent.ts', '../ui/keyboard'],
    ['core/sent.ts', '../../wailsjs/go/models'],
    ['ui/Button.svelte', '../text'],
    ['ui/Button.svelte', 'i18next'],
    ['ui/Button.svelte', 'vitest'],
    ['stray/thing.ts', './other'],
  ])('refuses %s → %s', (from, to) => {
    expect(judge({ from, to })).toBeDefined();
  });

  test.each([
    ['features/send/Wizard.svelte', '../../ui/Button.svelte'],
    ['features/send/Wizard.svelte', './Step.svelte'],
    ['bridge/wails.ts', '../../wailsjs/go/models'],
    ['ui/icons/index.ts', '@lucide/svelte/icons/check'],
    ['App.svelte', './features/send/Wizard.svelte'],
  ])('lets %s → %s pass', (from, to) => {
    expect(judge({ from, to })).toBeUndefined();
  });
});

test('core touches neither the document nor the window', () => {
  const touching = files
    .filter(({ path }) => path.startsWith('core/') && !isTest(path))
    .filter(({ text }) => /\b(document|window|navigator|localStorage|sessionStorage|location)\s*[.[]/.test(text));
  expect(touching.map(({ path }) => path)).toEqual([]);
});

test('ui knows no product word', () => {
  const words =
    /\b(templates?|tickets?|contacts?|recipients?|drafts?|bots?|chatbots?|queues?|agents?|supervisors?|whatsapp|blip|hub)\b/i;
  const knowing = files
    .filter(({ path }) => path.startsWith('ui/') && !path.startsWith('ui/icons/') && !isTest(path))
    .flatMap(({ path, text }) => text.split('\n').map((line, index) => ({ line, where: `${path}:${index + 1}` })))
    .filter(({ line }) => words.test(line));
  expect(knowing.map(({ where, line }) => `${where} ${line.trim()}`)).toEqual([]);
});
