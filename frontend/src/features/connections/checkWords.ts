// What a step of the check found, in words, and the one way out when it is not fine.
import type { CheckStepView } from '../../bridge';
import { faultText, t } from '../../text';
import { CheckIcon, CircleXIcon, MinusIcon, TriangleAlertIcon, type IconShape } from '../../ui/icons';

/** What a person can do about a step. */
export type WayOut = 'retry' | 'fixContract' | 'fixKey' | 'fixToken' | 'swap' | 'addCertificate' | 'copyRequest';

const waysOut: Record<string, WayOut> = {
  'contract-unknown': 'fixContract',
  'credentials-refused': 'fixKey',
  'key-of-another-bot': 'fixKey',
  'keys-swapped': 'swap',
  'token-expired': 'fixToken',
  'tls-intercepted': 'addCertificate',
  'proxy-refused': 'copyRequest',
  'key-without-rights': 'copyRequest',
  'campaigns-not-allowed': 'copyRequest',
  'tickets-not-allowed': 'copyRequest',
};

/** The one way out of a code; trying again is that of all that passes by itself. */
export const wayOutOf = (code: string): WayOut => waysOut[code] ?? 'retry';

export function stepName(step: string): string {
  switch (step) {
    case 'name':
      return t('connect.steps.name');
    case 'tls':
      return t('connect.steps.tls');
    case 'websocket':
      return t('connect.steps.websocket');
    case 'sign-in':
      return t('connect.steps.signIn');
    case 'templates':
      return t('connect.steps.templates');
    case 'contacts':
      return t('connect.steps.contacts');
    case 'campaigns':
      return t('connect.steps.campaigns');
    case 'tickets':
      return t('connect.steps.tickets');
  }
  return step;
}

/** What a step that works found. */
export function foundText({ step, facts }: CheckStepView): string {
  const fact = (name: string) => facts[name] ?? '';
  switch (step) {
    case 'name':
      if (fact('proxy') !== '') return t('connect.found.nameByProxy', { proxy: fact('proxy') });
      return t('connect.found.name', { host: fact('host') });
    case 'tls':
      return certificateText(fact('issuer'), fact('clock'), fact('root') === 'own');
    case 'websocket':
      return t('connect.found.websocket');
    case 'sign-in':
      if (fact('route') === 'http') return t('connect.found.signInHttp', { bots: fact('bots') });
      return t('connect.found.signInSocket', { bots: fact('bots') });
    case 'templates':
      return t('connect.found.templates', { approved: fact('approved'), total: fact('total') });
    case 'contacts':
      return fact('by') === 'part' ? t('connect.found.contactsPart') : t('connect.found.contactsStart');
    case 'campaigns':
      return t('connect.found.campaigns');
    case 'tickets':
      if (fact('more') === 'true') return t('connect.found.ticketsMore', { waiting: fact('waiting') });
      return t('connect.found.tickets', { waiting: fact('waiting') });
  }
  return '';
}

function certificateText(issuer: string, clock: string, own: boolean): string {
  if (clock === '' || clock === '0')
    return own ? t('connect.found.tlsOwn', { issuer }) : t('connect.found.tls', { issuer });
  return own ? t('connect.found.tlsOwnClock', { issuer, clock }) : t('connect.found.tlsClock', { issuer, clock });
}

export function stateName(state: string): string {
  switch (state) {
    case 'running':
      return t('connect.states.running');
    case 'fine':
      return t('connect.states.fine');
    case 'warning':
      return t('connect.states.warning');
    case 'failed':
      return t('connect.states.failed');
    case 'skipped':
      return t('connect.states.skipped');
  }
  return t('connect.states.waiting');
}

export type Look = { tone: 'good' | 'warn' | 'bad' | 'next'; icon?: IconShape };

export function stepLook(state: string): Look {
  switch (state) {
    case 'fine':
      return { tone: 'good', icon: CheckIcon };
    case 'warning':
      return { tone: 'warn', icon: TriangleAlertIcon };
    case 'failed':
      return { tone: 'bad', icon: CircleXIcon };
    case 'skipped':
      return { tone: 'next', icon: MinusIcon };
  }
  return { tone: 'next' };
}

/** How long a step took: under two seconds in thousandths. */
export function tookText(milliseconds: number, number: (value: number) => string): string {
  if (milliseconds < 2000) return t('connect.milliseconds', { number: number(milliseconds) });
  return t('connect.seconds', { number: number(Math.round(milliseconds / 1000)) });
}

/** The words of a step that is not fine. Signing in names the chatbot that is not let in. */
export function troubleText({ code, facts }: CheckStepView): { title: string; text: string } {
  const told = faultText(code, facts);
  const bot = facts['bot'] ?? '';
  if (bot === '') return told;
  if (code === 'credentials-refused')
    return { title: t('connect.keyRefused', { bot }), text: t('connect.keyRefusedText', { bot }) };
  return code === 'key-of-another-bot' ? { ...told, title: t('connect.keyIsOf', { bot }) } : told;
}
