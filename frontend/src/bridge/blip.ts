import type { BlipView } from './views';

/** A connection to Blip of which nothing is said yet. */
export const noBlip: BlipView = {
  contract: '',
  router: '',
  serviceBot: '',
  email: '',
  name: '',
  userToken: false,
  rootCertificates: '',
  address: '',
  supervisor: false,
  masterState: '',
  masterStateSpelling: '',
  flowId: '',
  stateId: '',
  mediaKeyZero: false,
  directRoute: false,
  deskStatus: false,
  directHandOver: false,
  paceMax: 0,
};
