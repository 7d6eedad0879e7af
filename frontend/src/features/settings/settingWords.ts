// What the screen of settings says of each: its name, its note, and what one may search it by besides.
import { countries } from '../../pieces/countries';
import { languageNames, t } from '../../text';
import type { SettingName } from './sections';

type NamedSetting = Exclude<SettingName, 'account'>;

const noted = ['language', 'density', 'motion', 'undo', 'region', 'enterSends', 'singleKeys', 'idle'] as const;
type Noted = (typeof noted)[number];
const isNoted = (name: SettingName): name is Noted => (noted as readonly string[]).includes(name);

export const nameOf = (name: NamedSetting): string => t(`settings.${name}`);
export const noteOf = (name: SettingName): string | undefined =>
  isNoted(name) ? t(`settings.${name}Note`) : undefined;

/** The choices of a setting, and the facts of the account. */
function choicesOf(name: SettingName): string[] {
  switch (name) {
    case 'language':
      return [t('settings.languageSystem'), ...Object.values(languageNames)];
    case 'theme':
      return [t('settings.themeSystem'), t('settings.themeLight'), t('settings.themeDark')];
    case 'density':
      return [t('settings.densityNormal'), t('settings.densityCompact')];
    case 'region':
      return [t('settings.regionOfBot'), ...countries().map(({ text }) => text)];
    case 'account':
      return [t('settings.account'), t('settings.platform'), t('settings.data'), t('connect.connections')];
    default:
      return [];
  }
}

/** All that is written about a setting. */
export function wordsOf(name: SettingName): string {
  const own = name === 'account' ? t('settings.copyForSupport') : `${nameOf(name)} ${noteOf(name) ?? ''}`;
  return `${own} ${choicesOf(name).join(' ')}`;
}
