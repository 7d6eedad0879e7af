import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import FloatingHost from './testing/FloatingHost.svelte';
import { accessibilityFindings } from './testing/axe';

const behind = () => document.querySelector<HTMLElement>('[data-window]');
const isOnTop = (element: Element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
};
afterEach(() => vi.useRealTimers());
const focusedText = () => document.activeElement?.textContent?.trim() ?? '';

test('a sheet takes focus to its first empty field, holds the window back and gives focus back', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Open sheet' }).click();
  await expect.element(screen.getByRole('dialog', { name: 'Work' })).toBeVisible();
  await expect.element(screen.getByLabelText('Empty')).toHaveFocus();
  expect(behind()?.inert).toBe(true);
  expect(await accessibilityFindings()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  expect(behind()?.inert).toBe(false);
  await expect.poll(focusedText).toBe('Open sheet');
});

test('Tab goes round inside a sheet in both directions', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Open sheet' }).click();
  await expect.element(screen.getByLabelText('Empty')).toHaveFocus();
  for (let step = 0; step < 12; step++) {
    await userEvent.tab({ shift: step % 3 === 0 });
    expect(document.activeElement?.closest('[role=dialog]')).not.toBeNull();
  }
});

test('Escape closes only the topmost thing: first the list, then the question, then the sheet', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Open sheet' }).click();
  await screen.getByRole('combobox', { name: 'Language' }).click();
  await expect.element(screen.getByRole('listbox')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=listbox]')).toBeNull();
  await screen.getByRole('button', { name: 'Ask' }).click();
  await expect.element(screen.getByRole('alertdialog')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Stay' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=alertdialog]')).toBeNull();
  await expect.element(screen.getByRole('dialog', { name: 'Work' })).toBeVisible();
  expect(behind()?.inert).toBe(true);
});

test('a tooltip on a focused icon button does not take the Escape of its sheet', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Open sheet' }).click();
  await expect.element(screen.getByLabelText('Empty')).toHaveFocus();
  await userEvent.tab({ shift: true });
  await userEvent.tab({ shift: true });
  await expect.element(screen.getByRole('button', { name: 'Close' })).toHaveFocus();
  await expect.poll(() => document.querySelector('.tooltip')).not.toBeNull();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('[role=dialog]')).toBeNull();
  expect(document.querySelector('.tooltip')).toBeNull();
});

test('a tooltip over the window itself goes with Escape', async () => {
  const screen = await render(FloatingHost);
  screen.getByRole('button', { name: 'Presence menu' }).element().focus();
  await userEvent.tab();
  await expect.poll(() => document.querySelector('.tooltip')).not.toBeNull();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('.tooltip')).toBeNull();
});

test('a select inside a sheet is drawn above it and chooses by keyboard', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Open sheet' }).click();
  const select = screen.getByRole('combobox', { name: 'Language' });
  select.element().focus();
  await userEvent.keyboard('{Enter}');
  const option = screen.getByRole('option', { name: 'Portuguese' });
  await expect.element(option).toBeVisible();
  await expect.poll(() => isOnTop(option.element())).toBe(true);
  await userEvent.keyboard('p{Enter}');
  await expect.element(select).toHaveTextContent('Portuguese');
});

test('a menu is walked with arrows, skips what cannot be done and says why, ticks the choice', async () => {
  const screen = await render(FloatingHost);
  const trigger = screen.getByRole('button', { name: 'Presence menu' });
  trigger.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('menuitemradio', { name: /Online/ })).toHaveAttribute('aria-checked', 'true');
  await expect.element(screen.getByText('Work is open')).toBeVisible();
  expect(await accessibilityFindings()).toEqual([]);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('help');
  await expect.element(trigger).toHaveFocus();
});

test('an icon button has a name, and its tooltip shows name and shortcut on keyboard focus', async () => {
  const screen = await render(FloatingHost);
  const button = screen.getByRole('button', { name: 'New message' });
  await screen.getByRole('button', { name: 'Presence menu' }).click();
  await userEvent.keyboard('{Escape}');
  await userEvent.tab();
  await expect.element(button).toHaveFocus();
  await expect.poll(() => document.querySelector('.tooltip')?.textContent).toContain('New message');
});

test('the name of a button does not come up over the menu that was opened before its time was out', async () => {
  const screen = await render(FloatingHost);
  const more = screen.getByRole('button', { name: 'More' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await more.hover();
  await more.click();
  await expect.element(screen.getByRole('menu', { name: 'More' })).toBeInTheDocument();
  vi.advanceTimersByTime(5000);
  flushSync();
  expect(document.querySelector('.tooltip')).toBeNull();
});

test('a toast can be undone while a sheet is open, and the sheet stays', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Leave soon' }).click();
  await screen.getByRole('button', { name: 'Open sheet' }).click();
  await expect.element(screen.getByLabelText('Empty')).toHaveFocus();
  const undo = screen.getByRole('button', { name: 'Undo' });
  await expect.poll(() => isOnTop(undo.element())).toBe(true);
  await undo.click();
  await expect.poll(() => document.querySelector('output')?.textContent).toBe('acted');
  await expect.element(screen.getByRole('dialog', { name: 'Work' })).toBeVisible();
});

test('a dialog longer than the window scrolls by keyboard, and keeps its title and buttons in sight', async () => {
  const screen = await render(FloatingHost);
  await screen.getByRole('button', { name: 'Read all' }).click();
  const dialog = screen.getByRole('alertdialog', { name: 'Everything' });
  const text = dialog.getByRole('group', { name: 'Everything' });
  await expect.element(text).toBeVisible();
  for (const part of [dialog.getByRole('heading'), dialog.getByRole('button', { name: 'Done' })]) {
    const { top, bottom } = part.element().getBoundingClientRect();
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThan(innerHeight);
  }
  await userEvent.tab();
  await expect.element(text).toHaveFocus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => text.element().scrollTop).toBeGreaterThan(0);
  expect(await accessibilityFindings()).toEqual([]);
});
