import { describe, expect, test } from 'vitest';
import { languages } from './languages';
import { resources } from './words';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const parameters = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
const texts = Object.fromEntries(languages.map((language) => [language, leaves(resources[language])]));
const textsOf = (language: string) => texts[language] ?? [];
/** Parameters by key, a plural's forms together. */
const shape = (language: string) =>
  Object.fromEntries(textsOf(language).map(([key, text]) => [key.replace(plural, '_*'), parameters(text)]));

describe.each(languages)('%s', (language) => {
  test('has the keys and the parameters of English', () => {
    expect(shape(language)).toEqual(shape('en'));
  });

  test('has every plural form that the language knows, and no other', () => {
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const forms = new Map<string, string[]>();
    for (const [key] of textsOf(language)) {
      const form = plural.exec(key)?.[1];
      const base = key.replace(plural, '');
      if (form) forms.set(base, [...(forms.get(base) ?? []), form].sort());
    }
    expect(forms.size).toBeGreaterThan(5);
    for (const [base, found] of forms) expect([base, found]).toEqual([base, wanted]);
  });

  test('has no empty text, no stray space, no three dots', () => {
    const untidy = textsOf(language).filter(
      ([, text]) => text === '' || text !== text.trim() || /\.\.\.|  /.test(text),
    );
    expect(untidy).toEqual([]);
  });

  test('does not shout, plead or blame', () => {
    const rude = textsOf(language).filter(([, text]) => /[!¡]|por favor|please|\berror\b|\berro\b/i.test(text));
    expect(rude).toEqual([]);
  });
});

test('the words that the product rules fix in Spanish', () => {
  const { common, frame, presence, status, wizard } = resources.es;
  expect([common.activeMessage, wizard.viewFull, common.continue, common.send]).toEqual([
    'Mensaje activo',
    'Ver modelo completo',
    'Continuar',
    'Mandar',
  ]);
  expect([frame.sent, frame.waiting, frame.inProgress]).toEqual(['Enviados', 'En espera', 'En proceso']);
  expect([status.sending, status.sent, status.delivered, status.read, status.failed, status.expired]).toEqual([
    'Enviando',
    'Enviado',
    'Entregado',
    'Leído',
    'Falló',
    'Venció',
  ]);
  expect([presence.online, presence.paused, presence.invisible, presence.offline]).toEqual([
    'En línea',
    'En pausa',
    'Invisible',
    'Fuera de línea',
  ]);
});
