import { expect, test } from 'vitest';
import type { TemplateRow } from '../bridge';
import {
  groupTemplates,
  indexTemplates,
  searchTemplates,
  withoutMarks,
  type Filter,
  type TemplateMatch,
} from './templates';

const everything: Filter = { text: '', language: '', bot: '', category: '', unsendable: false };

function row(name: string, more: Partial<TemplateRow> = {}): TemplateRow {
  return {
    id: `${more.bot ?? 'entregas'}/${name}/${more.language ?? 'es'}`,
    bot: 'entregas',
    name,
    language: 'es',
    category: 'UTILITY',
    status: 'APPROVED',
    quality: 'GREEN',
    headerKind: '',
    body: 'Hola {{1}}',
    sendable: true,
    why: '',
    favourite: false,
    lastUsedAt: 0,
    ...more,
  };
}

function names(rows: TemplateRow[], filter: Partial<Filter>): string[] {
  return searchTemplates(indexTemplates(rows), { ...everything, ...filter }).matches.map((match) => match.row.name);
}

const rows = ['aviso_entrega', 'aviso_demora', 'recordatorio_cita', 'encuesta_postventa', 'confirmación_pedido'].map(
  (name) => row(name),
);

test.each([
  ['aviso', ['aviso_demora', 'aviso_entrega']],
  ['ENTREGA aviso', ['aviso_entrega']],
  ['aviso entrega', ['aviso_entrega']],
  ['aviso_entrega', ['aviso_entrega']],
  ['confirmacion', ['confirmación_pedido']],
  ['venta', ['encuesta_postventa']],
  ['avis entr', ['aviso_entrega']],
  ['recordtorio', ['recordatorio_cita']],
  ['zzz', []],
])('"%s" finds %j', (text, found) => {
  expect(names(rows, { text })).toEqual(found);
});

test('what matched is shown in the name as written', () => {
  const { matches } = searchTemplates(indexTemplates(rows), { ...everything, text: 'pedido confirmacion' });
  const shown = matches[0]?.ranges.map(([from, to]) => matches[0]?.row.name.slice(from, to));
  expect(shown).toEqual(['confirmación', 'pedido']);
});

test('those that cannot be sent are hidden until asked for, and then stand last', () => {
  const some = [row('a_pausada', { sendable: false, why: 'paused' }), row('b_lista')];
  expect(names(some, {})).toEqual(['b_lista']);
  expect(names(some, { unsendable: true })).toEqual(['b_lista', 'a_pausada']);
});

test('a name typed whole stands first, before favourites, also where it cannot be sent', () => {
  const some = [
    row('pago', { sendable: false, why: 'paused' }),
    row('pago', { language: 'pt_BR' }),
    row('aviso_pago', { favourite: true }),
  ];
  const grouped = (filter: Partial<Filter>) => {
    const result = searchTemplates(indexTemplates(some), { ...everything, ...filter });
    const { exact, first, rest } = groupTemplates(result.matches);
    const told = (matches: readonly TemplateMatch[]) =>
      matches.map(({ row: { name, language } }) => `${name} ${language}`);
    return [told(exact), told(first), told(rest), result.hidden];
  };
  expect(grouped({ text: 'pago', unsendable: true })).toEqual([['pago pt_BR', 'pago es'], ['aviso_pago es'], [], 0]);
  expect(grouped({ text: 'pago' })).toEqual([['pago pt_BR'], ['aviso_pago es'], [], 1]);
  expect(grouped({ text: 'pag' })).toEqual([[], ['aviso_pago es'], ['pago pt_BR'], 1]);
});

test('a favourite that matches by its letters alone never stands before what holds the words', () => {
  const some = [
    row('aviso_entrega', { favourite: true, lastUsedAt: 9 }),
    row('visita_tecnica'),
    row('reprogramar_visita', { lastUsedAt: 1 }),
  ];
  const grouped = (text: string, among = some) => {
    const { exact, first, rest } = groupTemplates(
      searchTemplates(indexTemplates(among), { ...everything, text }).matches,
    );
    return [exact, first, rest].map((matches) => matches.map((match) => match.row.name));
  };
  expect(grouped('visita')).toEqual([[], ['reprogramar_visita'], ['visita_tecnica', 'aviso_entrega']]);
  expect(grouped('visita tecnica')[0]).toEqual(['visita_tecnica']);
  const [loose, another] = [row('aviso_entrega', { favourite: true }), row('a_visita')];
  expect(grouped('avsita', [loose, another])).toEqual([[], ['aviso_entrega'], ['a_visita']]);
  expect(grouped('visita', [loose, row('otra', { body: 'Coordinamos la visita' })])).toEqual([
    [],
    [],
    ['otra', 'aviso_entrega'],
  ]);
});

test('counts of a category ignore which category is chosen', () => {
  const some = [row('a'), row('b', { category: 'MARKETING' }), row('c', { category: 'MARKETING' })];
  const { categories, total, matches } = searchTemplates(indexTemplates(some), { ...everything, category: 'UTILITY' });
  expect([categories.get('UTILITY'), categories.get('MARKETING'), total, matches.length]).toEqual([1, 2, 3, 1]);
});

test('favourites come first, then the five used last, then the rest', () => {
  const some = [
    ...Array.from({ length: 7 }, (_, used) => row(`usada_${used}`, { lastUsedAt: used + 1 })),
    row('favorita', { favourite: true }),
    row('nunca'),
  ];
  const { first, rest } = groupTemplates(searchTemplates(indexTemplates(some), everything).matches);
  expect(first.map((match) => match.row.name)).toEqual([
    'favorita',
    'usada_6',
    'usada_5',
    'usada_4',
    'usada_3',
    'usada_2',
  ]);
  expect(rest.map((match) => match.row.name)).toEqual(['nunca', 'usada_0', 'usada_1']);
});

test('among equal matches those in the language of the window stand first', () => {
  const some = [
    row('aviso', { language: 'en' }),
    row('aviso_a', { language: 'es_MX' }),
    row('aviso', { language: 'pt_BR' }),
  ];
  const found = (text: string, near: string) =>
    searchTemplates(indexTemplates(some), { ...everything, text }, near).matches.map((match) => match.row.language);
  expect(found('aviso', 'pt-BR')).toEqual(['pt_BR', 'en', 'es_MX']);
  expect(found('', 'es')).toEqual(['es_MX', 'en', 'pt_BR']);
});

test.each([
  ['Hola {{1}}, tu pedido *{{2}}* sale hoy', 'Hola {{1}}, tu pedido {{2}} sale hoy'],
  ['_Hasta el domingo_ o antes, ~$ 1.900~ $ 1.290', 'Hasta el domingo o antes, $ 1.900 $ 1.290'],
  ['Hola {{first_name}}, tu {{order_id}} a_b 2 * 3 * 4', 'Hola {{first_name}}, tu {{order_id}} a_b 2 * 3 * 4'],
])('a row of the list shows %j as %j', (body, shown) => expect(withoutMarks(body)).toBe(shown));
