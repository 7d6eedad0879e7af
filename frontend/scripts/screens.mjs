// Every screen that has a picture: its scene of the fake program, and what is done before it is taken.
import { places } from './screens/places.mjs';
import { send } from './screens/send.mjs';
import { presence, sent } from './screens/sent.mjs';
import { talk, waiting } from './screens/talk.mjs';

export const screens = { ...places, ...sent, ...presence, ...send, ...talk, ...waiting };
