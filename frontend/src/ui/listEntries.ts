// A list with heads between its rows, flattened for a virtual list. Pure.

export type Group = { key: string; text: string; count?: string | undefined };
export type Entry<Row> =
  | { kind: 'head'; key: string; group: Group }
  | { kind: 'row'; key: string; row: Row; position: number; group: Group | undefined; firstOfGroup: boolean };

/**
 * Puts a head before each run of rows of the same group. Rows come in the order in which they show. Only the
 * heads are found beforehand: an entry is made when it is drawn, so that a key in a list of 100,000 pays for
 * the twenty in sight.
 */
export class ListEntries<Row> {
  readonly #rows: readonly Row[];
  readonly #keyOf: (row: Row) => string;
  readonly #groupOf: ((row: Row) => Group | undefined) | undefined;
  /** The heads, each with the position of the row below it. */
  readonly #heads: { group: Group; position: number }[] = [];
  /** The last answer of `positionOf`: the active row is asked for again and again. */
  #found: { key: string; position: number } | undefined;

  constructor(rows: readonly Row[], keyOf: (row: Row) => string, groupOf?: (row: Row) => Group | undefined) {
    this.#rows = rows;
    this.#keyOf = keyOf;
    this.#groupOf = groupOf;
    let before: string | undefined;
    if (!groupOf) return;
    for (let position = 0; position < rows.length; position += 1) {
      const group = groupOf(rows[position] as Row);
      if (group && group.key !== before) this.#heads.push({ group, position });
      before = group?.key;
    }
  }

  /** How many entries there are, heads and rows. */
  get count(): number {
    return this.#rows.length + this.#heads.length;
  }

  /** The entry at an index; undefined past the end. */
  at(index: number): Entry<Row> | undefined {
    if (index >= this.count) return undefined;
    const heads = this.#heads.findLastIndex(({ position }, before) => position + before <= index) + 1;
    const head = this.#heads[heads - 1];
    if (head && head.position + heads - 1 === index) {
      return { kind: 'head', key: `head ${head.group.key} ${head.position}`, group: head.group };
    }
    const position = index - heads;
    const row = this.#rows[position] as Row;
    const firstOfGroup = head?.position === position;
    return { kind: 'row', key: this.#keyOf(row), row, position, group: this.#groupOf?.(row), firstOfGroup };
  }

  /** The index among the entries of the row at a position; undefined where there is no such row. */
  indexOf(position: number): number | undefined {
    if (position < 0 || position >= this.#rows.length) return undefined;
    return position + this.#heads.findLastIndex((head) => head.position <= position) + 1;
  }

  /** The position of a row by its key; undefined when it is not in the list. */
  positionOf(key: string | undefined): number | undefined {
    if (key === undefined) return undefined;
    if (this.#found?.key !== key) {
      this.#found = { key, position: this.#rows.findIndex((row) => this.#keyOf(row) === key) };
    }
    return this.#found.position < 0 ? undefined : this.#found.position;
  }
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
