import { expect, test } from 'vitest';
import type { ChatPage, ChatMessageView } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { Talking } from './talking.svelte';

const saying = (id: string, more: Partial<ChatMessageView> = {}) =>
  ({ id, ticket: 't', from: 'agent', at: 1000, ...more }) as ChatMessageView;

/** A conversation whose pages come when the test says so. */
function stage() {
  const pages: ((messages: ChatMessageView[]) => Promise<void>)[] = [];
  let tell: (messages: ChatMessageView[]) => void = () => undefined;
  const ask = {
    ticket: () => new Promise(() => undefined),
    chatMessages: () =>
      new Promise<ChatPage>((resolve) =>
        pages.push(async (messages) => {
          resolve({ messages, more: false } as ChatPage);
          await Promise.resolve();
        }),
      ),
  };
  const chat = { add: (listener: typeof tell) => ((tell = listener), () => undefined) };
  const desk = { door: { ask }, chat, renewed: { add: () => () => undefined } } as unknown as Desk;
  return { talking: new Talking(desk, 't'), pages, arrive: (...messages: ChatMessageView[]) => tell(messages) };
}

test('what arrives while a page is read is not taken back by the page, which is older', async () => {
  const { talking, pages, arrive } = stage();
  talking.open();
  arrive(saying('a', { status: 'read' }), saying('b', { at: 1500, status: 'sent' }));
  await pages[0]?.([saying('a', { status: 'sent' })]);
  await expect.poll(() => talking.ready).toBe(true);
  expect(talking.messages.map(({ id, status }) => [id, status])).toEqual([
    ['a', 'read'],
    ['b', 'sent'],
  ]);
});
