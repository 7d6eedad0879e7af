import { expect, test } from 'vitest';
import { labelOf } from './labels';

test.each([
  // greetings and whom the text addresses
  ['Hola', '', true, 'name'],
  ['¡Hola', '', true, 'name'],
  ['Oi,', '', true, 'name'],
  ['Thank you,', '', true, 'name'],
  ['por aqui,', 'Ana', true, 'name'],
  ['Listo,', '', true, 'name'],
  // the words that name it, without what leads in or out
  ['tu pedido', 'A-20417', false, 'pedido'],
  ['hoy y llega', 'entre las 9:00 y las 12:00', false, 'llega'],
  ['camino y llega', '', false, 'llega'],
  ['hoje e chega', '', false, 'chega'],
  ['today and arrives', '', false, 'arrives'],
  ['ya está en', 'Chapinero', false, 'está en'],
  ['retirarlo hasta el', '28/11', false, 'retirarlo hasta'],
  ['vence el', '28/11', false, 'vence'],
  ['is due on', '11/28', false, 'due on'],
  ['tu factura de', 'noviembre', false, 'factura'],
  ['Lo lleva', 'Óscar', false, 'Lo lleva'],
  ['Quem leva é', 'Bia', false, 'Quem leva é'],
  ['Nos falta', '', false, 'falta'],
  ['previsto: ahora lo esperamos', '', false, 'lo esperamos'],
  // where those say nothing: the example
  ['por', '$ 84.900', false, 'amount'],
  ['por', 'R$ 129,90', false, 'amount'],
  ['con', '20 %', false, 'share'],
  ['el', '28/11', false, 'date'],
  ['el', '3 de diciembre', false, 'date'],
  ['a las', '10:30', false, 'time'],
  ['às', '10h', false, 'time'],
  ['', '14:00', false, 'time'],
  // and where that says nothing either, what stands there is better than a number
  ['a las', '', false, 'a las'],
  ['', '', false, undefined],
  ['', 'Óscar Medina', false, undefined],
  ['extraordinariamente incomprensiblemente', '', false, undefined],
])('"%s" with the example "%s" (first: %s) is %s', (context, example, first, label) => {
  const found = labelOf(context, example, first);
  expect(found && ('words' in found ? found.words : found.known)).toBe(label);
});
