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
  ['', 'between 9 am and noon', false, 'time'],
  ['tu zona, de', '8:00 a 11:00', false, 'time'],
  ['el', 'martes 24', false, 'date'],
  ['on', 'November 22', false, 'date'],
  ['el', '22/11 a las 10:15', false, 'date'],
  ['you until', 'Friday', false, 'date'],
  // a thing behind its article or possessive, whatever was said before
  ['enviar tu pedido', 'A-20445', false, 'pedido'],
  ['reparto del pedido', 'A-20420', false, 'pedido'],
  ['tu pago de', '$ 36.400', false, 'pago'],
  // an amount is an amount, and torn off words are none
  ['Brisa está por', 'R$ 149', false, 'amount'],
  ['primera compra tiene', '15 %', false, 'share'],
  ['técnica ficou para', '12/03', false, 'date'],
  ['una semana recibiste', 'tu silla Olmo', false, 'recibiste'],
  // what is theirs is itself the value: of the words before it none is its name
  ['montar a sua', 'mesa Arce', false, 'like mesa Arce'],
  ['news: the', 'Brisa lamp', false, 'like Brisa lamp'],
  ['en', 'cuatro', false, 'like cuatro'],
  ['', 'Óscar Medina', false, 'like Óscar Medina'],
  ['extraordinariamente incomprensiblemente', 'ocho', false, 'like ocho'],
  // and where that says nothing either, what stands there is better than a number
  ['a las', '', false, 'a las'],
  ['', '', false, undefined],
  ['extraordinariamente incomprensiblemente', '', false, undefined],
])('"%s" with the example "%s" (first: %s) is %s', (context, example, first, label) => {
  const found = labelOf(context, example, first);
  const told = found && ('words' in found ? found.words : 'known' in found ? found.known : `like ${found.example}`);
  expect(told).toBe(label);
});
