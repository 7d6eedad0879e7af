// The icon and the word of each shown status; they always stand together.
import type { ShownStatus } from '../core/sent';
import { t } from '../text';
import {
  CheckCheckIcon,
  CheckIcon,
  CircleDashedIcon,
  CircleXIcon,
  ClockIcon,
  HourglassIcon,
  ReplyIcon,
  Undo2Icon,
  type IconShape,
} from '../ui/icons';

const icons: Record<ShownStatus, IconShape> = {
  sending: ClockIcon,
  unconfirmed: CircleDashedIcon,
  sent: CheckIcon,
  delivered: CheckCheckIcon,
  read: CheckCheckIcon,
  replied: ReplyIcon,
  failed: CircleXIcon,
  expired: HourglassIcon,
  cancelled: Undo2Icon,
};

export const statusIcon = (status: ShownStatus): IconShape => icons[status];
/** Unconfirmed is still on its way for the person; what is not known stands beside it. */
export const statusWord = (status: ShownStatus): string => t(`status.${status}`);
