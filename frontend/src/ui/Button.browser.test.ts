import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import Button from './Button.svelte';
import { SendIcon } from './icons';

const word = createRawSnippet(() => ({ render: () => '<span>Mandar</span>' }));

test('a click and the keyboard press it', async () => {
  const onclick = vi.fn();
  const screen = await render(Button, { children: word, onclick });
  const button = screen.getByRole('button', { name: 'Mandar' });
  await button.click();
  button.element().focus();
  await userEvent.keyboard('{Enter}');
  expect(onclick).toHaveBeenCalledTimes(2);
});

test('a second click while busy is ignored and the width is kept', async () => {
  for (const size of ['small', 'normal', 'large'] as const) {
    for (const icon of [undefined, SendIcon]) {
      const onclick = vi.fn();
      const screen = await render(Button, { children: word, size, icon, onclick });
      const button = screen.getByRole('button').element() as HTMLButtonElement;
      const width = button.getBoundingClientRect().width;
      await screen.rerender({ busy: true });
      expect(button.getAttribute('aria-busy')).toBe('true');
      expect(Math.abs(button.getBoundingClientRect().width - width)).toBeLessThanOrEqual(2);
      button.click();
      expect(onclick).not.toHaveBeenCalled();
      await screen.unmount();
    }
  }
});

test('one that cannot be pressed stays focusable and says why', async () => {
  const onclick = vi.fn();
  const screen = await render(Button, { children: word, disabledReason: 'Falta el horario', onclick });
  const button = screen.getByRole('button', { name: 'Mandar', exact: true });
  button.element().focus();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(button.element());
  expect(onclick).not.toHaveBeenCalled();
  await expect.element(button).toHaveAccessibleDescription('Falta el horario');
});
