// Taking a ticket that waits: one at a time, and then its conversation is shown.
import type { TicketRow } from '../../bridge';
import type { WindowContext } from '../../pieces/context';
import { faultOf } from '../../bridge';
import { tellFault } from '../../pieces/trouble';

export type Taking = {
  /** The id of the ticket that is being taken. */
  readonly busy: string;
  take(row: TicketRow): Promise<void>;
};

export function taking(context: WindowContext): Taking {
  let busy = $state('');
  return {
    get busy() {
      return busy;
    },
    async take(row) {
      if (busy !== '') return;
      busy = row.id;
      try {
        await context.desk.door.do.takeTicket(row.id);
        context.showTicket(row.id);
      } catch (thrown) {
        tellFault(context, faultOf(thrown).view);
      }
      busy = '';
    },
  };
}
