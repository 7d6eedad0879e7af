// After Send: the confirmation at the bottom, whose end decides. Undo brings the draft back, closing it
// lets the message leave at once, and what became of it is said once it is known, never before.
import { faultOf, type DraftView, type SendAnswer, type SentRow } from '../../bridge';
import { shownStatus } from '../../core/sent';
import type { WindowContext } from '../../pieces/context';
import { orTell, tellFault } from '../../pieces/trouble';
import { reasonText, t } from '../../text';
import type { Writing } from './writing.svelte';

const second = 1000;

/** Sends what was written. False when it was refused: then what is missing is told by the next review. */
export async function sendWritten(context: WindowContext, writing: Writing): Promise<boolean> {
  const { desk } = context;
  const answer = await orTell(context, desk.door.do.sendActiveMessage(writing.draft));
  if (!answer) return false;
  if (answer.messageId === '') {
    writing.attempted = true;
    writing.reviewAgain();
    return false;
  }
  writing.finish();
  const name = writing.draft.name || writing.recipient?.phoneShown || writing.draft.phone;
  confirmSending(context, answer, name, desk.known?.settings.undoSeconds ?? 0);
  return true;
}

/** Follows a message that was taken over from the click to the moment when its fate is known. */
function confirmSending(context: WindowContext, answer: SendAnswer, name: string, undoSeconds: number): void {
  const { desk, toasts, announcer, writeMessage } = context;
  const id = answer.messageId;
  const heard = (row: SentRow | undefined) => {
    if (row?.id !== id || !tellFate(context, row, name)) return;
    stop();
  };
  const stop = desk.news.add((news) => news.forEach(({ row }) => heard(row)));
  if (undoSeconds > 0) {
    const text = t('wizard.toastLeaving', { name });
    announcer.say(text);
    toasts.show({ id, kind: 'undo', text, action: t('common.undo'), lasts: undoSeconds * second }, (how) => {
      if (how === 'acted') void undo();
      else if (how === 'closed') void dispatch();
    });
  }
  heard(desk.known?.sent.get(id));

  async function undo(): Promise<void> {
    const draft = await orTell<DraftView>(context, desk.door.do.cancelActiveMessage(id));
    if (!draft) return;
    stop();
    announcer.say(t('wizard.toastUndone'));
    writeMessage(draft);
  }

  async function dispatch(): Promise<void> {
    try {
      await desk.door.do.dispatchActiveMessage(id);
    } catch (thrown) {
      // It may have left by itself in the same moment: then its status tells, and nothing went wrong.
      const { view } = faultOf(thrown);
      if (view.code !== 'already-handed-over') tellFault(context, view);
    }
  }
}

/** Says that the platform took it, or that it failed and why. False while neither is known. */
function tellFate({ desk, toasts, announcer, showSent }: WindowContext, row: SentRow, name: string): boolean {
  const status = shownStatus(row, desk.now);
  if (status === 'sending' || status === 'unconfirmed') return false;
  toasts.finish(row.id, 'ran-out');
  if (status === 'cancelled') return true;
  const failed = status === 'failed';
  const text = failed ? `${name} · ${reasonText(row.reason?.key ?? '').title}` : t('wizard.toastSent', { name });
  toasts.show(
    { id: `sent ${row.id}`, kind: failed ? 'failure' : 'news', text, action: t('wizard.toastSee') },
    (how) => how === 'acted' && showSent(row.id),
  );
  // A failure is said by the window itself, as that of any send.
  if (!failed) announcer.say(text);
  return true;
}
