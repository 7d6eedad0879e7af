// Why an agent pauses, and how long such a pause is meant to last. The platform keeps the key, so that
// each window says it in its own language; a reason that another program wrote is shown as it is.
import { t } from '../../text';

const minute = 60_000;

export const pauses = [
  { key: 'lunch', minutes: 45, name: () => t('presence.reasonLunch') },
  { key: 'rest', minutes: 15, name: () => t('presence.reasonRest') },
  { key: 'meeting', minutes: 0, name: () => t('presence.reasonMeeting') },
  { key: 'training', minutes: 0, name: () => t('presence.reasonTraining') },
  { key: 'follow-up', minutes: 30, name: () => t('presence.reasonFollowUp') },
] as const;

export const pauseName = (reason: string): string => pauses.find(({ key }) => key === reason)?.name() ?? reason;

/** How long the pause is meant to last, in milliseconds; 0 when it has no limit. */
export const pauseLimit = (reason: string): number => (pauses.find(({ key }) => key === reason)?.minutes ?? 0) * minute;
