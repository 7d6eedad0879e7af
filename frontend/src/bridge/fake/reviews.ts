// What the fake platform thinks of recipients, drafts and files. Rules in miniature: the real ones are Go's.
import type {
  ContactView,
  DraftReview,
  DraftView,
  FindingView,
  GuardView,
  MediaView,
  RecipientInput,
  RecipientReview,
} from '../views';
import { internationalOf, shown } from './numbers';
import { agent, bots, colleagues, contacts, lately, tickets } from './people';
import { endings } from './pictures';
import { drawn, picture } from './drawing';
import { reviewedPlaces } from './places';
import { written, type Written } from './written';

const minute = 60_000;

export function reviewRecipient(input: RecipientInput, now: number): RecipientReview {
  const empty: RecipientReview = {
    kind: 'empty',
    phone: '',
    phoneShown: '',
    region: input.region,
    suggestions: [],
    guards: [],
    findings: [],
    canContinue: false,
  };
  const contact = contacts.find(({ id }) => id === input.contactId);
  if (contact)
    return judged(
      { ...empty, kind: 'contact', contact, phone: contact.phone, phoneShown: contact.phoneShown },
      contact,
      input,
      now,
    );
  if (input.text.trim() === '') return empty;
  const phone = internationalOf(input.text, input.region);
  if (phone.length < 9) {
    return { ...empty, kind: 'invalid', findings: [finding('P1', 'E', 'recipient', 'phone-not-possible')] };
  }
  const brazilian = /^\+55(\d\d)(\d{8})$/.exec(phone);
  const mexican = /^\+521(\d{10})$/.exec(phone);
  const meant = mexican ? `+52${mexican[1]}` : phone;
  const withNinth = `+55${brazilian?.[1]}9${brazilian?.[2]}`;
  const suggested = mexican ? meant : brazilian ? withNinth : '';
  const known = contacts.find((one) => one.phone === meant);
  const review: RecipientReview = {
    ...empty,
    kind: 'new',
    phone: meant,
    phoneShown: shown(meant),
    ...(known && { known }),
    suggestions: suggested ? [{ phone: suggested, phoneShown: shown(suggested) }] : [],
    findings: suggested
      ? [
          finding('P1', 'W', 'recipient', mexican ? 'phone-mexico-without-one' : 'phone-brazil-ninth-digit', {
            form: shown(suggested),
          }),
        ]
      : [],
  };
  return judged(review, known, input, now);
}

function judged(
  review: RecipientReview,
  contact: ContactView | undefined,
  input: RecipientInput,
  now: number,
): RecipientReview {
  const guards: GuardView[] = [];
  const say = (code: string, level: string, parameters: Record<string, string> = {}, at = 0) =>
    guards.push({ code, level, parameters, at });
  const ticket = tickets[contact?.id ?? ''];
  const bot = bots.find(({ id }) => id === input.bot);
  const colleague = colleagues[contact?.id ?? ''];
  if (bots.some(({ number }) => number === review.phone)) say('own-number', 'stop');
  if (ticket) {
    const state = ticket.waiting ? 'waiting' : 'open';
    say('open-ticket', 'stop', { agent: ticket.agent, state, mine: 'no' }, now - ticket.minutes * minute);
  } else say('no-open-ticket', 'good');
  const [, template] = input.templateId.split('/');
  const category = written.find(({ name }) => name === template)?.category;
  if (contact?.optedOut) say('opted-out', category === 'MARKETING' ? 'stop' : 'warn');
  const same = lately[contact?.id ?? ''];
  if (same && same.template === template) say('same-template-recently', 'warn', {}, now - same.minutes * minute);
  if (colleague)
    say(
      'other-agent-recently',
      'warn',
      { agent: colleague.agent, template: 'aviso_demora' },
      now - colleague.minutes * minute,
    );
  if (!ticket && bot?.directTransfer) say('reply-to-you', 'good');
  return { ...review, guards, canContinue: guards.every(({ level }) => level !== 'stop') };
}

