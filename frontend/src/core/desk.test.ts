import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeDoor } from '../bridge/fake';
import { blankRow } from '../bridge/fake/sends';
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

const hour = 3_600_000;

/** A desk with one message, on a platform and a machine whose clocks are ours. */
async function watching() {
  const began = Date.now() - performance.now();
  let slept = 0;
  const now = () => began + slept + performance.now();
  const door = fakeDoor({ empty: true, now });
  door.put({ ...blankRow, id: 'one', name: 'Rita', status: 'expired', createdAt: now(), goneAt: now() + 72 * hour });
  const desk = new Desk(door);
  desk.open();
  await vi.advanceTimersByTimeAsync(0);
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
  /** The machine sleeps: its timers and its monotonic clock stand still, while the day goes on. */
  const sleep = (milliseconds: number) => {
    slept += milliseconds;
    vi.setSystemTime(Date.now() + milliseconds);
  };
  return { desk, pass, sleep };
}

test('a row leaves the tab at 72 h, on the second', async () => {
  const { desk, pass } = await watching();
  await pass(72 * hour - 1000);
  expect(desk.entries).toHaveLength(1);
  await pass(1000);
  expect(desk.entries).toHaveLength(0);
  desk.close();
});

test('a row that turns 72 h old while the machine sleeps is gone a second after it wakes', async () => {
  const { desk, pass, sleep } = await watching();
  await pass(hour);
  sleep(71 * hour);
  await pass(1000);
  expect(desk.entries).toHaveLength(0);
  desk.close();
});

test('a row that is not yet 72 h old after a sleep leaves on the second all the same', async () => {
  const { desk, pass, sleep } = await watching();
  await pass(hour);
  sleep(70 * hour);
  await pass(hour - 2000);
  expect(desk.entries).toHaveLength(1);
  await pass(2000);
  expect(desk.entries).toHaveLength(0);
  desk.close();
});

test('a clock of this machine that is put forward moves no row', async () => {
  const { desk, pass } = await watching();
  await pass(hour);
  vi.setSystemTime(Date.now() + 100 * hour);
  await pass(5000);
  expect(desk.entries).toHaveLength(1);
  desk.close();
});
