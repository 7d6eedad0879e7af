// A grid in sections, each of which begins a row: where a key leads. Pure.

/** The index that a key leads to among all cells, or undefined when it means nothing here. */
export function stepInGrid(
  key: string,
  here: number,
  sections: readonly number[],
  columns: number,
): number | undefined {
  const count = sections.reduce((sum, size) => sum + size, 0);
  if (count === 0) return undefined;
  if (key === 'ArrowRight') return Math.min(here + 1, count - 1);
  if (key === 'ArrowLeft') return Math.max(here - 1, 0);
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  if (here < 0) return 0;
  const rows = rowsOf(sections, columns);
  const at = rows.findIndex(({ from, size }) => here < from + size);
  const next = rows[at + (key === 'ArrowDown' ? 1 : -1)];
  const column = here - (rows[at]?.from ?? 0);
  return next ? next.from + Math.min(column, next.size - 1) : here;
}

function rowsOf(sections: readonly number[], columns: number): { from: number; size: number }[] {
  const rows: { from: number; size: number }[] = [];
  let from = 0;
  for (const size of sections) {
    for (let done = 0; done < size; done += columns) {
      const inRow = Math.min(columns, size - done);
      rows.push({ from, size: inRow });
      from += inRow;
    }
  }
  return rows;
}
