import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { sources } from './sources';

// Sizes and cleanliness of the window's sources. A file fits a topic, a function fits a screen.

const fileLinesMax = 400;
const componentLinesMax = 200;
const functionLinesMax = 70;

const code = sources('.ts');
const components = sources('.svelte');
const linesOf = (text: string) => text.trimEnd().split('\n').length;

test('a file has at most 400 lines, a component 200', () => {
  const long = [
    ...code.filter(({ text }) => linesOf(text) > fileLinesMax),
    ...components.filter(({ text }) => linesOf(text) > componentLinesMax),
  ];
  expect(long.map(({ path, text }) => `${path}: ${linesOf(text)} lines`)).toEqual([]);
});

function longFunctions(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const long: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = linesOf(node.getText(file));
      // The function around the tests of one thing is a heading, not a function.
      if (lines > functionLinesMax && !isHeading(node)) {
        const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
        long.push(`${path}:${line + 1}: ${lines} lines`);
      }
    }
    node.forEachChild(visit);
  };
  visit(file);
  return long;
}

function isHeading(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

const scriptsOf = (text: string) =>
  [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script ?? '');

test('a function has at most 70 lines', () => {
  const long = [
    ...code.flatMap(({ path, text }) => longFunctions(path, text)),
    ...components.flatMap(({ path, text }) => scriptsOf(text).flatMap((script) => longFunctions(path, script))),
  ];
  expect(long).toEqual([]);
});

test('a colour is named in tokens.css only', () => {
  const hex = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgb|hsl|oklch)a?\(/i;
  const named = [...components, ...sources('.css'), ...code]
    .filter(({ path }) => path !== 'ui/tokens.css' && !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) => text.split('\n').map((line, index) => ({ line, where: `${path}:${index + 1}` })))
    .filter(({ line }) => hex.test(line));
  expect(named.map(({ where, line }) => `${where} ${line.trim()}`)).toEqual([]);
});

const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'placeholder',
  'title',
  'alt',
  'label',
]);
const hasLetters = (text: string) => /\p{L}/u.test(text);

/** Words that a person would see or hear and that do not come from src/text. */
function literalWords(text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown, attribute?: string) => {
    if (Array.isArray(node)) return node.forEach((child) => visit(child, attribute));
    if (typeof node !== 'object' || node === null) return;
    const { type, name, data, value } = node as Partial<AST.Attribute & AST.Text & { type: string }>;
    if (type === 'Text' && (attribute === undefined || spoken.has(attribute)) && hasLetters(String(data))) {
      found.push(String(data).trim());
    }
    if (type === 'Attribute') return visit(value, name);
    for (const [key, child] of Object.entries(node)) {
      if (key !== 'parent' && key !== 'metadata') visit(child, attribute);
    }
  };
  visit(parse(text, { modern: true }).fragment);
  return found;
}

test('screens say nothing that is not in src/text', () => {
  const literal = components
    .filter(({ path }) => /^(features|pieces)\//.test(path) || path === 'App.svelte')
    .flatMap(({ path, text }) => literalWords(text).map((words) => `${path}: ${words}`));
  expect(literal).toEqual([]);
});

describe('the finder of words', () => {
  test('finds text, names and texts inside blocks', () => {
    expect(literalWords('{#if a}<p class="row">Hola</p>{/if}<input placeholder="Buscar" id="x">')).toEqual([
      'Hola',
      'Buscar',
    ]);
  });
  test('lets marks, figures and expressions pass', () => {
    expect(literalWords('<p title={t("x")}>{name} · 24 — {t("common.send")}</p>')).toEqual([]);
  });
});

test('no markup is built from text', () => {
  const risky = [...components, ...code].filter(
    ({ path, text }) =>
      /\{@html|innerHTML|insertAdjacentHTML|\beval\(|new Function\(/.test(text) && !path.endsWith('.test.ts'),
  );
  expect(risky.map(({ path }) => path)).toEqual([]);
});
