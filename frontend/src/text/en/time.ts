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
  lessThanMinute: 'less than 1 min',
  hoursLeft_one: '{{count}} hour left',
  hoursLeft_other: '{{count}} hours left',
  minutesLeft_one: '{{count}} minute left',
  minutesLeft_other: '{{count}} minutes left',
} as const;
