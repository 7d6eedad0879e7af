// The supervisor's board in each state.
import type { FakeDoor } from '../index';
import { tally } from '../team';
import { day, minute, type Staged } from './scene';

const names = [
  'Maximiliano Alejandro de la Santísima Trinidad Etchegaray Iturralde',
  'Wolfeschlegelsteinhausenbergerdorff-Ñuñoa',
  'Ana',
  'Bruno Díaz',
  'Luana Martins',
  'Pedro Aguirre',
  'Joaquín Soto',
  'Rosa Ibáñez',
  'Iván Torres',
  'Camila Ríos',
];

/** Forty people, some with names that fit nowhere, one of whom only an address is known, and what nobody sent. */
const manyAgents = Array.from({ length: 40 }, (_, index) => {
  const sent = index === 0 ? 12_840 : 400 - index * 9;
  const name = index < names.length ? (names[index] ?? '') : `${names[index % names.length]} ${index}`;
  const counts = tally(sent, sent, Math.round(sent * 0.7), Math.round(sent * 0.3), index % 4, index);
  const agent = index === 20 ? 'una.direccion.muy.larga.de.correo@subdominio.entregasdelsur.example' : `agent-${index}`;
  if (index === 39) return { agent: '', name: '', counts };
  const presence = ['Online', 'Invisible', 'Paused', 'Offline'][index % 4] ?? '';
  return { agent, name: index === 20 ? '' : name, counts, presence, minutes: index * 7 };
});

/** Why sixty of theirs failed. */
const manyReasons = [
  { key: 'undeliverable', count: 41 },
  { key: 'held-back', count: 12 },
  { key: 'agent-not-online', count: 7 },
];

/** Blip tells who sent by e-mail alone. */
const senders = [
  { agent: 'camila.rios@entregasdelsur.com', name: '', counts: tally(42, 41, 35, 0, 1, 0) },
  { agent: 'bruno.diaz@entregasdelsur.com', name: '', counts: tally(31, 29, 26, 0, 2, 0) },
  { agent: '', name: '', counts: tally(4, 4, 1, 0, 0, 0) },
];

const supervisor = { role: 'supervisor' } as const;
const drop = (door: FakeDoor, now: number) =>
  door.tell({ connection: { phase: 'dropped', since: now - 3 * minute, nextTryAt: now + 6000 } });

export const teamScenes: Record<string, Staged> = {
  team: { options: supervisor },
  'team-empty': { options: { ...supervisor, empty: true } },
  'team-loading': { options: supervisor, before: (door) => door.hold('team') },
  'team-failed': { options: supervisor, before: (door) => door.refuse('team', 'no-answer') },
  'team-unread': { options: supervisor, after: drop },
  'team-older': { options: supervisor, before: (door, now) => (door.team.told = { asOf: now - day - 20 * minute }) },
  'team-many': {
    options: supervisor,
    before: (door) => (door.team.told = { agents: manyAgents, reasons: manyReasons }),
  },
  'team-blip': {
    options: { ...supervisor, kind: 'blip', without: ['replies', 'live', 'favourites', 'simulator'] },
    before: (door) => (door.team.told = { agents: senders, whole: false }),
  },
  /** Templates that a supervisor took from the agents. */
  withheld: {
    options: { ...supervisor, kind: 'blip' },
    before: (door) => {
      for (const name of ['entregas/aviso_entrega', 'casa/semana_del_jardin'])
        void door.do.offerTemplate(`${name}/es`, false);
    },
  },
};
