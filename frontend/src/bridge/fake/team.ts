// What the fake program's team sent.
import type { Queries } from '../door';
import type { TallyView, TeamQuery, TeamView } from '../views';
import type { FakeProgram } from './program';

/** What is told in place of what the program counts. */
export type FakeTeam = { asked?: TeamQuery; told: Partial<Omit<TeamView, 'agents'>> & { agents?: Member[] } };

const nothing: TallyView = { sent: 0, delivered: 0, read: 0, replied: 0, failed: 0, expired: 0 };
export const tally = (
  ...[sent, delivered, read, replied, failed, expired]: [number, number, number, number, number, number]
) => ({
  sent,
  delivered,
  read,
  replied,
  failed,
  expired,
});
/** Somebody in the team; a pause began so many minutes before it is read. */
type Member = { agent: string; name: string; counts: TallyView; presence?: string; minutes?: number };
const agents: Member[] = [
  { agent: 'bruno@activa.local', name: 'Bruno Díaz', counts: tally(42, 41, 35, 19, 1, 6), presence: 'Online' },
  { agent: 'carla@activa.local', name: 'Carla Reyes', counts: tally(31, 29, 26, 12, 2, 3), presence: 'Invisible' },
  {
    agent: 'maximiliana@activa.local',
    name: 'Maximiliana Fernández de la Peña',
    counts: tally(9, 9, 4, 1, 0, 2),
    presence: 'Paused',
    minutes: 38,
  },
  { agent: 'pedro@activa.local', name: 'Pedro Aguirre', counts: nothing, presence: 'Offline' },
];
const reasons = [
  { key: 'undeliverable', count: 2 },
  { key: 'agent-not-online', count: 1 },
];

const minute = 60_000;
const day = 24 * 60 * minute;

export const teamQueriesOf = (fake: FakeProgram): Pick<Queries, 'team'> => ({
  team: async (query) => {
    fake.team.asked = query;
    return teamOf(fake, query);
  },
});

/** A week has seven times as much as a day, one chatbot nothing. A platform without replies counts none. */
function teamOf({ options, now, team }: FakeProgram, { since, bot }: TeamQuery): TeamView {
  const replies = !options.without?.includes('replies');
  const asOf = team.told.asOf ?? now();
  const times = Math.ceil((now() - since) / day);
  const multiplied = (counts: TallyView): TallyView => {
    const all = Object.entries(counts).map(([key, count]) => [key, count * times]);
    return { ...nothing, ...Object.fromEntries(all), ...(replies ? {} : { replied: 0, expired: 0 }) };
  };
  const members = options.empty || bot !== '' ? agents.map((one) => ({ ...one, counts: nothing })) : agents;
  const told = (team.told.agents ?? members).map(({ minutes = 0, presence = '', ...one }) => ({
    ...one,
    counts: multiplied(one.counts),
    presence,
    presenceSince: minutes > 0 ? asOf - minutes * minute : 0,
  }));
  const total = { ...nothing };
  for (const { counts } of told) {
    for (const key of Object.keys(total) as (keyof TallyView)[]) total[key] += counts[key];
  }
  const failures = options.empty || bot !== '' ? [] : reasons.map(({ key, count }) => ({ key, count: count * times }));
  return { asOf, replies, whole: true, total, reasons: failures, ...team.told, agents: told };
}
