import { expect, test } from 'vitest';
import type { PreviewView, SpanView } from '../bridge';
import { cleaned, filledLocally, newDraft, withValue, worthKeeping } from './draft';

const span = (text: string, place = '', more: Partial<SpanView> = {}): SpanView => ({
  text,
  place,
  filled: false,
  bold: false,
  italic: false,
  strike: false,
  mono: false,
  link: false,
  ...more,
});

const preview: PreviewView = {
  body: [
    {
      kind: 'paragraph',
      marker: '',
      spans: [
        span('Hola '),
        span('{{1}}', 'body.1'),
        span(', tu pedido '),
        span('{{2}}', 'body.2', { bold: true }),
        span('. Adiós '),
        span('{{1}}', 'body.1'),
      ],
    },
  ],
  footer: '',
  buttons: [],
  cards: [],
  notes: [],
  unknown: [],
};

const text = (drawn: PreviewView) => drawn.body.map(({ spans }) => spans.map((one) => one.text).join('')).join('\n');

test('a typed value stands at every occurrence at once and keeps its look', () => {
  const drawn = filledLocally(preview, 'body.2', 'A-20417', '{{2}}');
  expect(text(drawn)).toBe('Hola {{1}}, tu pedido A-20417. Adiós {{1}}');
  expect(drawn.body[0]?.spans.find((one) => one.text === 'A-20417')).toMatchObject({ bold: true, filled: true });
  expect(text(filledLocally(preview, 'body.1', 'Rita', '{{1}}'))).toBe('Hola Rita, tu pedido {{2}}. Adiós Rita');
});

test('an emptied value shows the variable again', () => {
  const filled = filledLocally(preview, 'body.1', 'Rita', '{{1}}');
  expect(text(filledLocally(filled, 'body.1', '', '{{1}}'))).toBe(text(preview));
});

test('a value that was styled in pieces becomes one piece', () => {
  const styled: PreviewView = {
    ...preview,
    body: [
      { kind: 'paragraph', marker: '', spans: [span('a', 'body.1'), span('b', 'body.1', { italic: true }), span('.')] },
    ],
  };
  expect(text(filledLocally(styled, 'body.1', 'c', '{{1}}'))).toBe('c.');
});

test.each([
  ['de 9:00\r\n a 12:00', 'de 9:00 a 12:00', true],
  ['a\tb', 'a b', true],
  ['a     b', 'a b', true],
  ['así está bien', 'así está bien', false],
])('pasted %j becomes %j', (pasted, clean, changed) => {
  expect(cleaned(pasted)).toEqual({ text: clean, changed });
});

test('an emptied value is no value, and an untouched draft is not kept', () => {
  const draft = newDraft('id', 'CO', 1);
  expect(worthKeeping(draft)).toBe(false);
  expect(withValue(withValue(draft, 'body.1', 'x'), 'body.1', '').values).toEqual({});
  expect(worthKeeping({ ...draft, templateId: 't' })).toBe(true);
});
