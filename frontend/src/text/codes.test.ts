import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasWords } from './words';

// Go says codes, this folder says words. Each code that stands in Go's sources must have words here;
// a code that is made at run time and is not known is shown as it is (codes.ts).

const house = join(import.meta.dirname, '../../..');

function codesIn(room: string, shape: RegExp): string[] {
  const files = readdirSync(join(house, room), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'));
  const found = sources.flatMap((file) => [...readFileSync(join(house, room, file), 'utf8').matchAll(shape)]);
  return [...new Set(found.map(([, code, key]) => code ?? key ?? ''))].sort();
}

describe('every code of Go has words', () => {
  test('findings', () => {
    const shape = /\bCode:\s*"([a-z0-9-]+)"|^\t"([a-z0-9]+(?:-[a-z0-9]+)+)":\s+"[A-Z{]/gm;
    const codes = codesIn('backend/message', shape);
    expect(codes.filter((code) => !hasWords(`findings.${code}.title`))).toEqual([]);
  });

  test('faults', () => {
    const shape = /\bfault\.Code\s*=\s*"([a-z0-9-]+)"/g;
    const codes = [...codesIn('backend', shape), ...codesIn('app', shape)];
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !hasWords(`faults.${code}.title`))).toEqual([]);
  });
});
