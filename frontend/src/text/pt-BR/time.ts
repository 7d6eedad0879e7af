// Words around instants and durations; the figures come from text/format.
export const time = {
  now: 'agora',
  today: 'Hoje',
  yesterday: 'Ontem',
  dayAt: '{{day}} às {{time}}',
  at: 'às {{time}}',
  ago: 'há {{duration}}',
  expiresIn: 'Expira em {{duration}}',
  leavesIn: 'sai em {{duration}}',
  expired: 'expirou',
  left: 'restam {{duration}}',
} as const;
