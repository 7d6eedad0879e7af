// The shape, the word and the meaning of where an agent stands. No line to the platform is told in
// place of it, because then nobody knows where the agent stands.
import type { ConnectionView, PresenceView } from '../bridge';
import { t } from '../text';

export const presences = ['Online', 'Paused', 'Invisible', 'Offline'] as const;
export type Presence = (typeof presences)[number];
/** The names of the shapes in presence.css. */
export type PresenceShape = 'online' | 'paused' | 'invisible' | 'offline';

const shapes: Record<Presence, PresenceShape> = {
  Online: 'online',
  Paused: 'paused',
  Invisible: 'invisible',
  Offline: 'offline',
};

/** The presence that the platform names; what we do not know counts as Offline. */
export const presenceOf = (status: string): Presence => presences.find((known) => known === status) ?? 'Offline';

export const presenceShape = (status: string): PresenceShape => shapes[presenceOf(status)];
export const presenceWord = (status: string): string => t(`presence.${presenceShape(status)}`);

/** Who holds an agent's presence: nobody but this window, Blip Desk, or a hub that routes by it. */
export type PresencePlace = 'window' | 'blipDesk' | 'hub';
export function presencePlace(local: boolean, kind: string): PresencePlace {
  if (local) return 'window';
  return kind === 'blip' ? 'blipDesk' : 'hub';
}
export const placeNote = (place: PresencePlace): string =>
  ({ window: t('presence.onlyLocal'), blipDesk: t('presence.onBlipDesk'), hub: t('presence.offlineAfter') })[place];

/** What a status brings. Where replies go is promised only of a hub: elsewhere the platform has its own rules. */
export function presenceNote(status: string, place: PresencePlace): string {
  if (place === 'hub') return t(`presence.${presenceShape(status)}Note`);
  return status === 'Online' ? t('presence.mayWriteNote') : t('presence.mayNotWriteNote');
}

/** What stands in the header: where the agent is, or that the line is not there. */
export function presenceHead(
  presence: PresenceView,
  connection: ConnectionView,
): { shape: PresenceShape; word: string } {
  if (connection.phase === 'connected') {
    return { shape: presenceShape(presence.status), word: presenceWord(presence.status) };
  }
  return {
    shape: 'offline',
    word: connection.phase === 'connecting' ? t('connection.connecting') : t('connection.none'),
  };
}
