import { expect, test } from 'vitest';
import { stepInside } from './keyboard';
import { ListEntries, stepInList, type Entry } from './listEntries';

const groupOf = (row: string) => ({ key: row.split(' ')[0] ?? '', text: row.split(' ')[0] ?? '' });
const entriesOf = <Row>(list: ListEntries<Row>): Entry<Row>[] =>
  Array.from({ length: list.count }, (_, index) => list.at(index) ?? []).flat();

test('each run of rows of one group gets one head', () => {
  const list = new ListEntries(['today a', 'today b', 'yesterday c'], String, groupOf);
  expect(entriesOf(list).map((entry) => (entry.kind === 'head' ? `# ${entry.group.text}` : entry.row))).toEqual([
    '# today',
    'today a',
    'today b',
    '# yesterday',
    'yesterday c',
  ]);
  expect([0, 1, 2, 3, -1].map((position) => list.indexOf(position))).toEqual([1, 2, 4, undefined, undefined]);
  expect(list.positionOf('yesterday c')).toBe(2);
  expect([list.positionOf('tomorrow'), list.at(list.count)]).toEqual([undefined, undefined]);
  expect(entriesOf(list).filter((entry) => entry.kind === 'row' && entry.firstOfGroup)).toHaveLength(2);
  expect(entriesOf(list).flatMap((entry) => (entry.kind === 'row' ? [entry.position] : []))).toEqual([0, 1, 2]);
});

test('a group that comes twice has two heads with keys of their own', () => {
  const list = new ListEntries(['a1', 'b1', 'a2'], String, (row) => ({ key: row[0] ?? '', text: row }));
  expect(new Set(entriesOf(list).map(({ key }) => key)).size).toBe(6);
});

test('rows of no group stand where they come, with no head', () => {
  const list = new ListEntries(['- a', 'today b', '- c'], String, (row) => (row[0] === '-' ? undefined : groupOf(row)));
  expect(entriesOf(list).map(({ key }) => key)).toEqual(['- a', 'head today 1', 'today b', '- c']);
  expect(entriesOf(new ListEntries(['a', 'b'], String)).map(({ key }) => key)).toEqual(['a', 'b']);
});

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 9, 9],
  ['ArrowUp', -1, 9],
  ['ArrowUp', 0, 0],
  ['j', 3, 4],
  ['k', 3, 2],
  ['PageDown', 3, 8],
  ['PageUp', 3, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['x', 5, undefined],
])('%s from %d leads to %s', (key, here, expected) => {
  expect(stepInList(key, here, 10, 5, true)).toBe(expected);
});

test('letters can be turned off, and an empty list leads nowhere', () => {
  expect(stepInList('j', 3, 10, 5, false)).toBeUndefined();
  expect(stepInList('ArrowDown', -1, 0, 5, true)).toBeUndefined();
  expect(stepInside('ArrowDown', -1, 0, 'vertical')).toBeUndefined();
});

test('tabs go round, lists stop at their ends', () => {
  expect(stepInside('ArrowRight', 2, 3, 'horizontal')).toBe(0);
  expect(stepInside('ArrowLeft', 0, 3, 'horizontal')).toBe(2);
  expect(stepInside('ArrowDown', 2, 3, 'vertical')).toBe(2);
  expect(stepInside('ArrowDown', 2, 3, 'horizontal')).toBeUndefined();
});
