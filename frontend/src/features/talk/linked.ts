// What the program found behind an address, as a file to attach or as the reason why not.
import type { MediaView } from '../../bridge';
import { findingText, t } from '../../text';
import { refusalOf, typeOf } from './attachments';
import type { Attachment } from './composing.svelte';
import { refusedText } from './refusedText';

export type Linked = Omit<Attachment, 'id' | 'sent' | 'fault'>;
export type Judged = { file: Linked; why?: undefined } | { file?: undefined; why: string };

export function judged(found: MediaView, address: string): Judged {
  const name = nameIn(address);
  const { type, kind } = typeOf(name, found.type);
  if (found.type === '' && found.finding) {
    const { title, text } = findingText(found.finding.code, t('attach.linkField'), found.finding.parameters);
    return { why: `${title} ${text}` };
  }
  // A server that does not tell the size may still serve a file: WhatsApp looks at it in the end.
  const why = refusalOf(kind, found.bytes || 1);
  if (why || !kind) {
    const refused = why ?? { why: 'kind' as const, kind: 'document' as const, limit: 0 };
    return { why: refusedText([{ file: { name, size: found.bytes }, why: refused }]).join(' ') };
  }
  const preview = kind === 'image' || kind === 'video' ? found.link : '';
  return { file: { name, kind, type, size: found.bytes, preview, url: address } };
}

/** The last part of the path, as people named the file. */
function nameIn(address: string): string {
  try {
    return decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '') || address;
  } catch {
    return address;
  }
}
