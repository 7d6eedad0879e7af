// After Send: the confirmation at the bottom, whose end decides. Undo brings the draft back, closing it
// lets the message leave at once, and running out only says so.
import type { DraftView } from '../../bridge';
import type { WindowContext } from '../../pieces/context';
import { orTell } from '../../pieces/trouble';
import { t } from '../../text';

const second = 1000;

/** Shows the confirmation of a message that was taken. */
export function confirmSending(context: WindowContext, id: string, name: string, undoSeconds: number): void {
  const { toasts, announcer, desk, showSent, writeMessage } = context;
  const sent = () =>
    toasts.show(
      { id: `sent ${id}`, kind: 'news', text: t('wizard.toastSent', { name }), action: t('wizard.toastSee') },
      (how) => how === 'acted' && showSent(id),
    );
  announcer.say(t('wizard.toastSent', { name }));
  if (undoSeconds <= 0) {
    sent();
    return;
  }
  const text = t('wizard.toastLeaving', { name });
  toasts.show({ id, kind: 'undo', text, action: t('common.undo'), lasts: undoSeconds * second }, (how) => {
    if (how === 'acted') void undo();
    else if (how === 'closed') void orTell(context, desk.door.do.dispatchActiveMessage(id));
    else if (how === 'ran-out') sent();
  });

  async function undo(): Promise<void> {
    const draft = await orTell<DraftView>(context, desk.door.do.cancelActiveMessage(id));
    if (!draft) return;
    announcer.say(t('wizard.toastUndone'));
    writeMessage(draft);
  }
}
