// What the palette offers that needs no asking: actions, and the customers whom the window knows; and how a
// prepared answer stands in it.
import type { CannedReplyView } from '../../bridge';
import type { Tab } from '../../core/opened.svelte';
import { shownStatus, type Entry as Sent } from '../../core/sent';
import { foundTickets } from '../../core/tickets';
import type { Place, WindowContext } from '../../pieces/context';
import { nameOf } from '../../pieces/people';
import { isSimulated } from '../../pieces/platform';
import { statusIcon, statusWord } from '../../pieces/statusLook';
import { lastWords } from '../../pieces/ticketWords';
import { orTell } from '../../pieces/trouble';
import { t } from '../../text';
import type { Command } from '../../ui/CommandPalette.svelte';
import {
  ActivityIcon,
  CirclePauseIcon,
  HashIcon,
  InboxIcon,
  KeyboardIcon,
  MessageSquareTextIcon,
  PlugIcon,
  PlusIcon,
  RadioIcon,
  SettingsIcon,
  SmartphoneIcon,
} from '../../ui/icons';

/** How many of a kind are shown. */
export const eachMax = 5;

/** `line` goes on in one line, where there is such a way. */
export type Entry = Command & { run: () => void; line?: () => void };

export function actionsOf(context: WindowContext): Entry[] {
  const { desk, writeMessage, choosePresence, goTo, showShortcuts } = context;
  const write = { text: t('common.activeMessage'), icon: PlusIcon, keys: ['Ctrl', 'N'], run: () => writeMessage() };
  const goOnline = () => void orTell(context, desk.door.do.setPresence('Online', ''));
  const presence = { text: t('presence.title'), icon: CirclePauseIcon, keys: ['Ctrl', 'Shift', 'P'] };
  const actions: Entry[] = [
    ...(desk.online && desk.connected ? [{ key: 'new', ...write }] : []),
    ...(desk.connected && !desk.online
      ? [{ key: 'online', text: t('presence.goOnline'), icon: RadioIcon, run: goOnline }]
      : []),
    { key: 'presence', ...presence, run: choosePresence },
    ...listsOf(context),
    ...placesOf(context),
    { key: 'settings', text: t('frame.settings'), icon: SettingsIcon, run: () => goTo('settings') },
    { key: 'keys', text: t('shortcuts.title'), icon: KeyboardIcon, keys: ['?'], run: showShortcuts },
  ];
  return actions.map((one) => ({ ...one, group: t('palette.actions') }));
}

/** The places that not everybody has, and the connections. */
function placesOf({ desk, goTo }: WindowContext): Entry[] {
  const to = (place: Place, text: string, icon: Entry['icon']): Entry => ({
    key: place,
    text,
    icon,
    run: () => goTo(place),
  });
  return [
    ...(desk.supervises ? [to('team', t('frame.team'), ActivityIcon)] : []),
    ...(desk.known && isSimulated(desk.known.session) ? [to('phone', t('frame.phone'), SmartphoneIcon)] : []),
    to('connections', t('connect.connections'), PlugIcon),
  ];
}

function listsOf({ desk, showList }: WindowContext): Entry[] {
  const to = (list: Tab, text: string, digit: string) => ({
    key: `list ${list}`,
    text,
    icon: InboxIcon,
    keys: ['Ctrl', digit],
    run: () => showList(list),
  });
  const tickets = [to('waiting', t('frame.waiting'), '1'), to('open', t('frame.inProgress'), '2')];
  return [...(desk.hasTickets ? tickets : []), to('sent', t('frame.sent'), '3')];
}

/** Conversations of the customers who were typed. */
export function ticketsFound({ desk, showTicket }: WindowContext, typed: string): Entry[] {
  const tickets = foundTickets([...desk.talking, ...desk.waiting], typed).slice(0, eachMax);
  return tickets.map((row) => ({
    key: `ticket ${row.id}`,
    text: nameOf(row),
    note: [row.status === 'waiting' ? t('frame.waiting') : t('frame.inProgress'), lastWords(row)]
      .filter(Boolean)
      .join(' · '),
    icon: MessageSquareTextIcon,
    group: t('palette.tickets'),
    run: () => showTicket(row.id),
  }));
}

export function sentEntry({ desk, showSent }: WindowContext, { row }: Sent): Entry {
  return {
    key: `sent ${row.id}`,
    text: nameOf(row),
    note: `${statusWord(shownStatus(row, desk.listsAt))} · ${row.templateName}`,
    icon: statusIcon(shownStatus(row, desk.listsAt)),
    group: t('palette.sends'),
    run: () => showSent(row.id),
  };
}

/** A prepared answer by its category and its first line. */
export function replyEntry(reply: CannedReplyView, run: () => void): Entry {
  const [line = ''] = reply.text.trim().split('\n');
  const note = [reply.category, line].filter(Boolean).join(' · ');
  return { key: `reply ${reply.id}`, text: reply.name, note, icon: HashIcon, group: t('canned.list'), run };
}
