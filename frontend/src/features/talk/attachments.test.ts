import { describe, expect, test } from 'vitest';
import { charactersOver, partsOf, refusalOf, typeOf } from './attachments';

describe('what WhatsApp takes', () => {
  test.each([
    ['foto.jpg', 'image/jpeg', 'image'],
    ['nota.m4a', 'audio/x-m4a', 'audio'],
    ['voz.ogg', 'audio/ogg; codecs=opus', 'audio'],
    ['lista.csv', 'text/csv', 'document'],
    ['contrato.docx', '', 'document'],
    ['foto.webp', 'image/webp', undefined],
    ['programa.exe', 'application/x-msdownload', undefined],
    ['sin-nombre', '', undefined],
  ])('%s of type %s is %s', (name, type, kind) => {
    expect(typeOf(name, type).kind).toBe(kind);
  });

  const megabyte = 1024 * 1024;
  test.each([
    ['image', 5 * megabyte, undefined],
    ['image', 5 * megabyte + 1, 'too-large'],
    ['video', 16 * megabyte + 1, 'too-large'],
    ['audio', 16 * megabyte, undefined],
    ['document', 100 * megabyte, undefined],
    ['document', 100 * megabyte + 1, 'too-large'],
    ['document', 0, 'empty'],
  ] as const)('%s of %d bytes: %s', (kind, size, why) => {
    expect(refusalOf(kind, size)?.why).toBe(why);
  });

  test('a kind that it does not know is refused whatever its size', () => {
    expect(refusalOf(undefined, 1)?.why).toBe('kind');
  });
});

describe('what a text and files become', () => {
  const shape = (text: string, kinds: string[]) => partsOf(text, kinds).map((part) => `${part.kind}:${part.text}`);
  test.each([
    ['the text stands under the first file', 'hola', ['image', 'document'], ['image:hola', 'document:']],
    ['not under a sound', 'hola', ['audio', 'image'], ['audio:', 'image:hola']],
    ['after sounds alone it follows', 'hola', ['audio', 'audio'], ['audio:', 'audio:', 'text:hola']],
    ['files may go without a text', '', ['image'], ['image:']],
  ])('%s', (_name, text, kinds, parts) => {
    expect(shape(text, kinds)).toEqual(parts);
  });

  test('characters are counted as people see them, to the limit of what is sent', () => {
    expect(charactersOver('x'.repeat(4097), [])).toEqual({ over: 1, limit: 4096 });
    expect(charactersOver('😀'.repeat(1024), ['image']).over).toBe(0);
    expect(charactersOver('x'.repeat(1025), ['audio']).over).toBe(0);
  });
});