export function finding(
  rule: string,
  level: 'E' | 'W',
  place: string,
  code: string,
  parameters: Record<string, string> = {},
  fix?: string,
): FindingView {
  return { rule, level, place, code, parameters, ...(fix !== undefined && { fix: { place, value: fix } }) };
}

/** What is at an address, by how it ends; `checked` is what was found out already. */
export function mediaOf(template: Written, place: string, url: string, checked: boolean): MediaView {
  const wanted = place.startsWith('card.') ? 'image' : (template.header?.kind ?? 'image');
  const known = endings[url.split('.').at(-1) ?? ''] ?? { kind: 'other', type: '', bytes: 0, width: 0, height: 0 };
  const wrong = (code: string, parameters: Record<string, string> = {}) => finding('M3', 'E', place, code, parameters);
  const found = !url.startsWith('https://')
    ? wrong('media-not-https')
    : !checked
      ? undefined
      : known.type === ''
        ? wrong('media-unreachable', { cause: 'no-answer' })
        : known.kind !== wanted
          ? wrong('media-wrong-kind', { wanted, found: known.type.split('/')[1] ?? '' })
          : undefined;
  return {
    place,
    url,
    checking: !checked && found === undefined,
    ...(checked ? known : { kind: '', type: '', bytes: 0, width: 0, height: 0 }),
    pages: checked && known.type === 'application/pdf' ? 2 : 0,
    link: checked && !found ? picture(url, known.kind) : '',
    ...(found && { finding: found }),
  };
}

export function reviewDraft(
  template: Written | undefined,
  draft: DraftView,
  online: boolean,
  checked: ReadonlySet<string>,
): DraftReview {
  if (!template) {
    return {
      places: [],
      preview: drawn({ bot: '', name: '', language: '', category: '', body: '' }, {}),
      findings: [],
      canSend: false,
      blocked: [],
      media: [],
    };
  }
  const places = reviewedPlaces(template, draft);
  const media = places
    .filter(({ kind, place }) => ['image', 'video', 'document'].includes(kind) && draft.values[place])
    .map(({ place }) => mediaOf(template, place, draft.values[place] ?? '', checked.has(draft.values[place] ?? '')));
  // What is still looked at is not shown yet.
  const seen = Object.entries(draft.values).filter(
    ([at]) => !media.some(({ place, checking }) => place === at && checking),
  );
  const preview = drawn(template, Object.fromEntries(seen));
  const findings = [
    ...places.flatMap((place) =>
      valueFindings(place.place, place.kind, place.required, draft.values[place.place] ?? ''),
    ),
    ...media.flatMap(({ finding }) => finding ?? []),
    ...(preview.notes.includes('not-on-desktop') ? [finding('T7', 'W', '', 'not-on-desktop')] : []),
  ];
  const blocked = [
    ...(online ? [] : [{ code: 'agent-not-online', parameters: {}, detail: agent.identity }]),
    ...(tickets[draft.contactId] ? [{ code: 'recipient-in-attendance', parameters: {}, detail: '' }] : []),
  ];
  return {
    places,
    preview,
    findings,
    media,
    blocked,
    canSend:
      blocked.length === 0 && findings.every(({ level }) => level !== 'E') && media.every(({ checking }) => !checking),
  };
}

function valueFindings(place: string, kind: string, required: boolean, value: string): FindingView[] {
  const media = ['image', 'video', 'document'].includes(kind);
  if (value === '') return required ? [finding('V1', 'E', place, media ? 'media-missing' : 'value-missing')] : [];
  if (/\n/.test(value)) return [finding('V2', 'E', place, 'value-has-line-break', {}, value.replace(/\s*\n\s*/g, ' '))];
  if (/ {5,}/.test(value)) return [finding('V2', 'E', place, 'value-has-long-blank', {}, value.replace(/ {2,}/g, ' '))];
  if (kind === 'url-suffix' && /\s/.test(value)) {
    return [finding('U2', 'E', place, 'url-has-white-space', {}, value.replace(/\s+/g, ''))];
  }
  if (/^\{\{\w*\}\}$/.test(value)) return [finding('V5', 'W', place, 'value-looks-unfilled', { found: value })];
  return [];
}
