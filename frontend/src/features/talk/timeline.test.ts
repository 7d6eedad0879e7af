import { describe, expect, test } from 'vitest';
import type { ChatMessageView, TicketEntryView } from '../../bridge';
import { continues, merged, timelineOf } from './timeline';

const noon = new Date(2026, 10, 22, 12).getTime();
const minute = 60_000;
const day = 24 * 60 * minute;
const message = (id: string, at: number, more: Partial<ChatMessageView> = {}) =>
  ({ id, at, from: 'customer', kind: 'text', agent: '', status: '', ...more }) as ChatMessageView;
const event = (action: string, at: number) => ({ action, at, by: '', from: '', to: '', note: '' }) as TicketEntryView;
const ids = (messages: readonly ChatMessageView[]) => messages.map(({ id }) => id).join(' ');

describe('merging', () => {
  const known = [message('a', 1), message('b', 2)];
  test.each([
    ['a new one stands at the end', [message('c', 3)], 'a b c'],
    ['a late one stands where its time says', [message('late', 1.5)], 'a late b'],
    ['one that is known is replaced in its place', [message('a', 1, { status: 'read' })], 'a b'],
    ['at one instant they keep the order in which they came', [message('c', 2), message('d', 2)], 'a b c d'],
  ])('%s', (_name, incoming, order) => {
    expect(ids(merged(known, incoming))).toBe(order);
  });

  test('what is replaced has its new value, and nothing new changes nothing', () => {
    expect(merged(known, [message('a', 1, { status: 'read' })])[0]?.status).toBe('read');
    expect(merged(known, [])).toBe(known);
  });

  test('a page that shares nothing with what is known may leave a hole', () => {
    expect(continues(known, [message('b', 2), message('c', 3)])).toBe(true);
    expect(continues(known, [message('y', 8), message('z', 9)])).toBe(false);
  });
});

describe('the items on screen', () => {
  const shape = (items: ReturnType<typeof timelineOf>) =>
    items.map((item) => {
      if (item.kind === 'message') return item.first ? `[${item.message.id}` : item.message.id;
      return item.kind === 'day' ? 'day' : item.events.map(({ action }) => action).join('+');
    });

  test('each day is marked once, also one that only an event tells of', () => {
    const messages = [message('a', noon - day), message('b', noon), message('c', noon + minute)];
    const items = timelineOf(messages, [event('created', noon - 2 * day)], false);
    expect(shape(items)).toEqual(['day', 'created', 'day', '[a', 'day', '[b', 'c']);
  });

  test('an event stands where it happened and begins a new run; tags stand elsewhere', () => {
    const messages = [message('a', noon), message('b', noon + 2 * minute)];
    const history = [event('taken', noon + minute), event('tagged', noon + minute), event('closed', noon + day)];
    expect(shape(timelineOf(messages, history, false))).toEqual(['day', '[a', 'taken', '[b', 'day', 'closed']);
  });

  test('a ticket begins before the message that it was made of, and tells at once whose it is', () => {
    const messages = [message('a', noon, { from: 'agent', status: 'read' }), message('b', noon + minute)];
    const history = [event('created', noon + minute + 40), event('given', noon + minute + 45)];
    expect(shape(timelineOf(messages, history, false))).toEqual(['day', '[a', 'created+given', '[b']);
  });

  test('a run is of one side, and of one colleague', () => {
    const ours = { from: 'agent', agent: 'Carla', status: 'sent' };
    const messages = [
      message('a', noon, { ...ours, kind: 'template' }),
      message('b', noon, ours),
      message('c', noon, ours),
      message('d', noon, { ...ours, agent: 'Bruno' }),
      message('e', noon),
    ];
    expect(shape(timelineOf(messages, [], false))).toEqual(['day', '[a', '[b', 'c', '[d', '[e']);
  });

  test('while older messages are not read, events before the first one wait for their page', () => {
    const messages = [message('a', noon)];
    expect(shape(timelineOf(messages, [event('created', noon - minute)], true))).toEqual(['day', '[a']);
  });
});
