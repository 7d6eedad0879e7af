// The Sent tab in each state: a message of every status and failure, the history, and a line that fails.
import type { ReasonView, SentRow } from '../../views';
import type { FakeDoor } from '../index';
import { blankRow } from '../sends';
import { ticketOf } from '../tickets';
import { day, hour, minute, type Staged } from './scene';

const lost = (now: number) => ({ phase: 'dropped', since: now - 3 * minute, nextTryAt: now + 6000 });

function row(name: string, minutesAgo: number, now: number, more: Partial<SentRow> = {}): SentRow {
  const createdAt = now - minutesAgo * minute;
  const digits = String(Math.round(minutesAgo * 137) + 1000).slice(-4);
  const whose = { contactId: name, name, phone: `+57300555${digits}`, phoneShown: `+57 300 555${digits}` };
  const times = { createdAt, leavesAt: createdAt, handedAt: createdAt + 1000, goneAt: createdAt + 3 * day };
  return { ...blankRow, id: `send-${name}`, ...whose, ...times, ...more };
}

/** As far as a message came: sent, delivered and read one second after the other. */
function reached(status: 'sent' | 'delivered' | 'read', { createdAt }: SentRow): Partial<SentRow> {
  const rank = ['sent', 'delivered', 'read'].indexOf(status);
  const at = (step: number) => (rank >= step ? createdAt + (step + 2) * 1000 : 0);
  return { status, sentAt: at(0), deliveredAt: at(1), readAt: at(2), expiresAt: createdAt + 2000 + day };
}

type Failed = [name: string, key: string, action: string, code: number, description: string, waitHours?: number];
const failures: Failed[] = [
  ['Adriana Ponce', 'values-mismatch', 'correct-value', 132000, 'Number of parameters does not match'],
  ['Bernardo Rey', 'template-paused', 'other-template', 132015, 'Template is paused'],
  ['Cecilia Mora', 'held-back', 'wait', 131049, 'Message not delivered to maintain healthy ecosystem', 24],
  ['Damián Oro', 'rate-limit', 'wait', 130429, 'Rate limit hit'],
  ['Emilia Sanz', 'service-down', 'send-again', 131000, 'Something went wrong'],
  ['Fabián Lobo', 'in-attendance', 'open-ticket', 1602, 'Contact is already in attendance'],
  ['Gloria Paz', 'agent-not-online', 'go-online', 66, 'The agent is not online'],
  ['Horacio Luz', 'payment-problem', 'ask-supervisor', 131042, 'Business eligibility payment issue'],
  ['Inés Cano', 'opted-out', 'none', 131050, 'User has stopped receiving marketing messages'],
  [
    'Jacinta Vila',
    'unknown',
    'correct-value',
    199_999,
    'An upstream provider answered with a body that is neither documented nor short: {"error":{"type":"OAuthException"}}',
  ],
];

function failed([name, key, action, code, description, waitHours = 0]: Failed, index: number, now: number): SentRow {
  const reason: ReasonView = { key, action, code, description, waitHours };
  const made = row(name, 12 + index * 3, now);
  return { ...made, status: 'failed', failedAt: made.createdAt + 4000, reason };
}

function everyStatus(now: number): SentRow[] {
  const sending = { status: 'sending', handedAt: now };
  const replied = row('Raúl Vega', 190, now);
  return [
    row('Nadia Ferro', 0.05, now, sending),
    row('Pablo Ruiz', 4, now, { status: 'sending', handedAt: 0 }),
    row('Iris Bravo', 6, now, { status: 'sending', unconfirmed: true }),
    ...failures.map((one, index) => failed(one, index, now)),
    { ...replied, ...reached('read', replied), repliedAt: replied.createdAt + 25 * minute },
  ];
}

/** What Rita got before, to be unfolded. */
function earlier(now: number): SentRow[] {
  const rita = { contactId: 'rita', name: 'Rita Lima', phone: '+5511987654321', phoneShown: '+55 11 98765-4321' };
  const before = (id: string, days: number, template: string, more: (made: SentRow) => Partial<SentRow>): SentRow => {
    const templateId = `entregas/${template}/es`;
    const made = row('Rita Lima', days * 1440, now, { ...rita, id, templateName: template, templateId });
    return { ...made, ...more(made) };
  };
  return [
    before('rita-2', 2, 'aviso_demora', (made) => ({ ...reached('read', made), repliedAt: made.createdAt + hour })),
    before('rita-3', 9, 'aviso_entrega', (made) => ({ ...reached('delivered', made) })),
    before('rita-4', 40, 'aviso_entrega', () => ({ ...failed(failures[4] as Failed, 0, now), ...rita, id: 'rita-4' })),
    before('rita-5', 130, 'aviso_entrega', (made) => ({ ...reached('read', made) })),
  ];
}

/** More than one page of what left the tab long ago, all to people called Beatriz. */
function history(now: number): SentRow[] {
  return Array.from({ length: 70 }, (_, index) => {
    const made = row(`Beatriz Nogueira ${index + 1}`, (5 + index * 2) * 1440, now);
    const status = (['sent', 'delivered', 'read'] as const)[index % 3] ?? 'sent';
    return { ...made, ...reached(status, made) };
  });
}

const put = (rows: (now: number) => SentRow[]): NonNullable<Staged['before']> => {
  return (door, now) => {
    for (const one of rows(now)) door.put(one);
  };
};

/** Who answered has a conversation, which is over. */
function putEveryStatus(door: FakeDoor, now: number): void {
  put(everyStatus)(door, now);
  for (const one of everyStatus(now).filter(({ repliedAt }) => repliedAt > 0)) {
    const ended = { status: 'closed', closure: 'agent', endedAt: now };
    door.tickets.ended.set(one.id, { ...ticketOf(one, true, 'sender-online', one.repliedAt), ...ended });
  }
}

export const sentScenes: Record<string, Staged> = {
  statuses: { before: putEveryStatus },
  'statuses-invisible': { options: { presence: 'Invisible' }, before: putEveryStatus },
  earlier: { before: put(earlier) },
  history: { before: put(history) },
  'history-loading': { before: (door) => door.hold('searchSent') },
  emptied: { options: { empty: true }, before: put(history) },
  first: { options: { empty: true, presence: 'Invisible' } },
  loading: { before: (door) => door.hold('snapshot') },
  'not-started': {
    before: (door) => door.refuse('snapshot', 'program-unreachable'),
    after: (door) => door.hold('snapshot'),
  },
  'detail-loading': { before: (door) => door.hold('sent') },
  'detail-failed': { before: (door) => door.refuse('sent', 'no-answer') },
  connecting: {
    after: (door, now) => door.tell({ connection: { phase: 'connecting', since: now, nextTryAt: 0 } }),
  },
  unreachable: { after: (door) => door.loseProgram({ nextTryIn: 4000 }) },
  'offline-empty': { options: { empty: true }, after: (door, now) => door.tell({ connection: lost(now) }) },
  'offline-captive': {
    after: (door, now) => {
      const fault = { code: 'captive-portal', parameters: {}, detail: 'fake' };
      door.tell({ connection: { ...lost(now), fault } });
    },
  },
  'refused-blip': {
    options: { kind: 'blip' },
    after: (door, now) => {
      const fault = { code: 'token-expired', parameters: {}, detail: 'fake' };
      door.tell({ connection: { phase: 'refused', since: now, nextTryAt: 0, fault } });
    },
  },
};
