import { expect, test } from 'vitest';
import { add, counts, end, pass, toastsMax, type Toast } from './toastClock';

const some = (...kinds: Toast['kind'][]) =>
  kinds.reduce<readonly Toast[]>(
    (list, kind, index) => add(list, { id: `${kind}${index}`, kind, text: kind }).toasts,
    [],
  );
const ids = (toasts: readonly Toast[]) => toasts.map(({ id }) => id);

test('an undo runs out after its own time, news after six seconds, a failure never', () => {
  let toasts = add(some('news', 'failure'), { id: 'undo', kind: 'undo', text: 'Leaving', lasts: 5000 }).toasts;
  let passed = pass(toasts, 4999, false);
  expect(passed.ended).toEqual([]);
  passed = pass(passed.toasts, 1, false);
  expect(passed.ended.map(({ toast, how }) => [toast.id, how])).toEqual([['undo', 'ran-out']]);
  toasts = [...pass(passed.toasts, 1000, false).toasts];
  expect(ids(toasts)).toEqual(['failure1']);
  expect(ids(pass(toasts, 1e9, false).toasts)).toEqual(['failure1']);
  expect(counts(toasts)).toBe(false);
});

test('no clock runs while pointer or focus is on them', () => {
  const toasts = some('news');
  expect(pass(toasts, 60_000, true)).toEqual({ toasts, ended: [] });
});

test('an undo of no time ends with the first tick', () => {
  const { toasts } = add([], { id: 'undo', kind: 'undo', text: '', lasts: 0 });
  expect(pass(toasts, 1, false).ended).toHaveLength(1);
});

test('the same id is replaced in its place with a fresh clock', () => {
  const worn = pass(some('news', 'failure'), 4000, false).toasts;
  const { toasts, ended } = add(worn, { id: 'news0', kind: 'news', text: 'again' });
  expect(ended).toEqual([]);
  expect(toasts.map(({ text, left }) => [text, left])).toEqual([
    ['again', 6000],
    ['failure', null],
  ]);
});

test('too many push out the oldest news, then a failure, an undo last', () => {
  const push = (list: readonly Toast[]) => add(list, { id: 'new', kind: 'news', text: '' });
  expect(push(some('undo', 'failure', 'news', 'news')).ended.map(({ toast }) => toast.id)).toEqual(['news2']);
  expect(push(some('undo', 'failure', 'failure', 'undo')).ended.map(({ toast }) => toast.id)).toEqual(['failure1']);
  const undos = push(some('undo', 'undo', 'undo', 'undo'));
  expect(undos.ended.map(({ toast, how }) => [toast.id, how])).toEqual([['undo0', 'pushed-out']]);
  expect(undos.toasts).toHaveLength(toastsMax);
});

test('what is gone does not end twice', () => {
  const first = end(some('news'), 'news0', 'closed');
  expect(first.ended).toHaveLength(1);
  expect(end(first.toasts, 'news0', 'closed').ended).toEqual([]);
});
