// How far a message from our side came: icon and word, always both.
import type { ChatMessageView } from '../../bridge';
import { t } from '../../text';
import { CheckCheckIcon, CheckIcon, CircleDashedIcon, CircleXIcon, ClockIcon, type IconShape } from '../../ui/icons';

export type Receipt = { icon: IconShape; word: string };

export function receiptOf({ status, unconfirmed }: Pick<ChatMessageView, 'status' | 'unconfirmed'>): Receipt {
  switch (status) {
    case 'sent':
      return { icon: CheckIcon, word: t('talk.statusSent') };
    case 'delivered':
      return { icon: CheckCheckIcon, word: t('talk.statusDelivered') };
    case 'read':
      return { icon: CheckCheckIcon, word: t('talk.statusRead') };
    case 'failed':
      return { icon: CircleXIcon, word: t('talk.statusFailed') };
    default:
      return unconfirmed
        ? { icon: CircleDashedIcon, word: t('talk.statusUnconfirmed') }
        : { icon: ClockIcon, word: t('talk.statusSending') };
  }
}
