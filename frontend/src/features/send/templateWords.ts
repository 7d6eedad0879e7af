// What can be said of a template in words: its category, language, header and quality.
import type { TemplateRow } from '../../bridge';
import { atHead, language, t } from '../../text';
import {
  CheckIcon,
  CircleXIcon,
  FileTextIcon,
  ImageIcon,
  InboxIcon,
  MapPinIcon,
  MessageSquareTextIcon,
  TriangleAlertIcon,
  VideoIcon,
  type IconShape,
} from '../../ui/icons';

export function categoryName(category: string): string {
  switch (category) {
    case 'MARKETING':
      return t('templates.marketing');
    case 'UTILITY':
      return t('templates.utility');
    case 'AUTHENTICATION':
      return t('templates.authentication');
    default:
      return category;
  }
}

/** A language tag as Meta writes it (pt_BR) in words; a tag that no list knows is shown as it is. */
export function languageName(tag: string): string {
  const names = new Intl.DisplayNames([language()], { type: 'language', languageDisplay: 'dialect' });
  try {
    return atHead(names.of(tag.replace('_', '-')) ?? tag, language());
  } catch {
    return tag;
  }
}

/** What stands above the text of a template, or undefined when nothing does. */
export function headerOf({ headerKind }: TemplateRow): { icon: IconShape; name: string } | undefined {
  switch (headerKind) {
    case '':
      return undefined;
    case 'text':
      return { icon: MessageSquareTextIcon, name: t('templates.headerText') };
    case 'image':
      return { icon: ImageIcon, name: t('templates.headerImage') };
    case 'video':
      return { icon: VideoIcon, name: t('templates.headerVideo') };
    case 'document':
      return { icon: FileTextIcon, name: t('templates.headerDocument') };
    case 'location':
      return { icon: MapPinIcon, name: t('templates.headerLocation') };
    default:
      return { icon: InboxIcon, name: t('templates.headerProduct') };
  }
}

/** `text` stands beside the word quality, `whole` by itself. */
export type Quality = { tone: 'good' | 'warn' | 'bad' | 'plain'; text: string; whole: string };

/** A tone is never told by its colour alone. */
export const toneIcons = { good: CheckIcon, warn: TriangleAlertIcon, bad: CircleXIcon, plain: undefined };

/** The quality that Meta gives it; of one that it has not judged there is nothing to say by itself. */
export function qualityOf({ quality }: TemplateRow): Quality {
  switch (quality) {
    case 'GREEN':
      return { tone: 'good', text: t('templates.qualityHigh'), whole: t('templates.qualityIsHigh') };
    case 'YELLOW':
      return { tone: 'warn', text: t('templates.qualityMedium'), whole: t('templates.qualityIsMedium') };
    case 'RED':
      return { tone: 'bad', text: t('templates.qualityLow'), whole: t('templates.qualityIsLow') };
    default:
      return { tone: 'plain', text: t('templates.qualityUnknown'), whole: '' };
  }
}
