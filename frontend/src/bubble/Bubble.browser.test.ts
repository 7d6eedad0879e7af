import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import type { BlockView, ButtonView, HeaderView, PreviewView, SpanView } from '../bridge';
import { film } from '../bridge/fake/pictures';
import { setLanguage } from '../text/language.svelte';
import Bubble from './Bubble.svelte';

// A message as the customer's phone draws it: every look of its text, every header, its buttons, cards and offer.

beforeEach(() => setLanguage('es'));

const span = (text: string, look: Partial<SpanView> = {}): SpanView => ({
  text,
  place: '',
  filled: false,
  bold: false,
  italic: false,
  strike: false,
  mono: false,
  link: false,
  ...look,
});
const block = (kind: string, spans: SpanView[], marker = ''): BlockView => ({ kind, marker, spans });
const blank: PreviewView = { body: [], footer: '', buttons: [], cards: [], notes: [], unknown: [] };
const button = (kind: string, label: string): ButtonView => ({ kind, label, target: '', place: '' });
const header = (kind: string, more: Partial<HeaderView> = {}): HeaderView => ({
  kind,
  text: [],
  place: '',
  link: '',
  filename: '',
  ...more,
});

async function drawn(preview: Partial<PreviewView>, more: { mediaNote?: string; showsFold?: boolean } = {}) {
  await render(Bubble, { preview: { ...blank, ...preview }, at: Date.now(), label: 'mensaje', ...more });
  return document.querySelector('.message') as HTMLElement;
}

/** How the words are drawn, by the element that holds them. */
function look(words: string): CSSStyleDeclaration {
  return getComputedStyle(page.getByText(words, { exact: true }).element());
}

test('bold, italic, struck and fixed width, and one within another', async () => {
  await drawn({
    body: [
      block('paragraph', [
        span('simple '),
        span('negrita', { bold: true }),
        span('cursiva', { italic: true }),
        span('tachado', { strike: true }),
        span('fijo', { mono: true }),
        span('ambas', { bold: true, italic: true }),
      ]),
    ],
  });
  expect(Number(look('negrita').fontWeight)).toBeGreaterThan(Number(look('fijo').fontWeight));
  expect(look('cursiva').fontStyle).toBe('italic');
  expect(look('tachado').textDecorationLine).toBe('line-through');
  expect(look('fijo').fontFamily).toMatch(/mono/i);
  expect(look('ambas').fontStyle).toBe('italic');
  expect(Number(look('ambas').fontWeight)).toBeGreaterThan(Number(look('fijo').fontWeight));
});

test('lists with their markers, a quotation, a block of code and an empty line', async () => {
  const message = await drawn({
    body: [
      block('bullet', [span('Macetas')], '•'),
      block('numbered', [span('Riego')], '1.'),
      block('quote', [span('Lo que dijo')]),
      block('code', [span('a\n  b')]),
      block('paragraph', []),
    ],
  });
  const items = [...message.querySelectorAll('.bubble__item')].map((item) => item.textContent.trim());
  expect(items).toEqual([expect.stringMatching(/^•\s*Macetas$/), expect.stringMatching(/^1\.\s*Riego$/)]);
  expect(getComputedStyle(message.querySelector('blockquote') as Element).borderLeftStyle).toBe('solid');
  const code = message.querySelector('pre') as HTMLElement;
  expect(code.innerText).toBe('a\n  b');
  expect(getComputedStyle(code).fontFamily).toMatch(/mono/i);
  expect(message.querySelector('.bubble__blank')?.getBoundingClientRect().height).toBeGreaterThan(0);
});

