// Words around instants and durations; the figures come from text/format.
export const time = {
  now: 'ahora',
  today: 'Hoy',
  yesterday: 'Ayer',
  dayAt: '{{day}} a las {{time}}',
  at: 'a las {{time}}',
  ago: 'hace {{duration}}',
  expiresIn: 'Vence en {{duration}}',
  leavesIn: 'sale en {{duration}}',
  expired: 'venció',
  left: 'quedan {{duration}}',
} as const;
