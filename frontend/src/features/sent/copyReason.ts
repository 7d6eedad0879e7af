// Puts what the platform said into the clipboard, for whoever has to look into it.
import type { SentRow } from '../../bridge';

/** Whether it was possible: a window without the focus may not write to the clipboard. */
export async function copyReason({ id, reason }: SentRow): Promise<boolean> {
  try {
    await navigator.clipboard.writeText([reason?.code, reason?.description, id].filter(Boolean).join(' '));
    return true;
  } catch {
    return false;
  }
}