test('each header in its place: text, picture, film with controls, document, place on the map', async () => {
  const picture = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')}`;
  let message = await drawn({ header: header('text', { text: [span('Pedido A-1')] }) });
  expect(message.querySelector('.bubble__head')?.textContent).toContain('Pedido A-1');
  message = await redrawn({ header: header('image', { link: picture }) });
  await expect.poll(() => message.querySelector('img')?.naturalWidth).toBe(8);
  message = await redrawn({ header: header('image') });
  expect(message.textContent).toContain('Aquí va una imagen');
  message = await redrawn({ header: header('video') });
  expect(message.textContent).toContain('Aquí va un video');
  message = await redrawn({ header: header('video', { link: film }) });
  const played = message.querySelector('video') as HTMLVideoElement;
  expect(played.controls).toBe(true);
  await expect.poll(() => played.readyState).toBeGreaterThanOrEqual(HTMLMediaElement.HAVE_CURRENT_DATA); // its first picture
  message = await redrawn({ header: header('document', { filename: 'Factura.pdf' }) }, { mediaNote: 'PDF · 640 KB' });
  expect(message.querySelector('.bubble__file')?.textContent).toMatch(/Factura\.pdf\s*PDF · 640 KB/);
  const location = { name: 'Tienda', address: 'Calle 12', latitude: '', longitude: '' };
  message = await redrawn({ header: header('location', { location }) });
  expect(message.querySelector('.bubble__place')?.textContent).toMatch(/Tienda\s*Calle 12/);
});

async function redrawn(...given: Parameters<typeof drawn>) {
  document.querySelector('.message')?.remove();
  return drawn(...given);
}

test('a footer, three buttons all in sight, the link inside and quick answers below', async () => {
  const message = await drawn({
    body: [block('paragraph', [span('Hola')])],
    footer: 'Entregas del Sur',
    buttons: [button('url', 'Ver recorrido'), button('quick-reply', 'Sí'), button('quick-reply', 'No')],
  });
  expect(message.querySelector('.bubble__foot')?.textContent).toBe('Entregas del Sur');
  expect(message.querySelector('.bubble__buttons')?.textContent.trim()).toBe('Ver recorrido');
  const quick = [...message.querySelectorAll('.quick > *')].map((one) => one.textContent.trim());
  expect(quick).toEqual(['Sí', 'No']);
  expect(message.textContent).not.toContain('Ver todas las opciones');
});

test('of more than three buttons two are in sight, and the way to all of them', async () => {
  const message = await drawn({
    buttons: ['a', 'b', 'c', 'd'].map((label) => button('quick-reply', `Botón ${label}`)),
  });
  const shown = [...message.querySelectorAll('.bubble__button')].map((one) => one.textContent.trim());
  expect(shown).toEqual(['Botón a', 'Botón b', 'Ver todas las opciones']);
});

test('cards stand side by side, each with its own text and buttons', async () => {
  const card = (name: string): PreviewView => ({
    ...blank,
    header: header('image'),
    body: [block('paragraph', [span(name)])],
    buttons: [button('quick-reply', 'Me interesa')],
  });
  const message = await drawn({ cards: ['Silla', 'Lámpara', 'Maceta'].map(card) });
  const cards = [...message.querySelectorAll('.carousel [role=listitem]')];
  expect(cards.map((one) => one.textContent.includes('Me interesa'))).toEqual([true, true, true]);
  const places = cards.map((one) => one.getBoundingClientRect());
  expect(new Set(places.map(({ top }) => Math.round(top))).size).toBe(1);
  expect(places[1]?.left).toBeGreaterThanOrEqual(places[0]?.right ?? Infinity);
  expect(places[2]?.left).toBeGreaterThanOrEqual(places[1]?.right ?? Infinity);
});

test('an offer says its words, when it ends and its code, and a coupon has its button', async () => {
  const message = await drawn({
    offer: { text: '20 % en tu primera compra', expiresAt: Date.now() + 3_600_000, code: 'HOLA20' },
    buttons: [button('copy-code', 'Copiar código')],
  });
  const offer = message.querySelector('.bubble__offer');
  expect(offer?.textContent).toMatch(/20 % en tu primera compra\s*Vence .+ · código HOLA20/);
  expect(message.querySelector('.bubble__buttons')?.textContent.trim()).toBe('Copiar código');
});

test('a long text is cut where the phone cuts it, only where that was noted', async () => {
  const body = Array.from({ length: 8 }, (_, line) => block('paragraph', [span(`Línea ${line}`)]));
  const message = await drawn({ body, notes: ['read-more'] }, { showsFold: true });
  const lines = [...message.querySelectorAll('.bubble__body > p')].map((line) => line.textContent.trim());
  expect(lines.indexOf('Leer más')).toBe(5);
  expect((await redrawn({ body }, { showsFold: true })).textContent).not.toContain('Leer más');
});

test('a part that nobody can draw is named', async () => {
  expect((await drawn({ unknown: ['CATALOG'] })).textContent).toContain('Esta parte no se puede dibujar: CATALOG');
});
