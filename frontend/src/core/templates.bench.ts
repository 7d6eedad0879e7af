import { bench, describe } from 'vitest';
import type { TemplateRow } from '../bridge';
import { indexTemplates, searchTemplates, type Filter } from './templates';

// Budget: 10 ms a key over 10,000 templates.
const heads = ['aviso', 'recordatorio', 'cupón', 'encuesta', 'confirmación', 'factura', 'promo', 'código'];
const tails = ['entrega', 'cita', 'pago', 'pedido', 'retiro_sucursal', 'bienvenida', 'vencimiento', 'soporte'];
const rows = Array.from({ length: 10_000 }, (_, at): TemplateRow => {
  const name = `${heads[at % 8]}_${tails[(at >> 3) % 8]}_${at}`;
  return {
    id: name,
    bot: `bot${at % 3}`,
    name,
    language: ['es', 'pt_BR', 'en'][at % 3] ?? 'es',
    category: ['UTILITY', 'MARKETING'][at % 2] ?? 'UTILITY',
    status: 'APPROVED',
    quality: 'GREEN',
    headerKind: '',
    body: 'Hola {{1}}, tu pedido {{2}} sale hoy y llega {{3}}.',
    sendable: true,
    why: '',
    favourite: at % 500 === 0,
    lastUsedAt: at,
  };
});
const index = indexTemplates(rows);
const filter: Filter = { text: '', language: '', bot: '', category: '', unsendable: false };

describe('10,000 templates', () => {
  for (const text of ['', 'a', 'aviso', 'entrega aviso', 'recordtorio', 'nada así'])
    bench(`"${text}"`, () => {
      searchTemplates(index, { ...filter, text });
    });
});
