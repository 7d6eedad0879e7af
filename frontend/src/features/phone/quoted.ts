// What a quotation shows of the message that is answered. Pure.
import type { ChatMessageView } from '../../bridge';
import { lastWords } from '../../pieces/ticketWords';

/** A message in one line, as it stands on the phone: an active message by its body. */
export function quotedWords({ kind, text, preview }: ChatMessageView): string {
  const body = preview?.body.map(({ spans }) => spans.map((span) => span.text).join('')).join(' ');
  return body ? lastWords({ lastKind: 'text', lastText: body }) : lastWords({ lastKind: kind, lastText: text });
}
