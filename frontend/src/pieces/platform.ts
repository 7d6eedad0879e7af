// What a platform is called, and what it is able to do.
import type { SessionView } from '../bridge';
import { t } from '../text';

export function platformName({ kind, address }: Pick<SessionView, 'kind' | 'address'>): string {
  if (kind === 'embedded') return t('connection.embedded');
  if (kind === 'blip') {
    const [contract] = address.split('/');
    return contract ? `${t('connection.blip')} · ${contract}` : t('connection.blip');
  }
  return address ? `${t('connection.hub')} · ${address}` : t('connection.hub');
}

/** Who one is there, as people write it: on Blip an e-mail, which its addresses hold encoded. */
export function accountName({ kind, identity }: Pick<SessionView, 'kind' | 'identity'>): string {
  return kind === 'blip' ? identity.replace(/@blip\.ai$/, '').replace('%40', '@') : identity;
}

/** Its customers are played by the program. */
export const isSimulated = (session: Pick<SessionView, 'abilities'>): boolean =>
  session.abilities.includes('simulator');
