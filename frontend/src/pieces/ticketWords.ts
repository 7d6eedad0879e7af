// What a row says of its conversation: the last message in a few words, and for whom it waits.
import type { TicketRow } from '../bridge';
import { durationShort, t } from '../text';

const kinds = ['image', 'video', 'audio', 'document', 'sticker', 'location', 'template'] as const;

/** What kind of message it is, in a word; a text has none. */
function kindWord(kind: string): string {
  const known = kinds.find((one) => one === kind);
  return known ? t(`tickets.${known}`) : t('tickets.unknown');
}

/** The last message in a line: its words, or the kind of thing it is. Empty while nothing is known. */
export function lastWords({ lastKind, lastText }: Pick<TicketRow, 'lastKind' | 'lastText'>): string {
  if (lastKind === '') return '';
  const text = lastText.replace(/\s+/g, ' ').trim();
  if (lastKind === 'text' && text !== '') return text;
  const kind = kindWord(lastKind);
  return text === '' ? kind : t('tickets.kindAndText', { kind, text });
}

const receipts = ['sending', 'sent', 'delivered', 'read', 'failed'] as const;

/** How far the last message came; undefined when the customer wrote it. */
export function lastReceipt(row: Pick<TicketRow, 'lastFrom' | 'lastStatus'>): (typeof receipts)[number] | undefined {
  if (row.lastFrom !== 'agent' && row.lastFrom !== 'bot') return undefined;
  return receipts.find((status) => status === row.lastStatus);
}

/** For whom alone it waits; empty for one that anybody of its queue may take. */
export function reservedWords(row: Pick<TicketRow, 'reserved' | 'reservedFor' | 'agentName'>): string {
  if (row.reserved) return t('status.reserved');
  return row.reservedFor === ''
    ? ''
    : t('tickets.waitsOnlyFor', { name: row.agentName || accountName(row.reservedFor) });
}

/** A person by what the platform tells of them: a name, or the part before the @ of an identity. */
export const accountName = (told: string): string => told.split('@')[0] ?? told;

/** Whose a colleague's ticket is, or for whom it waits; empty of one's own and of nobody's. */
export const colleagueOf = (
  row: Pick<TicketRow, 'mine' | 'reserved' | 'agentName' | 'reservedFor' | 'agent'>,
): string => (row.mine || row.reserved ? '' : row.agentName || accountName(row.reservedFor || row.agent));

/** How long somebody waits, in minutes and hours: seconds would only run before the eyes. */
export const waitedShort = (milliseconds: number): string =>
  milliseconds < 60_000 ? t('time.now') : durationShort(milliseconds);
