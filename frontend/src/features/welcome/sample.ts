// The message on the first screen: what a customer would see, in the language of the moment. A picture,
// not a text of the program, so it stands here and not among the words.
import type { PreviewView, SpanView } from '../../bridge';
import type { Language } from '../../text';
import picture from './entrega.svg?url';

type Sample = { before: string; order: string; after: string; footer: string; link: string; replies: string[] };
const samples: Record<Language, Sample> = {
  es: {
    before: 'Hola Rita, tu pedido ',
    order: 'A-20417',
    after: ' sale hoy y llega entre las 9:00 y las 12:00. Lo lleva Óscar Medina.',
    footer: 'Entregas del Sur',
    link: 'Ver recorrido',
    replies: ['Estaré en casa', 'Cambiar horario'],
  },
  'pt-BR': {
    before: 'Olá Rita, seu pedido ',
    order: 'A-20417',
    after: ' sai hoje e chega entre 9h e 12h. Quem leva é Óscar Medina.',
    footer: 'Entregas do Sul',
    link: 'Ver trajeto',
    replies: ['Estarei em casa', 'Mudar horário'],
  },
  en: {
    before: 'Hi Rita, your order ',
    order: 'A-20417',
    after: ' leaves today and arrives between 9:00 and 12:00. Óscar Medina brings it.',
    footer: 'South Deliveries',
    link: 'Track it',
    replies: ['I’ll be home', 'Change time'],
  },
};

const plain = { place: '', filled: false, bold: false, italic: false, strike: false, mono: false, link: false };

export function samplePreview(language: Language): PreviewView {
  const { before, order, after, footer, link, replies } = samples[language];
  const spans: SpanView[] = [
    { ...plain, text: before },
    { ...plain, text: order, bold: true },
    { ...plain, text: after },
  ];
  return {
    header: { kind: 'image', text: [], place: '', link: picture, filename: '' },
    body: [{ kind: 'paragraph', marker: '', spans }],
    footer,
    buttons: [
      { kind: 'url', label: link, target: '', place: '' },
      ...replies.map((label) => ({ kind: 'quick-reply', label, target: '', place: '' })),
    ],
    cards: [],
    notes: [],
    unknown: [],
  };
}
