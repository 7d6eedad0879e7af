// How a connection is named and drawn in lists.
import type { ConnectionRow } from '../../bridge';
import { t } from '../../text';
import { HardDriveIcon, PlugIcon, ServerIcon, type IconShape } from '../../ui/icons';

export function kindIcon(kind: string): IconShape {
  if (kind === 'blip') return PlugIcon;
  return kind === 'hub' ? ServerIcon : HardDriveIcon;
}

export function kindName(kind: string): string {
  if (kind === 'blip') return t('connect.blip');
  return kind === 'hub' ? t('connect.hub') : t('connect.here');
}

/** Where it is: the contract and its bots, the host of a hub, or who one is on this computer. */
export function addressOf({ kind, address, identity, blip }: ConnectionRow): string {
  if (kind === 'blip') return [blip.contract, blip.router, blip.serviceBot].filter(Boolean).join(' · ');
  if (kind === 'hub') return URL.parse(address)?.host || address;
  return identity;
}

export function keysText({ kind, keys }: ConnectionRow): string {
  if (kind === 'embedded') return t('connect.keysHere');
  return keys.length > 0 ? t('connect.keysKept') : t('connect.keysNone');
}
