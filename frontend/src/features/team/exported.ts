// What a supervisor keeps of the board: the rows that stand on it, and whose they are.
import type { AgentSendsView, TeamView } from '../../bridge';
import { presenceWord } from '../../pieces/presence';
import { reasonText, t } from '../../text';
import type { Cell } from './table';

/** The words of a reason speak to who sent; here somebody else reads them. */
export const reasonWords = (key: string): string =>
  key === 'agent-not-online' ? t('team.agentNotOnline') : reasonText(key).title;

export const agentName = ({ name, agent }: AgentSendsView): string => name || agent || t('team.noAgent');

/** The table of the agents and, below an empty line, the reasons of the failures. */
export function tableOf({ agents, reasons, replies }: TeamView): Cell[][] {
  const counted = replies
    ? (['sent', 'delivered', 'read', 'replied', 'failed', 'expired'] as const)
    : (['sent', 'delivered', 'read', 'failed'] as const);
  const staffed = agents.some(({ presence }) => presence !== '');
  const place = (text: string): Cell[] => (staffed ? [text] : []);
  const rows = agents.map((one): Cell[] => [
    agentName(one),
    one.agent,
    ...place(one.presence ? presenceWord(one.presence) : ''),
    ...counted.map((count) => one.counts[count]),
  ]);
  const heads = counted.map((count) => t(`team.${count}`));
  const head = [t('team.agent'), t('team.identity'), ...place(t('team.presence')), ...heads];
  if (reasons.length === 0) return [head, ...rows];
  return [head, ...rows, [], [t('team.reasons')], ...reasons.map(({ key, count }) => [reasonWords(key), count])];
}

/** The day of the figures, as it sorts in a folder: 2026-11-23. */
export function fileName(asOf: number): string {
  const day = new Date(asOf);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${t('frame.team').toLowerCase()}-${parts.join('-')}.csv`;
}
