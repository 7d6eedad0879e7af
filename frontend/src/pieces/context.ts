// What every screen may reach: the state of the window, its toasts, what is spoken, and where to go.
// Features never import each other: they ask the window to open the other one.
import { createContext } from 'svelte';
import type { DraftView, SentRow } from '../bridge';
import type { Desk } from '../core/desk.svelte';
import type { Tab } from '../core/opened.svelte';
import type { Announcer } from '../ui/announce.svelte';
import type { Toasts } from '../ui/toasts.svelte';

export type Place = 'desk' | 'team' | 'phone' | 'settings' | 'connections' | 'connect';
export type WindowContext = {
  desk: Desk;
  toasts: Toasts;
  announcer: Announcer;
  /** Opens the wizard with a draft, or with an empty one. */
  writeMessage: (draft?: DraftView) => void;
  /** Goes on with a draft in one line; `typed` is what was typed for its first value. */
  writeLine: (draft: DraftView, typed: string) => void;
  /** Shows one sent message in the desk; one that left the Sent tab comes as its row. */
  showSent: (id: string, row?: SentRow) => void;
  /** Shows the conversation of a ticket in the desk. */
  showTicket: (id: string) => void;
  /** Goes to a list of the desk. */
  showList: (list: Tab) => void;
  /** Searches the Sent tab, and the history behind it. */
  searchSent: (text: string) => void;
  /** Opens the choice of presence. */
  choosePresence: () => void;
  goTo: (place: Place) => void;
  showShortcuts: () => void;
};

export const [useWindow, provideWindow] = createContext<WindowContext>();
