import { expect, test } from 'vitest';
import { fakeDoor, type FakeOptions } from '../bridge/fake';
import { Desk } from './desk.svelte';
import { Opened, type Move } from './opened.svelte';

/** What is looked at on a desk that listens, with every move of the opened customer. */
async function looking(options: FakeOptions = {}) {
  const door = fakeDoor({ tickets: true, ...options });
  const desk = new Desk(door);
  desk.open();
  await expect.poll(() => desk.known).toBeDefined();
  const opened = new Opened(desk);
  const moves: Move[] = [];
  opened.follow();
  opened.moved.add((move) => moves.push(move));
  const ticket = (id: string) => {
    const row = desk.known?.tickets.get(id);
    if (!row) throw new Error(`there is no ${id}`);
    return row;
  };
  return { door, desk, opened, moves, ticket };
}

test('begins with the conversations that go on, once', async () => {
  const { opened } = await looking();
  opened.begin();
  expect(opened.tab).toBe('open');
  opened.tab = 'sent';
  opened.begin();
  expect(opened.tab).toBe('sent');
});

test('a customer who answers keeps the place of their send, whichever of their sends it was', async () => {
  const { door, desk, opened, moves } = await looking({ tickets: false });
  const send = desk.known?.sent.get('past-1');
  if (!send) throw new Error('there is no send');
  opened.openSend({ ...send, id: 'an older one' });
  door.reply('past-3', 'Otro cliente');
  expect([opened.ticket, moves.length]).toEqual([undefined, 0]);
  const id = door.reply('past-1', 'Estaré en casa');
  expect([opened.id, opened.send]).toEqual([id, undefined]);
  expect(moves.map(({ row, from }) => [row.id, from])).toEqual([[id, 'sent']]);
});

test('a failure that is being read is not carried away by the ticket that stood in its way', async () => {
  const { door, desk, opened, moves } = await looking({ tickets: false });
  const send = desk.known?.sent.get('past-1');
  if (!send) throw new Error('there is no send');
  opened.openSend({ ...send, id: 'refused', status: 'failed' });
  door.reply('past-1', 'Estaré en casa');
  expect([opened.id, opened.send?.id, moves.length]).toEqual(['refused', 'refused', 0]);
});

test('a ticket that opens to this agent moves from its list', async () => {
  const { door, opened, moves, ticket } = await looking();
  opened.openTicket(ticket('ticket-mateo'));
  await door.do.takeTicket('ticket-mateo');
  expect(moves.map(({ row, from }) => [row.status, from])).toEqual([['open', 'waiting']]);
});

test('a transferred ticket that comes back as another one is gone on with', async () => {
  const { door, opened, moves, ticket } = await looking();
  const parent = ticket('ticket-rita');
  opened.openTicket(parent);
  door.endTicket('ticket-rita', { status: 'transferred', mine: false });
  door.putTicket({ ...parent, id: 'child', parent: 'ticket-rita' });
  expect([opened.id, moves.length]).toEqual(['child', 1]);
});

test('how it ended is asked; what may be seen no longer was taken, or went on elsewhere', async () => {
  const { door, opened, ticket } = await looking();
  opened.openTicket(ticket('ticket-rita'));
  door.endTicket('ticket-rita', { status: 'closed', closure: 'customer' });
  await expect.poll(() => opened.ticket?.closure).toBe('customer');
  for (const [id, status] of [
    ['ticket-elena', 'open'],
    ['ticket-diego', 'transferred'],
  ] as const) {
    opened.openTicket(ticket(id));
    door.refuse('ticket', 'ticket-not-there');
    door.tell({ ticketsGone: [id] });
    await expect.poll(() => [opened.ticket?.status, opened.ticket?.mine]).toEqual([status, false]);
  }
});
