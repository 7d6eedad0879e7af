// Which buttons a phone shows, and where. Pure.
import type { ButtonView } from '../bridge';
import { CopyIcon, ExternalLinkIcon, FileTextIcon, InboxIcon, PhoneIcon, ReplyIcon, type IconShape } from '../ui/icons';

/** So many buttons a phone shows at most; with more, the third one opens a list of all of them. */
export const buttonsShownMax = 3;

export type ShownButtons = {
  /** Inside the bubble, below its text. */
  inside: ButtonView[];
  /** Quick replies below the bubble. */
  quick: ButtonView[];
  /** The bubble ends with "see all options". */
  folded: boolean;
};

/** WhatsApp templates, §1.4: up to three buttons are all in sight, of more only the first two. */
export function shownButtons(buttons: readonly ButtonView[]): ShownButtons {
  if (buttons.length > buttonsShownMax) {
    return { inside: buttons.slice(0, buttonsShownMax - 1), quick: [], folded: true };
  }
  return {
    inside: buttons.filter(({ kind }) => kind !== 'quick-reply'),
    quick: buttons.filter(({ kind }) => kind === 'quick-reply'),
    folded: false,
  };
}

const shapes: Record<string, IconShape> = {
  'quick-reply': ReplyIcon,
  url: ExternalLinkIcon,
  'phone-number': PhoneIcon,
  'voice-call': PhoneIcon,
  'copy-code': CopyIcon,
  otp: CopyIcon,
  flow: FileTextIcon,
  catalog: InboxIcon,
  mpm: InboxIcon,
  spm: InboxIcon,
};

/** The icon that the phone draws beside a button's words. */
export const buttonIcon = (kind: string): IconShape => shapes[kind] ?? ReplyIcon;
