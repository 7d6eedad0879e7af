import { expect, test } from 'vitest';
import { chatMessage } from '../../bridge/fake/tickets';
import { quotable, quotedNext } from './quoting';

const theirs = (id: string) => chatMessage({ id });
const ours = (id: string, status: string) => chatMessage({ id, from: 'agent', mine: true, status });

test.each([
  ['theirs', theirs('1'), true],
  ['read', ours('1', 'read'), true],
  ['delivered', ours('1', 'delivered'), true],
  ['sent', ours('1', 'sent'), true],
  ['still on its way', ours('1', 'sending'), false],
  ['failed: the customer never saw it', ours('1', 'failed'), false],
])('can be quoted, %s: %j', (_, message, can) => expect(quotable(message)).toBe(can));

test('up leads to older ones and stays at the oldest, down back to none; what cannot be quoted is passed by', () => {
  const [a, b, failed, c] = [theirs('a'), ours('b', 'read'), ours('f', 'failed'), theirs('c')];
  const all = [a, b, failed, c];
  expect(quotedNext(all, undefined, 'ArrowUp')).toBe(c);
  expect(quotedNext(all, c, 'ArrowUp')).toBe(b);
  expect(quotedNext(all, b, 'ArrowUp')).toBe(a);
  expect(quotedNext(all, a, 'ArrowUp')).toBe(a);
  expect(quotedNext(all, b, 'ArrowDown')).toBe(c);
  expect(quotedNext(all, c, 'ArrowDown')).toBeUndefined();
  expect(quotedNext(all, undefined, 'ArrowDown')).toBeUndefined();
  expect(quotedNext([], undefined, 'ArrowUp')).toBeUndefined();
});
