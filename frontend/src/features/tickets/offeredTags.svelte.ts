// The tags that a chatbot offers, asked for once a dialog opens. Without them people write their own.
import type { Desk } from '../../core/desk.svelte';

export function offeredTags(desk: Desk, bot: string): { readonly tags: readonly string[] } {
  let tags: readonly string[] = $state.raw([]);
  desk.door.ask.ticketTags(bot).then(
    (answer) => (tags = answer),
    () => undefined,
  );
  return {
    get tags() {
      return tags;
    },
  };
}
