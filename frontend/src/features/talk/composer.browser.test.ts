import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { DraftView } from '../../bridge';
import { setAppearance } from '../../ui/appearance';
import { accessibilityFindings } from '../../ui/testing/axe';
import { openTalk } from './testing/open';

const rita = 'ticket-rita';
const field = () => page.getByRole('textbox', { name: 'Respuesta para Rita Lima' });
const send = () => page.getByRole('button', { name: 'Mandar' });
const picture = () => new File([new Uint8Array([137, 80, 78, 71])], 'entrada.png', { type: 'image/png' });

/** Lets files fall on the conversation, as from another window. */
function drop(...files: File[]) {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const where = document.querySelector('.conversation');
  where?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

beforeEach(() => setAppearance({ theme: 'light', motion: 'less' }));

describe('the keys', () => {
  test('Enter sends, Shift+Enter begins a line', async () => {
    const { done } = await openTalk(rita);
    await field().click();
    await userEvent.keyboard('Hola{Shift>}{Enter}{/Shift}Rita{Enter}');
    await expect
      .poll(() => done('sendChatMessage'))
      .toMatchObject([[{ ticket: rita, kind: 'text', text: 'Hola\nRita' }]]);
    await expect.element(field()).toHaveValue('');
    await expect.element(field()).toHaveFocus();
  });

  test('the other way round by the setting; Ctrl+Enter sends in both', async () => {
    const { done } = await openTalk(rita, { settings: { enterSends: false } });
    await field().click();
    await userEvent.keyboard('Uno{Enter}dos');
    await expect.element(field()).toHaveValue('Uno\ndos');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.poll(() => done('sendChatMessage').length).toBe(1);
    await userEvent.keyboard('Tres{Shift>}{Enter}{/Shift}');
    await expect.poll(() => done('sendChatMessage').length).toBe(2);
  });

  test('nothing is sent of an empty text, and a refused one comes back', async () => {
    const { door, done } = await openTalk(rita);
    await field().click();
    await userEvent.keyboard(' {Enter}');
    expect(done('sendChatMessage')).toEqual([]);
    door.refuse('sendChatMessage', 'chat-message-invalid');
    await userEvent.keyboard('Hola{Enter}');
    await expect.element(page.getByText('Ese mensaje no se puede mandar.').first()).toBeVisible();
    await expect.element(field()).toHaveValue('Hola');
  });

  test('a text that is too long says by how much and stays', async () => {
    const { done } = await openTalk(rita);
    await field().fill('x'.repeat(4100));
    await expect.element(page.getByText('Sobran 4 caracteres. WhatsApp acepta hasta 4.096.')).toBeVisible();
    await send().click();
    expect(done('sendChatMessage')).toEqual([]);
  });

  test('typing is told, and its end', async () => {
    const { done } = await openTalk(rita);
    await field().click();
    await userEvent.keyboard('Hola{Enter}');
    await expect
      .poll(() => done('tellTyping'))
      .toEqual([
        [rita, true],
        [rita, false],
      ]);
  });
});

test('what was begun is kept when the conversation goes and comes back', async () => {
  const { door, done, screen } = await openTalk(rita);
  await field().fill('Te confirmo');
  await screen.unmount();
  expect(done('saveUnsent')).toEqual([[rita, 'Te confirmo', '']]);
  const again = await openTalk(rita, { door });
  await expect.element(field()).toHaveValue('Te confirmo');
  await send().click();
  await expect.poll(() => again.done('saveUnsent').at(-1)).toEqual([rita, '', '']);
});

describe('prepared answers', () => {
  test('# finds one, Enter puts it in, and Enter again sends it', async () => {
    const { done } = await openTalk(rita);
    await field().click();
    await userEvent.keyboard('Rita #desp');
    await expect.element(page.getByRole('option', { name: /Despedida/ })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(field()).toHaveValue('Rita Gracias por escribirnos. Que tengas buen día.');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => done('sendChatMessage').length).toBe(1);
  });

  test('arrows walk, Escape closes and leaves the text', async () => {
    await openTalk(rita);
    await page.getByRole('button', { name: 'Respuestas rápidas' }).click();
    await expect.element(page.getByRole('option', { name: /^Hola/ })).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('option', { name: /Despedida/ })).toHaveAttribute('aria-selected', 'true');
    expect(await accessibilityFindings()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
    await expect.element(field()).toHaveFocus();
  });

  test('what has no value is selected, and nothing leaves while it stands', async () => {
    const { done } = await openTalk(rita);
    await field().click();
    await userEvent.keyboard('#demora{Enter}');
    await expect.element(page.getByText(/Falta completar: pedido/)).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(done('sendChatMessage')).toEqual([]);
    await userEvent.keyboard('A-20417');
    await expect.element(field()).toHaveValue('Tu pedido A-20417 llega hoy, un poco más tarde.');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => done('sendChatMessage').length).toBe(1);
  });
});

