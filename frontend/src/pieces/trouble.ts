// Tells a refused command where the person is: one toast that stays until it is closed.
import { faultOf, type FaultView } from '../bridge';
import { faultText } from '../text';
import type { WindowContext } from './context';

type Voices = Pick<WindowContext, 'toasts' | 'announcer'>;

/** Tells one fault. The same one again replaces its toast. */
export function tellFault({ toasts, announcer }: Voices, { code, parameters }: FaultView): void {
  const { title, text } = faultText(code, parameters);
  toasts.show({ id: `fault ${code}`, kind: 'failure', text: `${title} ${text}` });
  announcer.alert(`${title} ${text}`);
}

/** Runs a command; what it is refused with is told as a toast. Gives undefined when it was refused. */
export async function orTell<Answer>(voices: Voices, command: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await command;
  } catch (thrown) {
    tellFault(voices, faultOf(thrown).view);
    return undefined;
  }
}
