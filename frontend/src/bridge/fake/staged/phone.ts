// The customer's phone and simulated time in each state.
import { day, type Staged } from './scene';

export const phoneScenes: Record<string, Staged> = {
  'phone-loading': { before: (door) => door.hold('phones') },
  'phone-failed': { before: (door) => door.refuse('phones', 'no-answer') },
  'phone-opening': { before: (door) => door.hold('phone') },
  'phone-away': { options: { empty: true, presence: 'Invisible' } },
  'phone-asleep': {
    before: (door) => {
      door.phones.set('rita', 'blocked');
      door.phones.set('mateo', 'off');
    },
  },
  'phone-typing': { after: (door) => setInterval(() => door.changePhone('rita', 'entregas', true), 500) },
  'phone-minute': { before: (door) => void door.do.setClock(60, 0) },
  'phone-fast': { before: (door) => void door.do.setClock(1000, 0) },
  'phone-odd': { before: (door) => void door.do.setClock(250, 0) },
  'phone-ahead': { before: (door) => void door.do.setClock(0, day / 1000 + 3600) },
};
