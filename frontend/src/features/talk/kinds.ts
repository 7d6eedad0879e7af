// What each kind of message is called, and where the window gets its file from.
import type { ChatMessageView } from '../../bridge';
import { t } from '../../text';
import {
  FileTextIcon,
  ImageIcon,
  MapPinIcon,
  MicIcon,
  SendIcon,
  StickerIcon,
  VideoIcon,
  type IconShape,
} from '../../ui/icons';

const words = ['image', 'video', 'audio', 'document', 'sticker', 'location'] as const;
const icons: Record<string, IconShape> = {
  image: ImageIcon,
  video: VideoIcon,
  audio: MicIcon,
  document: FileTextIcon,
  sticker: StickerIcon,
  location: MapPinIcon,
  template: SendIcon,
};

export const kindIcon = (kind: string): IconShape | undefined => icons[kind];

export function kindWord(kind: string): string {
  const known = words.find((word) => word === kind);
  return known ? t(`talk.${known}`) : '';
}

/** A message in one line, for a quotation and for what is spoken: its text, else what it is. */
export function inOneLine({ kind, text, template, from }: ChatMessageView): string {
  if (text.trim() !== '') return [kindWord(kind), text.replace(/\s+/g, ' ').trim()].filter(Boolean).join(': ');
  if (kind === 'template') return t('talk.activeMessage', { template });
  return kindWord(kind) || t(from === 'customer' ? 'talk.unknown' : 'talk.unknownOurs');
}

/** The window reaches no address itself: this program fetches files for it. Its own links stay as they are. */
export function mediaLink(address: string): string {
  return /^(\/|data:|blob:)/.test(address) ? address : `/media?url=${encodeURIComponent(address)}`;
}

/** Who a message is from, as it is told: the customer by name, this agent as you. */
export function authorOf({ from, mine, agent }: ChatMessageView, customer: string): string {
  if (from === 'customer') return customer;
  if (mine) return t('talk.you');
  return agent || t(from === 'bot' ? 'talk.bot' : 'talk.agent');
}
