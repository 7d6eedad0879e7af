import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor, type FakeDoor, type FakeOptions } from './bridge/fake';
import './styles';
import { setAppearance } from './ui/appearance';

// The number of somebody new: grouped while it is typed, with the hand always behind the digit where it was.

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

const sheet = page.getByRole('dialog', { name: 'Mensaje activo' });
const phone = sheet.getByRole('textbox', { name: 'Teléfono' });
const field = () => phone.element() as HTMLInputElement;
const text = () => expect.poll(() => field().value);
const hand = () => [field().selectionStart, field().selectionEnd];

async function opened(options: FakeOptions = {}): Promise<FakeDoor> {
  const door = fakeDoor({ language: 'es', ...options });
  await render(App, { door });
  await page.getByRole('button', { name: 'Mensaje activo' }).click();
  await expect.element(sheet.getByRole('option').first()).toBeInTheDocument();
  await page.getByRole('radio', { name: 'Número nuevo' }).click();
  await phone.click();
  return door;
}

test('a number gets its groups key by key, with its code and without', async () => {
  await opened();
  for (const [key, shown] of [
    ['+', '+'],
    ['5', '+5'],
    ['7', '+57'],
    ['3', '+57 3'],
    ['1', '+57 31'],
    ['0', '+57 310'],
    ['5', '+57 310 5'],
  ] as const) {
    await userEvent.keyboard(key);
    await text().toBe(shown);
    expect(hand()).toEqual([shown.length, shown.length]);
  }
  await userEvent.keyboard('550199');
  await text().toBe('+57 310 5550199');
  await expect.element(sheet.getByText(/\+573105550199/)).toBeVisible();
  await userEvent.clear(phone);
  await userEvent.keyboard('3105550199');
  await text().toBe('310 5550199');
});

test('a digit in the middle leaves the hand behind it, and taking one away before it', async () => {
  await opened();
  await userEvent.keyboard('+573105550199');
  await text().toBe('+57 310 5550199');
  field().setSelectionRange(7, 7); // behind 310
  await userEvent.keyboard('4');
  await text().toBe('+57 310 45550199');
  expect(hand()).toEqual([9, 9]);
  await userEvent.keyboard('{Backspace}');
  await text().toBe('+57 310 5550199');
  expect(hand()).toEqual([8, 8]);
  field().setSelectionRange(5, 5);
  await userEvent.keyboard('{Delete}');
  await text().toBe('+57 305 550199');
  expect(hand()).toEqual([5, 5]);
});

test('a separator that is taken away is passed over: the next press takes a digit', async () => {
  await opened();
  await userEvent.keyboard('+573105550199');
  await text().toBe('+57 310 5550199');
  field().setSelectionRange(8, 8); // before 555
  await userEvent.keyboard('{Backspace}');
  await expect.poll(hand).toEqual([7, 7]);
  await text().toBe('+57 310 5550199');
  await userEvent.keyboard('{Backspace}');
  await text().toBe('+57 315 550199');
  field().setSelectionRange(7, 7);
  await userEvent.keyboard('{Delete}');
  await expect.poll(hand).toEqual([8, 8]);
  await userEvent.keyboard('{Delete}');
  await text().toBe('+57 315 50199');
});

test('what is pasted is grouped, a part of it replaced, and what is no number left alone', async () => {
  await opened();
  await userEvent.fill(phone, '+55 (11) 95555-0190');
  await text().toBe('+55 11 95555-0190');
  expect(hand()).toEqual([17, 17]);
  field().setSelectionRange(7, 12); // 95555
  await userEvent.keyboard('8');
  await text().toBe('+55 11 80190');
  expect(hand()).toEqual([8, 8]);
  await userEvent.fill(phone, '+57 310 casa');
  await expect.element(phone).toHaveValue('+57 310 casa');
});

test('who types faster than the groups come keeps every key, also where no answer comes', async () => {
  const door = await opened({ delay: 60 });
  await userEvent.keyboard('+573105550199');
  await text().toBe('+57 310 5550199');
  expect(hand()).toEqual([15, 15]);
  door.hold('phoneAsTyped');
  await userEvent.keyboard('{Backspace}{Backspace}');
  await text().toBe('+57 310 55501');
  await userEvent.keyboard('77');
  await text().toBe('+57 310 5550177');
  expect(hand()).toEqual([15, 15]);
});

test('a number taken from a suggestion stands in its groups too', async () => {
  await opened();
  await userEvent.keyboard('+551187654321');
  await sheet.getByRole('button', { name: /^Usar \+55/ }).click();
  await text().toBe('+55 11 98765-4321');
});
