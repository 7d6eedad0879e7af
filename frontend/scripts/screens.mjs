// Every screen that has a picture: its scene of the fake program, and what is done before it is taken.
import { doors } from './screens/doors.mjs';
import { phone, teams } from './screens/phone.mjs';
import { places } from './screens/places.mjs';
import { send } from './screens/send.mjs';
import { presence, sent } from './screens/sent.mjs';
import { talk, waiting } from './screens/talk.mjs';

export const screens = {
  ...doors,
  ...places,
  ...phone,
  ...teams,
  ...sent,
  ...presence,
  ...send,
  ...talk,
  ...waiting,
};
