import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PhoneChangeView, PhoneRow, PhoneView } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { Playing } from './playing.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const row = { contactId: 'lia', bot: 'entregas', state: 'off' } as PhoneRow;
const phoneWith = (...texts: string[]) =>
  ({ row, messages: texts.map((text) => ({ message: { id: text, text }, receivedAt: 1, readAt: 1 })) }) as PhoneView;

/** A desk whose phones answer when the test says so. */
function stage() {
  const answers: ((view: PhoneView) => void)[] = [];
  let tell: (phones: PhoneChangeView[]) => void = () => undefined;
  const door = {
    ask: {
      phones: () => Promise.resolve([row]),
      phone: () => new Promise<PhoneView>((resolve) => answers.push(resolve)),
    },
  };
  const phones = { add: (listener: typeof tell) => ((tell = listener), () => undefined) };
  const desk = { door, phones, renewed: { add: () => () => undefined } } as unknown as Desk;
  return { playing: new Playing(desk), answers, change: () => tell([{ ...row, typing: false }]) };
}

test('an answer that is older than a change does not stay on the phone', async () => {
  const { playing, answers, change } = stage();
  playing.begin();
  await vi.advanceTimersByTimeAsync(0);
  playing.open(row);
  await vi.advanceTimersByTimeAsync(0);
  change();
  await vi.advanceTimersByTimeAsync(1000);
  expect(answers).toHaveLength(1); // the change waits for the answer that is under way
  answers[0]?.(phoneWith('Hello'));
  await vi.advanceTimersByTimeAsync(0);
  expect(answers).toHaveLength(2);
  answers[1]?.(phoneWith('Hello', 'Yes'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(playing.view?.messages.map(({ message }) => message.id)).toEqual(['Hello', 'Yes']);
  expect(answers).toHaveLength(2);
});
