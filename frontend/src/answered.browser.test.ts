import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from './App.svelte';
import { fakeDoor } from './bridge/fake';
import { blankRow } from './bridge/fake/sends';
import './styles';
import { setAppearance } from './ui/appearance';

const row = (name: RegExp) => page.getByRole('option', { name });

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

test('from an answered message of the history one goes to its conversation, and from none that is gone', async () => {
  const now = Date.now();
  const door = fakeDoor({ language: 'es' });
  await render(App, { door });
  await expect.element(page.getByRole('navigation').first()).toBeVisible();
  const sent = { ...blankRow, contactId: 'nelida', name: 'Nélida Paz', phone: '+573000000002', status: 'read' };
  const answered = { ...sent, id: 'answered', createdAt: now - 60_000, sentAt: now - 60_000, repliedAt: now - 30_000 };
  const ticket = door.reply((door.put(answered), answered.id), 'Gracias');
  door.endTicket(ticket, { status: 'closed', closure: 'agent' });
  door.put(answered);
  door.put({ ...answered, id: 'other', contactId: 'other', name: 'Otilia Sosa', phone: '+573000000003' });
  await userEvent.keyboard('{Control>}3{/Control}');
  await row(/Nélida Paz/).click();
  await page.getByRole('button', { name: 'Ver la conversación' }).click();
  await expect.element(page.getByText('Gracias', { exact: true }).first()).toBeVisible();
  await userEvent.keyboard('{Control>}3{/Control}');
  await row(/Otilia Sosa/).click();
  await expect.element(page.getByText('Respondió', { exact: true }).last()).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Ver la conversación' })).not.toBeInTheDocument();
});
