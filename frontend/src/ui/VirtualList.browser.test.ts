import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import ListHost from './testing/ListHost.svelte';
import { accessibilityFindings } from './testing/axe';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    name: `Person ${index}`,
    day: index < 3 ? 'Today' : 'Yesterday',
  }));
const listbox = () => document.querySelector<HTMLElement>('[role=listbox]');
const nameIn = (row: Element | null) => row?.querySelector('.row__name')?.textContent;
const activeName = () => {
  const id = listbox()?.getAttribute('aria-activedescendant');
  return id ? nameIn(document.getElementById(id)) : undefined;
};
const activeIsInSight = () => {
  const id = listbox()?.getAttribute('aria-activedescendant') ?? '';
  const row = document.getElementById(id)?.getBoundingClientRect();
  const view = listbox()?.getBoundingClientRect();
  return Boolean(row && view && row.top >= view.top && row.bottom <= view.bottom + 1);
};

test('a list of a hundred thousand rows draws only what is in sight and says how many there are', async () => {
  const screen = await render(ListHost, { rows: people(100_000) });
  await expect.poll(() => document.querySelectorAll('[role=option]').length).toBeGreaterThan(5);
  expect(document.querySelectorAll('[role=option]').length).toBeLessThan(60);
  const first = document.querySelector('[role=option]');
  expect(first?.getAttribute('aria-setsize')).toBe('100000');
  expect(first?.getAttribute('aria-posinset')).toBe('1');
  await expect.element(screen.getByRole('option', { name: 'Today. Person 0', exact: true })).toBeVisible();
  expect(await accessibilityFindings()).toEqual([]);
});

test('the keyboard walks, jumps and opens, and the active row stays in sight', async () => {
  const onopen = vi.fn();
  await render(ListHost, { rows: people(5000), onopen });
  await expect.poll(() => document.querySelectorAll('[role=option]').length).toBeGreaterThan(5);
  listbox()?.focus();
  await expect.poll(activeName).toBe('Person 0');
  await userEvent.keyboard('{ArrowDown}j');
  await expect.poll(activeName).toBe('Person 2');
  await userEvent.keyboard('{End}');
  await expect.poll(activeName).toBe('Person 4999');
  await expect.poll(activeIsInSight).toBe(true);
  await userEvent.keyboard('k{Enter}');
  expect(onopen).toHaveBeenLastCalledWith('p4998');
  await expect.poll(() => nameIn(document.querySelector('[aria-selected=true]'))).toBe('Person 4998');
  await userEvent.keyboard('{Home}');
  await expect.poll(activeName).toBe('Person 0');
  await expect.poll(activeIsInSight).toBe(true);
});

test('the active row keeps its place in the list when rows come in above it', async () => {
  const screen = await render(ListHost, { rows: people(50) });
  listbox()?.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.poll(activeName).toBe('Person 2');
  await screen.rerender({ rows: [{ id: 'new', name: 'New', day: 'Today' }, ...people(50)] });
  await expect.poll(activeName).toBe('Person 2');
  await screen.rerender({ rows: people(50).filter(({ id }) => id !== 'p2') });
  await expect.poll(activeName).toBe('Person 3');
});

test('the chosen row is idle while the focus is elsewhere', async () => {
  const screen = await render(ListHost, { rows: people(20) });
  await screen.getByRole('option', { name: 'Person 2' }).click();
  const chosen = () => document.querySelector('[aria-selected=true]');
  await expect.poll(() => chosen()?.hasAttribute('data-idle')).toBe(false);
  listbox()?.blur();
  await expect.poll(() => chosen()?.hasAttribute('data-idle')).toBe(true);
});

test('a press on a row that the wheel brought into sight opens it, though the list had no focus before', async () => {
  const onopen = vi.fn();
  const screen = await render(ListHost, { rows: people(200), onopen });
  await expect.poll(() => document.querySelectorAll('[role=option]').length).toBeGreaterThan(5);
  listbox()?.scrollTo(0, 3000);
  await screen.getByRole('option', { name: 'Person 52' }).click();
  expect(onopen).toHaveBeenLastCalledWith('p52');
  await expect.poll(activeName).toBe('Person 52');
});

test('the wheel right after a key is not taken back to the active row', async () => {
  await render(ListHost, { rows: people(5000) });
  await expect.poll(() => document.querySelectorAll('[role=option]').length).toBeGreaterThan(5);
  listbox()?.focus();
  await userEvent.keyboard('{PageDown}{PageDown}');
  await expect.poll(activeIsInSight).toBe(true);
  const places: (number | undefined)[] = [];
  for (let frame = 1; frame <= 20; frame += 1) {
    listbox()?.scrollTo(0, 2000 + frame * 2400);
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    places.push(listbox()?.scrollTop);
  }
  expect(places).toEqual(places.map((_, index) => 2000 + (index + 1) * 2400));
});

test('a press that loses its row under the pointer opens it all the same; a drag opens nothing', async () => {
  const onopen = vi.fn();
  await render(ListHost, { rows: people(5), onopen });
  await expect.poll(() => document.querySelectorAll('[role=option]').length).toBe(5);
  const row = document.querySelectorAll('[role=option]')[1];
  const at = { clientX: 40, clientY: 90, bubbles: true };
  row?.dispatchEvent(new PointerEvent('pointerdown', at));
  listbox()?.dispatchEvent(new MouseEvent('click', { ...at, clientY: 150 }));
  expect(onopen).not.toHaveBeenCalled();
  row?.dispatchEvent(new PointerEvent('pointerdown', at));
  listbox()?.dispatchEvent(new MouseEvent('click', at));
  expect(onopen.mock.calls).toEqual([['p1']]);
  row?.dispatchEvent(new MouseEvent('click', at));
  expect(onopen).toHaveBeenCalledTimes(2);
});
