import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import NewsHost from './testing/NewsHost.svelte';
import { Announcer, politePause } from './announce.svelte';
import { accessibilityFindings } from './testing/axe';
import { Toasts } from './toasts.svelte';

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] }),
);
afterEach(() => vi.useRealTimers());

const setUp = async () => {
  const toasts = new Toasts();
  const announcer = new Announcer((news) => `${news.length} pieces of news`);
  const screen = await render(NewsHost, { toasts, announcer });
  return { toasts, announcer, screen };
};
const polite = () => document.querySelector('[role=status]')?.textContent;

test('the countdown counts, undo ends it once, and its clock stops with it', async () => {
  const { toasts, screen } = await setUp();
  const onend = vi.fn();
  toasts.show({ id: 'a', kind: 'undo', text: 'Leaving for Rita', action: 'Undo', lasts: 5000 }, onend);
  await expect.element(screen.getByText('5 s')).toBeInTheDocument();
  vi.advanceTimersByTime(2000);
  await expect.element(screen.getByText('3 s')).toBeInTheDocument();
  screen
    .getByRole('button', { name: 'Undo' })
    .element()
    .dispatchEvent(new MouseEvent('click', { bubbles: true }));
  vi.advanceTimersByTime(60_000);
  expect(onend.mock.calls).toEqual([['acted']]);
  expect(vi.getTimerCount()).toBe(0);
});

test('focus stops the clock, and it goes on when focus leaves', async () => {
  const { toasts, screen } = await setUp();
  const onend = vi.fn();
  toasts.show({ id: 'a', kind: 'undo', text: 'Leaving', action: 'Undo', lasts: 1000 }, onend);
  await expect.element(screen.getByText('Leaving')).toBeVisible();
  const undo = screen.getByRole('button', { name: 'Undo' }).element() as HTMLElement;
  undo.focus();
  await expect.poll(() => toasts.held).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(onend).not.toHaveBeenCalled();
  undo.blur();
  await expect.poll(() => toasts.held).toBe(false);
  vi.advanceTimersByTime(1200);
  expect(onend.mock.calls).toEqual([['ran-out']]);
});

test('a failure stays and can be closed by its named button', async () => {
  const { toasts, screen } = await setUp();
  toasts.show({ id: 'a', kind: 'failure', text: 'It did not leave' });
  vi.advanceTimersByTime(600_000);
  await expect.element(screen.getByText('It did not leave')).toBeVisible();
  vi.useRealTimers();
  expect(await accessibilityFindings()).toEqual([]);
  await screen.getByRole('button', { name: 'Close notice' }).click();
  expect(toasts.list).toEqual([]);
});

test('polite news is said at most every two seconds and summed up beyond', async () => {
  const { announcer } = await setUp();
  announcer.say('Rita: Read');
  announcer.say('Ana: Read');
  announcer.say('Luis: Delivered');
  await expect.poll(polite).toBe('Rita: Read');
  vi.advanceTimersByTime(politePause);
  await expect.poll(polite).toBe('2 pieces of news');
  vi.advanceTimersByTime(politePause);
  await expect.poll(polite).toBe('');
  announcer.stop();
});

test('what is urgent is said at once, also twice the same', async () => {
  const { announcer } = await setUp();
  announcer.alert('The line dropped');
  await expect.poll(() => document.querySelector('[role=alert]')?.textContent).toBe('The line dropped');
});
