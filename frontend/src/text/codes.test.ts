import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasWords } from './words';

// Go says codes, this folder says words. Each code that stands in Go's sources must have words here;
// a code that is made at run time and is not known is shown as it is (codes.ts).

const house = join(import.meta.dirname, '../../..');

function codesIn(room: string, shape: RegExp): string[] {
  const files = readdirSync(join(house, room), { recursive: true, encoding: 'utf8' });
  // The commands speak English by themselves.
  const sources = files.filter((file) => /\.go$/.test(file) && !/_test\.go$|^commandline\//.test(file));
  const found = sources.flatMap((file) => [...readFileSync(join(house, room, file), 'utf8').matchAll(shape)]);
  return [...new Set(found.map(([, code, key]) => code ?? key ?? ''))].sort();
}

describe('every code of Go has words', () => {
  test('findings', () => {
    const shape = /\bCode:\s*"([a-z0-9-]+)"|^\t"([a-z0-9]+(?:-[a-z0-9]+)+)":\s+"[A-Z{]/gm;
    const codes = codesIn('backend/message', shape);
    expect(codes.filter((code) => !hasWords(`findings.${code}.title`))).toEqual([]);
  });

  test('reasons and the one next step of each', () => {
    const keys = codesIn('backend/message', /\bKey:\s*"([a-z0-9-]+)"|\d+:\s*\w+\("([a-z0-9-]+)"/g);
    const actions = codesIn('backend/message', /\bReasonAction\s*=\s*"([a-z0-9-]+)"/g);
    expect(keys.filter((key) => !hasWords(`reasons.${key}.title`))).toEqual([]);
    expect(actions.filter((action) => !hasWords(`actions.${action}`))).toEqual([]);
    expect([keys.length > 20, actions.length > 5]).toEqual([true, true]);
  });

  test('notes, guards and what keeps a template from being sent', () => {
    const notes = codesIn('backend/message', /\bNote\s*=\s*"([a-z0-9-]+)"/g);
    const guards = codesIn('backend/desk', /\bGuard\{Code:\s*"([a-z0-9-]+)"/g);
    expect(notes.filter((code) => !hasWords(`notes.${code}`))).toEqual([]);
    expect(guards.filter((code) => !hasWords(`guards.${code}`) && !hasWords(`guards.${code}.title`))).toEqual([]);
  });

  test('who gets a ticket and why, and the lines of its history', () => {
    const whys = codesIn('backend/ticket', /\bWhy\s*=\s*"([a-z0-9-]+)"/g);
    const actions = codesIn('backend/ticket', /^\t[A-Z]\w*(?:\s+Action)?\s+=\s+"([a-z-]+)"/gm);
    expect(whys.filter((code) => !hasWords(`ticketWhy.${code}`))).toEqual([]);
    expect(actions.filter((code) => !hasWords(`ticketActions.${code}`))).toEqual([]);
    expect([whys.length > 10, actions.length > 5]).toEqual([true, true]);
  });

  test('what simulated people do by themselves', () => {
    const characters = codesIn('backend/gateway/simulator', /\bCharacter\s*=\s*"([a-z-]+)"/g);
    const given = codesIn('backend/hub', /\bPhone(?:Silent|Talkative)\s+PhoneActKind\s*=\s*"([a-z]+)"/g);
    expect([characters.length > 20, given.length]).toEqual([true, 2]);
    expect([...characters, ...given].filter((code) => !hasWords(`characters.${code}`))).toEqual([]);
  });

  test('faults', () => {
    const shape = /\bfault\.Code\s*=\s*"([a-z0-9-]+)"/g;
    const codes = [...codesIn('backend', shape), ...codesIn('app', shape)];
    const door = /\bcode: '([a-z]+(?:-[a-z]+)+)'/g;
    const page = readdirSync(join(house, 'frontend/src/bridge'), { withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    for (const { name } of page) {
      const source = readFileSync(join(house, 'frontend/src/bridge', name), 'utf8');
      codes.push(...[...source.matchAll(door)].map(([, code]) => code ?? ''));
    }
    expect(codes).toContain('program-unreachable');
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !hasWords(`faults.${code}.title`))).toEqual([]);
  });
});
