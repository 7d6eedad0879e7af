import { expect, test } from 'vitest';
import { actionOf, type Pressed } from './shortcuts';

const key = (name: string, more: Partial<Pressed> = {}): Pressed => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

test.each<[string, Pressed, boolean, boolean, string | undefined]>([
  ['Ctrl N writes', key('n', { ctrlKey: true }), false, true, 'write'],
  ['⌘ K opens the line, while typing too', key('k', { metaKey: true }), true, true, 'palette'],
  ['Ctrl Shift P is presence', key('P', { ctrlKey: true, shiftKey: true }), false, true, 'presence'],
  ['/ searches', key('/'), false, true, 'search'],
  ['/ in a field is a letter', key('/'), true, true, undefined],
  ['? shows the sheet', key('?', { shiftKey: true }), false, true, 'shortcuts'],
  ['letters can be turned off', key('/'), false, false, undefined],
  ['Ctrl Z undoes a send', key('z', { ctrlKey: true }), false, true, 'undo'],
  ['Ctrl Z in a field belongs to the field', key('z', { ctrlKey: true }), true, true, undefined],
  ['F6 goes to the next pane', key('F6'), true, true, 'pane'],
  ['Esc goes back, from a field too', key('Escape'), true, false, 'back'],
  ['Ctrl 1 goes to who waits', key('1', { ctrlKey: true }), false, true, 'waiting'],
  ['Ctrl 2 goes to whom one talks with, from the composer too', key('2', { ctrlKey: true }), true, true, 'open'],
  ['Ctrl 3 goes to Sent', key('3', { ctrlKey: true }), false, true, 'sent'],
  ['n alone is nothing', key('n'), false, true, undefined],
])('%s', (_, pressed, typing, letters, action) => {
  expect(actionOf(pressed, typing, letters)).toBe(action);
});
