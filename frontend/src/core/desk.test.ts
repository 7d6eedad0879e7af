import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeDoor } from '../bridge/fake';
import { Desk } from './desk.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A desk whose door gives no snapshot, with how often it was asked for one. */
function unanswered() {
  const door = fakeDoor();
  const asked = vi.fn(() => Promise.reject(new Error('nobody is there')));
  const desk = new Desk({ ...door, ask: { ...door.ask, snapshot: asked } });
  return { desk, asked };
}

test('asks for a snapshot again until it is closed', async () => {
  const { desk, asked } = unanswered();
  desk.open();
  await vi.advanceTimersByTimeAsync(3500);
  expect(asked).toHaveBeenCalledTimes(4);
  desk.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveBeenCalledTimes(4);
});

test('a question under way when it closes is not asked again', async () => {
  const { desk, asked } = unanswered();
  desk.open();
  desk.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveBeenCalledTimes(1);
});
