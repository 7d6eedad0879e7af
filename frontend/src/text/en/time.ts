// Words around instants and durations; the figures come from text/format.
export const time = {
  now: 'now',
  today: 'Today',
  yesterday: 'Yesterday',
  dayAt: '{{day}} at {{time}}',
  at: 'at {{time}}',
  ago: '{{duration}} ago',
  expiresIn: 'Expires in {{duration}}',
  leavesIn: 'leaves in {{duration}}',
  expired: 'expired',
  left: '{{duration}} left',
} as const;
