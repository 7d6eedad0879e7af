// Signing in and connecting in each state: the first door, the kept connections, and what a check finds.
import type { FakeDoor } from '../index';
import type { CheckStepView } from '../../views';
import type { Staged } from './scene';

const many = { moreConnections: true };
const atTheDoor = { stage: 'welcome' } as const;

/** A check stops at a step; what comes after waits for it. */
function stopAt(door: FakeDoor, step: string, found: Partial<CheckStepView>): void {
  const { troubles } = door.connections;
  const steps = ['name', 'tls', 'websocket', 'sign-in', 'templates', 'contacts', 'campaigns', 'tickets'];
  troubles.set(step, { milliseconds: 240, facts: {}, detail: `check ${step}: ${found.code}`, ...found });
  if (found.state !== 'failed') return;
  for (const later of steps.slice(steps.indexOf(step) + 1)) {
    troubles.set(later, { state: 'skipped', code: 'step-before-failed', facts: { step }, milliseconds: 0 });
  }
}

const failed = (step: string, code: string, facts: Record<string, string> = {}): Staged => ({
  options: many,
  before: (door) => stopAt(door, step, { state: 'failed', code, facts }),
});
const warned = (step: string, code: string, facts: Record<string, string> = {}): Staged => ({
  options: many,
  before: (door) => stopAt(door, step, { state: 'warning', code, facts }),
});

/** What a check can find, each by its code. */
const checks: Record<string, Staged> = {
  'check-fine': { options: many },
  'check-under-way': { options: many, before: (door) => (door.connections.stopsBefore = 'sign-in') },
  'check-host': failed('name', 'host-unreachable', { host: 'entregasdelsur.ws.msging.net' }),
  'check-contract': failed('name', 'contract-unknown', { contract: 'entregasdelsur' }),
  'check-captive': failed('tls', 'captive-portal', { host: 'entregasdelsur.ws.msging.net' }),
  'check-intercepted': failed('tls', 'tls-intercepted', { issuer: 'Corporate Inspection CA 2024' }),
  'check-clock': failed('tls', 'clock-wrong', { minutes: '47' }),
  'check-proxy': failed('tls', 'proxy-refused', { proxy: 'proxy.entregasdelsur.example:3128', status: '403' }),
  'check-credentials': failed('sign-in', 'credentials-refused', { bot: 'entregasrouter' }),
  'check-swapped': failed('sign-in', 'keys-swapped'),
  'check-other-bot': failed('sign-in', 'key-of-another-bot', { bot: 'atencionsur' }),
  'check-token': failed('sign-in', 'token-expired'),
  'check-rights': failed('templates', 'key-without-rights', { code: '35', description: 'Permission required' }),
  'check-templates': warned('templates', 'no-templates'),
  'check-busy': failed('contacts', 'too-many-commands', { seconds: '30' }),
  'check-silent': failed('tickets', 'no-answer'),
};

export const doorScenes: Record<string, Staged> = {
  'welcome-kept': { options: { ...atTheDoor, ...many } },
  'welcome-refused': { options: atTheDoor, before: (door) => door.refuse('startOptions', 'program-unreachable') },
  'welcome-sign-in': { options: atTheDoor, before: (door) => door.refuse('start', 'credentials-refused') },
  'welcome-busy': { options: atTheDoor, before: (door) => door.hold('start') },
  'connections-loading': { options: many, before: (door) => door.hold('connections') },
  'connections-failed': { options: many, before: (door) => door.refuse('connections', 'key-store-silent') },
  'connections-file': { options: many, before: (door) => (door.connections.keyPlace = 'file') },
  'connect-locked': { options: many, before: (door) => door.refuse('checkConnection', 'key-store-refused') },
  'connect-proxy': { options: many, before: (door) => (door.connections.proxy = 'proxy.entregasdelsur.example:3128') },
  ...checks,
};
