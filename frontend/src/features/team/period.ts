// The periods that a supervisor chooses from. Days begin at midnight where the person sits.

export const periods = ['today', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const days: Record<Period, number> = { today: 1, week: 7, month: 30 };

/** When a period that ends now began; today is the last of its days. */
export function beginningOf(period: Period, now: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - days[period] + 1);
  return day.getTime();
}