test('an emoji is found by name and put where the caret was', async () => {
  await openTalk(rita);
  await field().fill('Gracias');
  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect.element(page.getByRole('option', { name: 'cara sonriendo', exact: true })).toBeInTheDocument();
  await userEvent.keyboard('corazón rojo');
  await expect.element(page.getByRole('option', { name: 'corazón rojo' }).first()).toBeVisible();
  expect(await accessibilityFindings()).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.element(field()).toHaveValue('Gracias❤️');
  await expect.element(field()).toHaveFocus();
});

describe('files', () => {
  test('a dropped picture goes over and leaves with its text', async () => {
    const { done } = await openTalk(rita);
    drop(picture());
    await expect.element(page.getByText('entrada.png')).toBeVisible();
    await expect.element(page.getByText(/Listo para mandar/)).toBeVisible();
    await userEvent.keyboard('La entrada{Enter}');
    await expect
      .poll(() => done('sendChatMessage'))
      .toMatchObject([
        [{ kind: 'image', text: 'La entrada', fileName: 'entrada.png', url: 'https://files.example/entrada.png' }],
      ]);
    await expect.element(page.getByRole('list', { name: 'Archivos por mandar' })).not.toBeInTheDocument();
  });

  test('a pasted picture goes over as it was copied, and its bytes do not become text', async () => {
    const { done } = await openTalk(rita);
    const canvas = Object.assign(document.createElement('canvas'), { width: 10, height: 10 });
    const copied = await new Promise<Blob | null>((drawn) => canvas.toBlob(drawn, 'image/png'));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(copied ? [copied] : [], 'image.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    field().element().dispatchEvent(paste);
    expect(paste.defaultPrevented).toBe(true);
    const shown = page.getByRole('list', { name: 'Archivos por mandar' });
    await expect.element(shown).toHaveTextContent('image.png');
    await expect.poll(() => shown.element().querySelector('img')?.naturalWidth).toBe(10);
    await expect.element(page.getByText(/Listo para mandar/)).toBeVisible();
    await expect.element(field()).toHaveValue('');
    await userEvent.keyboard('Así quedó{Enter}');
    await expect
      .poll(() => done('sendChatMessage'))
      .toMatchObject([[{ kind: 'image', text: 'Así quedó', fileName: 'image.png', size: copied?.size }]]);
  });

  test('what WhatsApp does not take is refused in words', async () => {
    await openTalk(rita);
    drop(new File(['x'], 'programa.exe'), new File([new Uint8Array(6 * 1024 * 1024)], 'g.png', { type: 'image/png' }));
    await expect
      .element(page.getByText('programa.exe: WhatsApp no acepta este tipo de archivo.').first())
      .toBeVisible();
    await expect
      .element(page.getByText(/g\.png pesa 6\sMB\. WhatsApp acepta fotos de hasta 5\sMB\./).first())
      .toBeVisible();
  });

  test('a failed one is tried again, and one can be taken back', async () => {
    const { door, done } = await openTalk(rita);
    door.refuse('upload', 'upload-kind');
    drop(picture());
    await page.getByRole('button', { name: 'Subir otra vez' }).click();
    await expect.element(page.getByText(/Listo para mandar/)).toBeVisible();
    await page.getByRole('button', { name: 'Quitar entrada.png' }).click();
    await send().click();
    expect(done('sendChatMessage')).toEqual([]);
  });

  test('a link is looked at before it is attached', async () => {
    const { done } = await openTalk(rita);
    await page.getByRole('button', { name: 'Adjuntar' }).click();
    await page.getByRole('menuitem', { name: /Por enlace/ }).click();
    await page.getByRole('textbox', { name: 'Enlace del archivo' }).fill('https://cdn.example/foto.jpg');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Adjuntar' }).click();
    await send().click();
    await expect
      .poll(() => done('sendChatMessage'))
      .toMatchObject([[{ kind: 'image', url: 'https://cdn.example/foto.jpg', contentType: 'image/jpeg' }]]);
  });
});

describe('the window of 24 hours', () => {
  test('says how much is left', async () => {
    await openTalk(rita, { ticket: { windowEnds: Date.now() + 90 * 60_000 } });
    await expect.element(page.getByText(/Ventana abierta, 1\sh/)).toBeVisible();
  });

  test('ended, it gives way to an active message to this customer', async () => {
    let draft: DraftView | undefined;
    await openTalk(rita, { ticket: { windowEnds: Date.now() - 1 }, onwrite: (written) => (draft = written) });
    await expect.element(field()).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Mensaje activo' }).click();
    expect(draft).toMatchObject({ bot: 'entregas', contactId: 'rita', phone: '+5511987654321', name: 'Rita Lima' });
  });

  test('who is not Online is told how to', async () => {
    const { door } = await openTalk(rita, { ticket: { windowEnds: Date.now() - 1 } });
    door.setPresence('Invisible');
    await expect.element(page.getByText(/tienes que estar en línea/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Mensaje activo' })).not.toBeInTheDocument();
  });
});
