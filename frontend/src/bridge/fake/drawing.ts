// The preview of a written template with values: enough of WhatsApp's formatting to look at. The real
// one is drawn by Go (message.Render).
import type { BlockView, ButtonView, PreviewView, SpanView } from '../views';
import { endings, film, van } from './pictures';
import type { Written, WrittenButton } from './written';

type Look = Pick<SpanView, 'bold' | 'italic' | 'strike' | 'mono'>;
const plain: Look = { bold: false, italic: false, strike: false, mono: false };
const looks: Record<string, Partial<Look>> = {
  '*': { bold: true },
  _: { italic: true },
  '~': { strike: true },
  '`': { mono: true },
};
type Values = Readonly<Record<string, string>>;

export function drawn(template: Written, values: Values): PreviewView {
  return {
    ...(template.header && { header: header(template, values) }),
    ...(template.offer && {
      offer: {
        text: template.offer,
        expiresAt: Number(values['offer.expires'] ?? 0),
        code: values['button.0.code'] ?? '',
      },
    }),
    body: blocks(template.body, 'body', values),
    footer: template.footer ?? '',
    buttons: buttons(template.buttons ?? []),
    cards: (template.cards ?? []).map((card, index) => ({
      header: {
        kind: 'image',
        text: [],
        place: `card.${index}.header.media`,
        link: picture(values[`card.${index}.header.media`]),
        filename: '',
      },
      body: blocks(card.body, `card.${index}.body`, values),
      footer: '',
      buttons: buttons(card.buttons),
      cards: [],
      notes: [],
      unknown: [],
    })),
    notes: notesOf(template),
    unknown: template.why === 'unsupported' ? ['CATALOG'] : [],
  };
}

function notesOf({ buttons = [], category, body }: Written): string[] {
  const kinds = new Set(buttons.map(({ kind }) => kind === 'quick-reply'));
  return [
    ...(buttons.length > 3 || kinds.size > 1 ? ['not-on-desktop'] : []),
    ...(buttons.length > 3 ? ['see-all-options'] : []),
    ...(category === 'MARKETING' && body.length > 240 ? ['read-more'] : []),
  ];
}

function header({ header }: Written, values: Values): NonNullable<PreviewView['header']> {
  const kind = header?.kind ?? 'text';
  const media = values['header.media'];
  const at = (name: string) => values[`header.location.${name}`] ?? '';
  return {
    kind,
    text: kind === 'text' ? spans(header?.text ?? '', 'header', values) : [],
    place: ['image', 'video', 'document'].includes(kind) ? 'header.media' : '',
    link: ['image', 'video'].includes(kind) ? picture(media, kind) : '',
    filename: kind === 'document' ? (values['header.filename'] ?? media?.split('/').at(-1) ?? '') : '',
    ...(kind === 'location' && {
      location: { name: at('name'), address: at('address'), latitude: at('latitude'), longitude: at('longitude') },
    }),
  };
}

/** Any address of a picture or of a film shows the one that is drawn here. */
export function picture(address = '', kind = 'image'): string {
  if (endings[address.split('.').at(-1) ?? '']?.kind !== kind) return '';
  return kind === 'video' ? film : van;
}

function buttons(written: readonly WrittenButton[]): ButtonView[] {
  return written.map(({ kind, label, target = '' }, index) => ({
    kind,
    label,
    target,
    place: target.includes('{{') ? `button.${index}.url` : '',
  }));
}

export function blocks(text: string, prefix: string, values: Values): BlockView[] {
  return text.split('\n').map((line) => {
    const bullet = /^[*-] /.test(line);
    return {
      kind: bullet ? 'bullet' : 'paragraph',
      marker: bullet ? '•' : '',
      spans: spans(bullet ? line.slice(2) : line, prefix, values),
    };
  });
}

function spans(text: string, prefix: string, values: Values): SpanView[] {
  const found: SpanView[] = [];
  let look = plain;
  for (const piece of text.split(/(\{\{\w+\}\}|[*_~`])/)) {
    const mark = looks[piece];
    const name = /^\{\{(\w+)\}\}$/.exec(piece)?.[1];
    if (mark) {
      const [key] = Object.keys(mark) as (keyof Look)[];
      if (key) look = { ...look, [key]: !look[key] };
    } else if (name) {
      const place = `${prefix}.${name}`;
      const value = (values[place] ?? '').replace(/\s+/g, ' ');
      found.push({ ...look, text: value === '' ? piece : value, place, filled: value !== '', link: false });
    } else if (piece !== '') {
      found.push({ ...look, text: piece, place: '', filled: false, link: false });
    }
  }
  return found;
}
