import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

// The colour pairs that the design promises, in both themes, against WCAG 2.2. A new pair is declared
// here before it is used.

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const textLeast = 4.5; // text on its ground
const markLeast = 3; // borders, icons and shapes that carry meaning

type Pair = { front: string; back: string; least: number };
const pairs: Pair[] = [];
const declare = (least: number, fronts: string[], backs: string[]) => {
  for (const front of fronts) for (const back of backs) pairs.push({ front, back, least });
};

const grounds = ['frame', 'list', 'base', 'sunken', 'raised', 'hover', 'selected', 'selected-idle'].map(
  (name) => `surface-${name}`,
);
const rowGrounds = ['list', 'base', 'raised', 'hover', 'selected', 'selected-idle'].map((name) => `surface-${name}`);
const reading = ['surface-list', 'surface-base', 'surface-raised'];
const chat = ['chat-wall', 'chat-in', 'chat-out'];
const soft = ['surface-pressed', 'accent-soft', 'accent-soft-hover', 'good-soft', 'warn-soft', 'bad-soft', 'info-soft'];
const statuses = ['sending', 'unconfirmed', 'sent', 'delivered', 'read', 'replied', 'failed', 'expired'];

declare(textLeast, ['text-strong', 'text-default', 'text-muted', 'text-faint'], grounds);
declare(textLeast, ['text-strong', 'text-default', 'text-muted'], [...soft, ...chat]);
declare(
  textLeast,
  ['text-on-accent'],
  ['accent-solid', 'accent-solid-hover', 'accent-solid-pressed', 'bad-solid', 'bad-solid-hover'],
);
declare(textLeast, ['text-inverse'], ['surface-inverse']);
declare(textLeast, ['accent-text'], [...grounds, 'accent-soft', 'accent-soft-hover', ...chat]);
for (const meaning of ['good', 'warn', 'bad', 'info']) {
  declare(textLeast, [`${meaning}-text`], [`${meaning}-soft`, ...reading, 'surface-hover']);
  declare(markLeast, [`${meaning}-mark`], [`${meaning}-soft`, ...reading]);
}
for (const status of statuses) declare(textLeast, [`status-${status}`], rowGrounds);
for (const presence of ['online', 'paused', 'invisible', 'offline']) {
  declare(markLeast, [`presence-${presence}`], reading);
}
for (let person = 1; person <= 6; person++) declare(textLeast, [`person-${person}-text`], [`person-${person}-soft`]);
declare(textLeast, ['accent-text'], ['warn-soft', 'bad-soft']); // a link inside a notice
declare(textLeast, ['warn-text', 'bad-text'], ['surface-selected']); // a mark in a chosen table row
declare(textLeast, ['phone-text', 'phone-meta'], ['phone-in', 'phone-out', 'phone-bar', 'phone-note']);
declare(textLeast, ['phone-link'], ['phone-in']);
declare(textLeast, ['text-on-accent'], ['phone-shell']); // on a phone that is switched off
declare(markLeast, ['phone-read'], ['phone-out', 'phone-in']);
declare(textLeast, ['chat-meta'], chat);
declare(markLeast, ['border-control', 'border-control-hover'], [...reading, 'surface-sunken']);
declare(markLeast, ['focus-ring'], [...grounds, 'accent-soft']);
declare(markLeast, ['accent-solid'], reading);
declare(markLeast, ['chart-1', 'chart-4'], ['surface-base', 'surface-raised']);

function tokensOf(selector: string): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const [, head, body] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (head?.trim() !== selector) continue;
    for (const [, name, value] of (body ?? '').matchAll(/--([\w-]+):\s*([^;]+);/g)) {
      if (name && value) tokens[name] = value.trim();
    }
  }
  return tokens;
}

const light = tokensOf(':root');
const themes = { light, dark: { ...light, ...tokensOf(':root[data-theme="dark"]') } };

function luminance(hex: string | undefined): number {
  if (!hex || !/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`not a solid hex colour: ${hex}`);
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function ratio(front: string | undefined, back: string | undefined): number {
  const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test('every declared pair of colours can be told apart', () => {
    const tokens = themes[theme];
    const weak = pairs
      .map((pair) => ({ ...pair, ratio: ratio(tokens[pair.front], tokens[pair.back]) }))
      .filter((pair) => pair.ratio < pair.least)
      .map((pair) => `${pair.front} on ${pair.back}: ${pair.ratio.toFixed(2)}, least ${pair.least}`);
    expect(pairs.length).toBeGreaterThan(200);
    expect(weak).toEqual([]);
  });
});

test('black on white is 21, grey on itself is 1', () => {
  expect(ratio('#000000', '#ffffff')).toBeCloseTo(21);
  expect(ratio('#777777', '#777777')).toBeCloseTo(1);
});
