// Opens one conversation of the fake program in a window of its own.
import { expect } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import type { ChatMessageView, DraftView, SettingsView, TicketRow } from '../../../bridge';
import { fakeDoor, type FakeDoor } from '../../../bridge/fake';
import ConversationHost from './ConversationHost.svelte';

type Given = {
  said?: readonly ChatMessageView[];
  ticket?: Partial<TicketRow>;
  settings?: Partial<SettingsView>;
  door?: FakeDoor;
  onwrite?: (draft?: DraftView) => void;
};

export async function openTalk(ticket: string, { said, ticket: changed, settings, door: given, onwrite }: Given = {}) {
  const door = given ?? fakeDoor({ language: 'es', tickets: true });
  if (said) door.tickets.messages.set(ticket, [...said]);
  if (changed) door.tickets.rows.set(ticket, { ...door.tickets.row(ticket), ...changed });
  if (settings) await door.do.changeSettings({ ...(await door.ask.snapshot()).settings, ...settings });
  const screen = await render(ConversationHost, { door, ticket, ...(onwrite && { onwrite }) });
  await expect.element(page.getByRole('log'), { timeout: 30_000 }).toBeInTheDocument(); // a slow machine is no defect
  /** What each call of a command was given. */
  const done = (name: string) => door.done.filter((one) => one.name === name).map((one) => one.given);
  return { door, done, screen };
}
