// The templates of the fake workspace, as a person would write them down. Places are made from them.
import type { ButtonView } from '../views';

export type WrittenButton = Pick<ButtonView, 'kind' | 'label'> & { target?: string };
export type Written = {
  bot: string;
  name: string;
  language: string;
  category: string;
  status?: string;
  quality?: string;
  why?: string;
  header?: { kind: string; text?: string };
  body: string;
  footer?: string;
  buttons?: WrittenButton[];
  cards?: { body: string; buttons: WrittenButton[] }[];
  offer?: string;
  favourite?: boolean;
  /** Hours ago, when it was used at all. */
  used?: number;
  /** Examples by place, shown as hints. */
  examples?: Record<string, string>;
};

const quick = (label: string): WrittenButton => ({ kind: 'quick-reply', label });
const link = (label: string, target: string): WrittenButton => ({ kind: 'url', label, target });

export const written: Written[] = [
  {
    bot: 'entregas',
    name: 'aviso_entrega',
    language: 'es',
    category: 'UTILITY',
    header: { kind: 'image' },
    body: 'Hola {{1}}, tu pedido *{{2}}* sale hoy y llega {{3}}. Lo lleva {{4}}.',
    footer: 'Entregas del Sur',
    buttons: [
      link('Ver recorrido', 'https://entregasdelsur.com/r/{{1}}'),
      quick('Estaré en casa'),
      quick('Cambiar horario'),
    ],
    favourite: true,
    used: 3,
    examples: {
      'body.1': 'Gabriela',
      'body.2': 'A-20417',
      'body.3': 'entre las 9:00 y las 12:00',
      'body.4': 'Óscar Medina',
    },
  },
  {
    bot: 'entregas',
    name: 'aviso_retiro_sucursal',
    language: 'es_MX',
    category: 'UTILITY',
    body: 'Hola {{1}}, tu pedido ya está en {{2}}. Puedes retirarlo hasta el {{3}}.',
    examples: { 'body.1': 'Ximena', 'body.2': 'Sucursal Chapinero', 'body.3': 'viernes 27 de noviembre' },
    favourite: true,
    used: 30,
  },
  {
    bot: 'entregas',
    name: 'aviso_demora',
    language: 'es',
    category: 'UTILITY',
    body: 'Hola {{nome}}, tu pedido {{pedido}} llega más tarde de lo previsto.',
    used: 50,
  },
  {
    bot: 'cobranzas',
    name: 'factura_mes',
    language: 'es',
    category: 'UTILITY',
    header: { kind: 'document' },
    body: 'Hola {{1}}, tu factura de {{2}} por *{{3}}* vence el {{4}}. Puedes pagarla desde este enlace.',
    footer: 'Cobranzas del Sur',
    buttons: [
      link('Pagar ahora', 'https://cobranzasdelsur.com/p/{{1}}'),
      { kind: 'phone-number', label: 'Llamar', target: '+576015550110' },
    ],
    examples: { 'body.1': 'Tomás', 'body.2': 'noviembre', 'body.3': '$ 84.900', 'body.4': '28/11' },
  },
  {
    bot: 'casa',
    name: 'semana_del_jardin',
    language: 'es',
    category: 'MARKETING',
    quality: 'YELLOW',
    header: { kind: 'image' },
    body: 'Hola {{1}}, empezó la *semana del jardín*. Elegimos lo que más dura en un balcón chico o en un patio con sombra.\n* Macetas con {{2}} menos\n* Riego: antes ~$ 1.900~, ahora *$ 1.290*\n\n_Hasta el domingo_ o hasta agotar. Con el código {{3}} el envío no se paga.',
    footer: 'Responde BAJA y no te escribimos más',
    buttons: [
      link('Ver ofertas', 'https://casaserena.com/{{1}}'),
      { kind: 'copy-code', label: 'Copiar código', target: 'JARDIN20' },
      { kind: 'phone-number', label: 'Llamar a la tienda', target: '+576015550100' },
      quick('Quiero que me asesoren'),
      quick('Ahora no'),
    ],
    examples: { 'body.1': 'Rita', 'body.2': '20 %', 'body.3': 'JARDIN20', 'button.0.url': 'jardin?c=rita' },
  },
  {
    bot: 'casa',
    name: 'coleccion_verano',
    language: 'es',
    category: 'MARKETING',
    body: 'Hola {{1}}, llegó lo nuevo para tu casa.',
    examples: { 'body.1': 'Valentina' },
    cards: [
      {
        body: 'Silla *Río*, de madera clara',
        buttons: [link('Ver silla', 'https://casaserena.com/silla'), quick('Me interesa')],
      },
      {
        body: 'Lámpara *Nube*, luz tibia',
        buttons: [link('Ver lámpara', 'https://casaserena.com/lampara'), quick('Me interesa')],
      },
      {
        body: 'Maceta *Patio*, de barro',
        buttons: [link('Ver maceta', 'https://casaserena.com/maceta'), quick('Me interesa')],
      },
    ],
  },
  {
    bot: 'casa',
    name: 'cupon_bienvenida',
    language: 'es',
    category: 'MARKETING',
    offer: '20 % en tu primera compra',
    body: 'Hola {{1}}, gracias por sumarte. Este cupón es tuyo.',
    examples: { 'body.1': 'Valentina', 'button.0.code': 'HOLA20' },
    buttons: [{ kind: 'copy-code', label: 'Copiar código' }, link('Ir a la tienda', 'https://casaserena.com')],
  },
  {
    bot: 'casa',
    name: 'codigo_acceso',
    language: 'es',
    category: 'AUTHENTICATION',
    body: '*{{1}}* es tu código. No lo compartas con nadie.',
    buttons: [{ kind: 'otp', label: 'Copiar código' }],
  },
  {
    bot: 'entregas',
    name: 'visita_tecnica',
    language: 'es',
    category: 'UTILITY',
    header: { kind: 'location' },
    body: 'Hola {{1}}, te esperamos el {{2}} en esta dirección.',
    examples: { 'body.1': 'Julián', 'body.2': 'martes 24, de 9 a 12' },
  },
  {
    bot: 'casa',
    name: 'tutorial_armado',
    language: 'pt_BR',
    category: 'UTILITY',
    header: { kind: 'video' },
    body: 'Olá {{1}}, veja como montar a sua {{2}} em dez minutos.',
    examples: { 'body.1': 'Marina', 'body.2': 'mesa Arce' },
    buttons: [quick('Deu certo'), quick('Preciso de ajuda')],
  },
  {
    bot: 'entregas',
    name: 'delivery_update',
    language: 'en',
    category: 'UTILITY',
    header: { kind: 'text', text: 'Order {{1}}' },
    body: 'Hi {{1}}, your order leaves today and arrives {{2}}.',
    examples: { 'body.1': 'Ethan', 'body.2': 'between 9 am and noon', 'header.1': 'A-20402' },
    footer: 'Entregas del Sur',
  },
  {
    bot: 'cobranzas',
    name: 'aviso_vencimiento_pago',
    language: 'es',
    category: 'UTILITY',
    status: 'PAUSED',
    quality: 'RED',
    why: 'paused',
    body: 'Hola {{1}}, tu cuota vence el {{2}}.',
  },
  {
    bot: 'casa',
    name: 'catalogo_nuevo',
    language: 'es',
    category: 'MARKETING',
    status: 'APPROVED',
    why: 'unsupported',
    body: 'Mira el catálogo nuevo.',
  },
  ...plain('entregas', 'es', 'UTILITY', [
    ['aviso_mantenimiento', 'Hola {{1}}, el {{2}} habrá un corte programado en tu zona.'],
    ['confirmacion_pedido', 'Hola {{1}}, recibimos tu pedido {{2}}. Te avisamos cuando salga.'],
    ['recordatorio_cita', 'Hola {{1}}, te esperamos el {{2}} a las {{3}}. Si no puedes venir, avísanos.'],
    ['encuesta_postventa', 'Hola {{1}}, ¿cómo te fue con tu pedido {{2}}? Nos ayuda saberlo.'],
    ['cambio_direccion', 'Hola {{1}}, tu pedido {{2}} va ahora a {{3}}.'],
  ]),
  ...plain('cobranzas', 'pt_BR', 'UTILITY', [
    ['lembrete_pagamento', 'Olá {{1}}, a sua parcela de {{2}} vence em {{3}}.'],
    ['pagamento_recebido', 'Olá {{1}}, recebemos o seu pagamento de {{2}}. Obrigado.'],
    ['segunda_via', 'Olá {{1}}, aqui está a segunda via da fatura de {{2}}.'],
  ]),
  ...plain('casa', 'en', 'MARKETING', [
    ['garden_week', 'Hi {{1}}, garden week has started. Everything for balconies is {{2}} off.'],
    ['back_in_stock', 'Hi {{1}}, the {{2}} is back in stock.'],
  ]),
];

function plain(bot: string, language: string, category: string, rows: [name: string, body: string][]): Written[] {
  return rows.map(([name, body]) => ({ bot, language, category, name, body }));
}
