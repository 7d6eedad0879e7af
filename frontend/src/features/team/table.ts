// The figures of the team as a table for other programs. Pure.

export type Cell = string | number;

/** A cell that begins like a formula would be run as one; a name is nobody's to run. */
const formula = /^[=+\-@\t\r]/;

function written(cell: Cell, separator: string): string {
  if (typeof cell === 'number') return String(cell);
  const plain = formula.test(cell) ? `'${cell}` : cell;
  return /["\r\n]/.test(plain) || plain.includes(separator) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Comma-separated values as spreadsheets read them: marked as UTF-8, with the separator of the language. */
export function csv(rows: readonly (readonly Cell[])[], language: string): string {
  const separator = language === 'en' ? ',' : ';';
  return `\uFEFF${rows.map((row) => `${row.map((cell) => written(cell, separator)).join(separator)}\r\n`).join('')}`;
}
