// A list with heads between its rows, flattened for a virtual list. Pure.

export type Group = { key: string; text: string; count?: string | undefined };
export type Entry<Row> =
  | { kind: 'head'; key: string; group: Group }
  | { kind: 'row'; key: string; row: Row; position: number; group: Group | undefined; firstOfGroup: boolean };
export type Entries<Row> = {
  entries: readonly Entry<Row>[];
  /** The index among the entries of the row at a position. */
  entryOf: readonly number[];
  /** The position of a row by its key. */
  positionOf: ReadonlyMap<string, number>;
};

/** Puts a head before each run of rows of the same group. Rows come in the order in which they show. */
export function listEntries<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  groupOf?: (row: Row) => Group | undefined,
): Entries<Row> {
  const entries: Entry<Row>[] = [];
  const entryOf: number[] = [];
  const positionOf = new Map<string, number>();
  let before: string | undefined;
  rows.forEach((row, position) => {
    const group = groupOf?.(row);
    const firstOfGroup = group !== undefined && group.key !== before;
    if (firstOfGroup) entries.push({ kind: 'head', key: `head ${group.key} ${position}`, group });
    before = group?.key;
    const key = keyOf(row);
    entryOf.push(entries.length);
    positionOf.set(key, position);
    entries.push({ kind: 'row', key, row, position, group, firstOfGroup });
  });
  return { entries, entryOf, positionOf };
}

/**
 * The position that a key leads to, or undefined when it means nothing. `page` is how many rows are in
 * sight; `letters` lets J and K walk as well.
 */
export function stepInList(
  key: string,
  here: number,
  count: number,
  page: number,
  letters: boolean,
): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  const within = (position: number) => Math.min(Math.max(position, 0), last);
  const move = letters && (key === 'j' || key === 'k') ? (key === 'j' ? 'ArrowDown' : 'ArrowUp') : key;
  switch (move) {
    case 'ArrowDown':
      return within(here + 1);
    case 'ArrowUp':
      return here < 0 ? last : within(here - 1);
    case 'PageDown':
      return within(Math.max(here, 0) + page);
    case 'PageUp':
      return within(here - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
