/** A piece of a text, marked or not. */
export type Piece = { text: string; marked: boolean };
/** Where a mark starts and ends, in UTF-16 units as the search gives them. */
export type Range = readonly [start: number, end: number];

/** Cuts a text at its ranges. They may overlap, touch, stand in any order or reach outside the text. */
export function pieces(text: string, ranges: readonly Range[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  const push = (end: number, marked: boolean) => {
    if (end <= at) return;
    const last = cut.at(-1);
    if (last && last.marked === marked) last.text += text.slice(at, end);
    else cut.push({ text: text.slice(at, end), marked });
    at = end;
  };
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    push(Math.min(start, text.length), false);
    push(Math.min(end, text.length), true);
  }
  push(text.length, false);
  return cut;
}
