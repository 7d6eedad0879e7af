// The end of an offer between a field for day and time and the milliseconds that are sent.

const minuteInMilliseconds = 60_000;

/** Unix milliseconds as text to what a datetime-local field holds, in the zone of this machine. */
export function toLocal(milliseconds: string): string {
  const at = Number(milliseconds);
  if (milliseconds === '' || !Number.isFinite(at)) return '';
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * minuteInMilliseconds);
  return Number.isNaN(shifted.getTime()) ? '' : shifted.toISOString().slice(0, 16);
}

/** The way back; empty for what is no time yet. */
export function fromLocal(text: string): string {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? '' : String(at);
}
