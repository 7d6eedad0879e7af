// Addresses inside what people write, so that they can be opened. Pure.

export type TextPiece = { text: string; link: string };

const address = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu;
/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?)\]}»”’]+$/u;

/** A text cut into plain pieces and links; `link` is the address to open, empty for plain text. */
export function linkedPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(address)) {
    const shown = withoutTrailing(match[0]);
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), link: '' });
    pieces.push({ text: shown, link: shown.replace(/^www\./i, 'https://www.') });
    at = match.index + shown.length;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), link: '' });
  return pieces;
}

/** A closing bracket stays when the address itself opened it, as in those of an encyclopedia. */
function withoutTrailing(found: string): string {
  const cut = found.replace(trailing, '');
  const opened = cut.split('(').length - cut.split(')').length;
  return opened > 0 && found[cut.length] === ')' ? `${cut})` : cut;
}
