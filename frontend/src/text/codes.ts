// Words for what Go says in codes. A code that has no words here is shown as it is, never hidden and
// never guessed at.
import { t } from './language.svelte';
import { hasWords } from './words';

export type Parameters = Readonly<Record<string, string>>;
/** What happened, and what to do about it or what follows from it. */
export type Told = { title: string; text: string };

// Keys made from codes cannot be known to the compiler; hasWords stands guard before each use.
const loose = t as unknown as (key: string, parameters?: Readonly<Record<string, string>>) => string;

function told(topic: 'faults' | 'findings' | 'reasons', code: string, parameters: Parameters): Told {
  const known = code !== '' && hasWords(`${topic}.${code}.title`);
  const key = `${topic}.${known ? code : 'unknown'}`;
  const facts = { ...parameters, code };
  return { title: loose(`${key}.title`, facts), text: loose(`${key}.text`, facts) };
}

function line(topic: string, code: string, parameters: Parameters = {}): string {
  const key = code !== '' && hasWords(`${topic}.${code}`) ? code : 'unknown';
  return loose(`${topic}.${key}`, { ...parameters, code });
}

/** A fault, by its code. */
export const faultText = (code: string, parameters: Parameters = {}): Told => told('faults', code, parameters);

const kinds: Record<string, () => string> = {
  image: () => t('values.anImage'),
  video: () => t('values.aVideo'),
  document: () => t('values.aDocument'),
};

/** The kinds of media are words; file types (jpg, pdf) are names, written in capitals. */
function kindText(kind = ''): string {
  return kinds[kind]?.() ?? (kind && t('values.aFile', { type: kind.toLocaleUpperCase() }));
}

/** A finding, by its code; `field` is the label of the field that it is about. */
export function findingText(code: string, field: string, parameters: Parameters = {}): Told {
  const { wanted, found, cause } = parameters;
  const media = code.startsWith('media-') || code.startsWith('document-');
  const words: Record<string, string> = media ? { wanted: kindText(wanted), found: kindText(found) } : {};
  if (cause !== undefined) words['cause'] = line('causes', cause);
  return told('findings', code, { ...parameters, ...words, field });
}

/** The name of a finding's one-click fix. */
export const fixText = (code: string): string =>
  hasWords(`fixes.${code}`) ? loose(`fixes.${code}`) : t('fixes.apply');

/** Why a send failed, by the reason's key. */
export const reasonText = (key: string, parameters: Parameters = {}): Told => told('reasons', key, parameters);

/** The one next step after a failure. An action of a newer program reads as what always helps. */
export const actionText = (action: string): string =>
  hasWords(`actions.${action}`) ? loose(`actions.${action}`) : t('actions.ask-supervisor');

/** A note about how phones and computers show the message. */
export const noteText = (code: string): string => line('notes', code);

/** Why a template cannot be sent. */
export const whyText = (code: string, parameters: Parameters = {}): string => line('why', code, parameters);

/** Why a ticket is where it is; of a colleague's ticket, with their name. */
export const ticketWhyText = (code: string, colleague = ''): string =>
  colleague && hasWords(`ticketWhyOf.${code}`)
    ? loose(`ticketWhyOf.${code}`, { name: colleague })
    : line('ticketWhy', code);

/** What a simulated person does by themselves; empty for what has no words. */
export const characterText = (character: string): string =>
  hasWords(`characters.${character}`) ? loose(`characters.${character}`) : '';

/** What a field of a contact is called. */
export const contactFieldText = (name: string): string =>
  hasWords(`contactFields.${name}`) ? loose(`contactFields.${name}`) : name;

/** One line of a ticket's history; who acted is empty for a rule and for what ended by itself. */
export function ticketActionText(action: string, facts: { by: string; to: string }): string {
  return line('ticketActions', action === 'closed' && facts.by === '' ? 'closed-alone' : action, facts);
}

/**
 * A line under the recipient. Most guards are one line; those that stop have a title and a text. The
 * caller adds who it is about (`name`) and its instant as words (`since`, `ago`).
 */
export function guardText(code: string, parameters: Parameters = {}): Told {
  const kind = code === 'open-ticket' ? openTicket(parameters) : code;
  if (hasWords(`guards.${kind}.title`)) {
    return { title: loose(`guards.${kind}.title`, parameters), text: loose(`guards.${kind}.text`, parameters) };
  }
  return { title: line('guards', kind, parameters), text: '' };
}

function openTicket({ mine, state, agent }: Parameters): string {
  if (mine === 'yes') return 'open-ticket-mine';
  if (state === 'waiting') return agent ? 'open-ticket-reserved' : 'open-ticket-waiting';
  return 'open-ticket';
}

/** Meta's status of a template, such as APPROVED or IN_APPEAL. */
export function templateStatusText(status: string): string {
  const name = status
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return hasWords(`templates.status${name}`) ? loose(`templates.status${name}`) : t('templates.statusUnknown');
}
