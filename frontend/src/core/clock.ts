// The platform's time, told forward by this machine's clock. Countdowns are made from it, so that a
// wrong or changed clock of this computer does not move them.

export type PlatformClock = {
  /** Platform time at the moment of the anchor, Unix milliseconds. */
  platform: number;
  /** This machine's monotonic time at that moment, milliseconds. */
  local: number;
  /** Platform milliseconds in one of ours: 1, more only with the simulator. */
  pace: number;
};

/** Platform time at a local moment. */
export function platformNow(clock: PlatformClock, local: number): number {
  return clock.platform + (local - clock.local) * clock.pace;
}

/** Anchors the clock anew at what the platform just said; 0 says nothing. */
export function anchored(clock: PlatformClock, now: number, local: number, pace = clock.pace): PlatformClock {
  return now > 0 ? { platform: now, local, pace } : clock;
}

/** Whole hours, minutes and seconds left until an instant; nothing is left of the past. */
export function left(until: number, now: number): { hours: number; minutes: number; seconds: number; total: number } {
  const total = Math.max(0, until - now);
  const inSeconds = Math.ceil(total / 1000);
  return {
    total,
    hours: Math.floor(inSeconds / 3600),
    minutes: Math.floor((inSeconds % 3600) / 60),
    seconds: inSeconds % 60,
  };
}

/** The first instant of the day of an instant, in this machine's time zone. */
export function startOfDay(instant: number): number {
  return new Date(instant).setHours(0, 0, 0, 0);
}
