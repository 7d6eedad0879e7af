// What a picture's scene is made of.
import type { FakeDoor, FakeOptions } from '../index';

export type Staged = {
  options?: FakeOptions;
  /** Before the window opens. */
  before?: (door: FakeDoor, now: number) => void;
  /** Once the window has opened. */
  after?: (door: FakeDoor, now: number) => void;
};

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
