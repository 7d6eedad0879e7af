// What can be set, in its sections, and what of it a search finds. Pure.
import { fold, foldWithOrigin, holdsAll } from '../../core/fold';

export type SettingName =
  | 'language'
  | 'theme'
  | 'density'
  | 'motion'
  | 'undo'
  | 'region'
  | 'enterSends'
  | 'singleKeys'
  | 'allShortcuts'
  | 'noticeFailed'
  | 'noticeReply'
  | 'noticeWaiting'
  | 'noticeSound'
  | 'idle'
  | 'account';
export type SectionName = 'looks' | 'sending' | 'keyboard' | 'notices' | 'presence' | 'about';
export type Section = { name: SectionName; settings: readonly SettingName[] };

/** What has a meaning only where there are tickets. */
const ofTickets: readonly SettingName[] = ['enterSends', 'noticeWaiting', 'noticeSound'];

const all: readonly Section[] = [
  { name: 'looks', settings: ['language', 'theme', 'density', 'motion'] },
  { name: 'sending', settings: ['undo', 'region'] },
  { name: 'keyboard', settings: ['enterSends', 'singleKeys', 'allShortcuts'] },
  { name: 'notices', settings: ['noticeFailed', 'noticeReply', 'noticeWaiting', 'noticeSound'] },
  { name: 'presence', settings: ['idle'] },
  { name: 'about', settings: ['account'] },
];

/** The sections of a platform with or without tickets, in the order of the column. */
export function sectionsOf(hasTickets: boolean): readonly Section[] {
  if (hasTickets) return all;
  return all.map(({ name, settings }) => ({ name, settings: settings.filter((one) => !ofTickets.includes(one)) }));
}

/** How a section is called, and all that is written about one of its settings. */
export type SettingWords = { section: (name: SectionName) => string; setting: (name: SettingName) => string };

/** The settings in which, or in whose section's name, every word stands; sections with none are left out. */
export function found(sections: readonly Section[], wanted: readonly string[], of: SettingWords): Section[] {
  return sections.flatMap(({ name, settings }) => {
    const kept = settings.filter((one) => holdsAll(fold(`${of.section(name)} ${of.setting(one)}`), wanted));
    return kept.length > 0 ? [{ name, settings: kept }] : [];
  });
}

/** Where the wanted words stand in a text, each its first time. */
export function marksOf(text: string, wanted: readonly string[]): [start: number, end: number][] {
  const folded = foldWithOrigin(text);
  return wanted.flatMap((word): [number, number][] => {
    const at = folded.text.indexOf(word);
    return at < 0 ? [] : [[folded.origin[at] ?? 0, folded.origin[at + word.length] ?? text.length]];
  });
}
