import { expect, test } from 'vitest';
import { faultText, findingText, guardText, setLanguage, t, templateStatusText, whyText } from '.';

test('a switch takes effect at once and the document says its language', () => {
  setLanguage('es');
  expect(t('common.send')).toBe('Mandar');
  expect(document.documentElement.lang).toBe('es');
  setLanguage('pt-BR');
  expect(t('common.send')).toBe('Enviar');
  setLanguage('', ['C']);
  expect([t('common.send'), document.documentElement.lang]).toEqual(['Send', 'en']);
});

test('a code becomes words, with its facts', () => {
  setLanguage('es');
  expect(findingText('value-has-line-break', 'Horario')).toEqual({
    title: 'Horario tiene un salto de línea.',
    text: 'WhatsApp no los acepta.',
  });
  expect(findingText('media-wrong-kind', 'Encabezado', { found: 'pdf', wanted: 'video' })).toEqual({
    title: 'Es un archivo PDF, y aquí va un video.',
    text: 'Pega el enlace de otro archivo.',
  });
  expect(guardText('open-ticket', { name: 'Diego', agent: 'Bruno', since: '14:20' }).text).toContain('Bruno');
  expect(guardText('open-ticket', { name: 'Diego', mine: 'yes', state: 'open' }).title).toContain('contigo');
  expect(guardText('open-ticket', { name: 'Diego', state: 'waiting', since: '14:20' }).title).toContain('en espera');
  expect(guardText('no-open-ticket')).toEqual({ title: 'No tiene ticket abierto', text: '' });
  expect(templateStatusText('IN_APPEAL')).toBe('En apelación');
});

test('a code that nobody has words for is shown as it is', () => {
  setLanguage('en');
  expect(faultText('brand-new-code').text).toContain('brand-new-code');
  expect(faultText('').title).not.toBe('');
  expect(whyText('brand-new-code')).toContain('brand-new-code');
  expect(guardText('brand-new-code').title).toContain('brand-new-code');
  expect(templateStatusText('SOMETHING_NEW')).toBe('Unknown status');
});
