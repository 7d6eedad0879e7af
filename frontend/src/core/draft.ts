// A draft as the window makes and changes it. Pure; ids and instants come in.
import type { ContactView, DraftView, PreviewView, SpanView } from '../bridge';

/** An empty draft with its future message id. */
export function newDraft(id: string, region: string, now: number): DraftView {
  return {
    id,
    step: 'template',
    templateId: '',
    bot: '',
    contactId: '',
    phone: '',
    region,
    name: '',
    values: {},
    retryOf: '',
    updatedAt: now,
  };
}

/** Whether there is anything worth keeping in it. */
export function worthKeeping(draft: DraftView): boolean {
  return draft.templateId !== '' || draft.contactId !== '' || draft.phone.trim() !== '';
}

/** The draft addressed to a known person. */
export function addressedTo(draft: DraftView, contact: ContactView): DraftView {
  return { ...draft, contactId: contact.id, phone: contact.phone, name: contact.name };
}

/** The draft with another value; an empty one is no value. */
export function withValue(draft: DraftView, place: string, value: string): DraftView {
  const others = Object.entries(draft.values).filter(([name]) => name !== place);
  return { ...draft, values: Object.fromEntries(value === '' ? others : [...others, [place, value]]) };
}

/** What pasting did to a text, said to the person when it is not nothing. */
export type Cleaned = { text: string; changed: boolean };

/** Pasted text made fit for one line: line breaks, tabs and runs of spaces become one space. */
export function cleaned(pasted: string): Cleaned {
  const text = pasted
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return { text, changed: text !== pasted };
}

/**
 * The preview with one value put in at once, before the review answers: spans of that place show the
 * new text, or the variable again when it is empty. The look of the spans stays as it was.
 */
export function filledLocally(preview: PreviewView, place: string, value: string, variable: string): PreviewView {
  const fill = (spans: readonly SpanView[]): SpanView[] => {
    let done = false;
    return spans.flatMap((span) => {
      if (span.place !== place) return [span];
      if (done) return [];
      done = true;
      return [{ ...span, text: value === '' ? variable : value, filled: value !== '' }];
    });
  };
  // A place may stand several times in a text: runs that touch are one occurrence, others each their own.
  const fillEach = (spans: readonly SpanView[]): SpanView[] => runs(spans).flatMap(fill);
  return {
    ...preview,
    ...(preview.header && { header: { ...preview.header, text: fillEach(preview.header.text) } }),
    body: preview.body.map((block) => ({ ...block, spans: fillEach(block.spans) })),
    cards: preview.cards.map((card) => filledLocally(card, place, value, variable)),
  };
}

function runs(spans: readonly SpanView[]): SpanView[][] {
  const all: SpanView[][] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last?.[0]?.place === span.place) last.push(span);
    else all.push([span]);
  }
  return all;
}
