// What became of sends on the fake platform: rows with a past, and new ones that walk from Sending to Read.
import type { SentRow } from '../views';
import { written } from './written';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const blankRow: SentRow = {
  id: '',
  contactId: '',
  name: '',
  phone: '',
  phoneShown: '',
  bot: 'entregas',
  templateId: 'entregas/aviso_entrega/es',
  templateName: 'aviso_entrega',
  templateLanguage: 'es',
  status: 'sending',
  unconfirmed: false,
  asks: false,
  createdAt: 0,
  leavesAt: 0,
  handedAt: 0,
  sentAt: 0,
  deliveredAt: 0,
  readAt: 0,
  failedAt: 0,
  repliedAt: 0,
  expiresAt: 0,
  goneAt: 0,
  retryOf: '',
};

/** The row with its next status; the window of reply opens when the platform took it. */
export function advanced(row: SentRow, now: number): SentRow {
  switch (row.status) {
    case 'sending':
      return { ...row, status: 'sent', handedAt: now, sentAt: now, expiresAt: now + day, goneAt: now + 3 * day };
    case 'sent':
      return { ...row, status: 'delivered', deliveredAt: now };
    case 'delivered':
      return { ...row, status: 'read', readAt: now };
    default:
      return row;
  }
}

type Told = [contactId: string, name: string, phone: string, template: string, status: string, hoursAgo: number];

const past: Told[] = [
  ['valentina', 'Valentina Rojas', '+56 9 5550 1234', 'cupon_bienvenida', 'sent', 0.1],
  ['rita', 'Rita Lima', '+55 11 98765-4321', 'aviso_entrega', 'read', 5],
  ['joao', 'João Paz', '+55 21 9876-5432', 'aviso_entrega', 'failed', 5.1],
  ['mateo', 'Mateo Fernández', '+54 9 11 5555-0144', 'recordatorio_cita', 'delivered', 6],
  ['lucia', 'Lucía Herrera', '+34 655 50 12 01', 'aviso_entrega', 'sent', 7],
  ['ana', 'Ana Paula Souza', '+55 31 99887-7665', 'recordatorio_cita', 'delivered', 23.2],
  ['sofia', 'Sofía Castillo', '+52 55 5019 9988', 'coleccion_verano', 'read', 27],
  ['nicolas', 'Nicolás Ferrer', '+598 99 555 012', 'aviso_demora', 'delivered', 29],
  ['', '+52 55 1234 5678', '+52 55 1234 5678', 'cupon_bienvenida', 'sent', 28],
];

/** `more` sends after the told ones, each to another person, minutes apart over the last two days. */
function toldAndMore(more: number): Told[] {
  const others = Array.from({ length: more }, (_, index): Told => {
    const [, name, phone, template, status] = past[index % past.length] as Told;
    const own = phone && `+57 3${String(index).padStart(9, '0')}`;
    return [`more-${index}`, `${name} ${index + 1}`, own, template, status, 0.5 + (index % 2800) / 60];
  });
  return [...past, ...others];
}

/** A past that has every status, told backwards from now. */
export function pastRows(now: number, more = 0): SentRow[] {
  return toldAndMore(more).map(([contactId, name, phoneShown, templateName, status, hoursAgo], index) => {
    const createdAt = now - hoursAgo * hour;
    const reached = ['sent', 'delivered', 'read'].indexOf(status);
    const later = (rank: number) => (reached >= rank ? createdAt + (rank + 1) * 3000 : 0);
    const row: SentRow = {
      ...blankRow,
      id: `past-${index}`,
      contactId,
      name: contactId === '' ? '' : name,
      phone: phoneShown.replace(/[^+\d]/g, ''),
      phoneShown,
      templateName,
      templateId: `${written.find(({ name }) => name === templateName)?.bot}/${templateName}/es`,
      status,
      createdAt,
      leavesAt: createdAt,
      handedAt: createdAt,
      sentAt: later(0),
      deliveredAt: later(1),
      readAt: later(2),
      expiresAt: reached < 0 ? 0 : createdAt + day,
      goneAt: createdAt + 3 * day,
    };
    return status === 'failed' ? failed(row, createdAt + 4000) : row;
  });
}

export function failed(row: SentRow, now: number): SentRow {
  const reason = {
    code: 131026,
    description: 'Message undeliverable',
    key: 'undeliverable',
    action: 'other-number',
    waitHours: 0,
  };
  return { ...row, status: 'failed', failedAt: now, reason };
}
