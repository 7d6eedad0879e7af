// The tags that a chatbot offers, asked for once a dialog opens. Without them people write their own, and
// are told why none stands there.
import type { Desk } from '../../core/desk.svelte';

export type OfferedTags = { readonly tags: readonly string[]; readonly unread: boolean };

export function offeredTags(desk: Desk, bot: string): OfferedTags {
  let tags: readonly string[] = $state.raw([]);
  let unread = $state(false);
  desk.door.ask.ticketTags(bot).then(
    (answer) => (tags = answer),
    () => (unread = true),
  );
  return {
    get tags() {
      return tags;
    },
    get unread() {
      return unread;
    },
  };
}
