// Tells a refused command where the person is: one toast that stays until it is closed.
import { faultOf } from '../bridge';
import { faultText } from '../text';
import type { WindowContext } from './context';

/** Runs a command; what it is refused with is told as a toast. Gives undefined when it was refused. */
export async function orTell<Answer>(
  { toasts, announcer }: Pick<WindowContext, 'toasts' | 'announcer'>,
  command: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await command;
  } catch (thrown) {
    const { view } = faultOf(thrown);
    const { title, text } = faultText(view.code, view.parameters);
    toasts.show({ id: `fault ${view.code}`, kind: 'failure', text: `${title} ${text}` });
    announcer.alert(`${title} ${text}`);
    return undefined;
  }
}
