// What happened on a phone, from what stands on it: arrivals, readings, answers. Pure.
import type { PhoneMessageView } from '../../bridge';

export type Happening = {
  kind: 'arrived' | 'read' | 'wrote';
  key: string;
  at: number;
  message: PhoneMessageView['message'];
};

/** The latest happenings, the newest first. */
export function happenings(messages: readonly PhoneMessageView[], most: number): Happening[] {
  const all = messages.flatMap(({ message, receivedAt, readAt }): Happening[] => {
    if (message.from === 'customer') return [{ kind: 'wrote', key: `wrote ${message.id}`, at: message.at, message }];
    const arrived = {
      kind: 'arrived' as const,
      key: `arrived ${message.id}`,
      at: receivedAt || readAt || message.at,
      message,
    };
    return readAt > 0 ? [arrived, { kind: 'read', key: `read ${message.id}`, at: readAt, message }] : [arrived];
  });
  // Of the same moment the later step is the newer one.
  return all
    .reverse()
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}
