// The connections of the fake program: where one can sign in.
import type { Commands, Queries } from '../door';
import type { BlipView, CheckStepView, CheckView, ConnectionRow, ConnectionsView } from '../views';
import { noBlip } from '../blip';
import { agent } from './people';
import type { FakeProgram } from './program';
import { refusal } from './refusal';

const blank: ConnectionRow = {
  id: '',
  kind: 'embedded',
  address: '',
  identity: '',
  name: '',
  current: false,
  usedAt: 0,
  keys: [],
  blip: noBlip,
  rootName: '',
};

export const sampleBlip: BlipView = {
  ...noBlip,
  contract: 'entregasdelsur',
  router: 'entregasrouter',
  serviceBot: 'atencionsur',
  email: 'camila.rios@entregasdelsur.com',
  name: 'Camila Ríos',
};

/** What is kept at the beginning: this computer, and with `many` a team and a contract besides. */
export function firstConnections(now: number, many: boolean): ConnectionRow[] {
  const here = {
    ...blank,
    id: 'embedded-camila',
    identity: agent.identity,
    name: agent.name,
    current: true,
    usedAt: now,
  };
  if (!many) return [here];
  const team = {
    ...blank,
    id: 'hub-camila',
    kind: 'hub',
    address: 'wss://hub.entregasdelsur.example',
    identity: 'camila@activa.local',
    name: 'Camila Ríos',
    usedAt: now - 3_600_000,
    keys: ['secret'],
  };
  return [here, team, { ...blipRow(sampleBlip), usedAt: now - 86_400_000 }];
}

export function blipRow(blip: BlipView): ConnectionRow {
  const keys = blip.userToken ? ['token'] : blip.serviceBot ? ['router', 'service'] : ['router'];
  const address = `${blip.contract}/${blip.router}/${blip.serviceBot}`;
  const row = { ...blank, kind: 'blip', id: `blip-${address}`, address, identity: blip.email, name: blip.name };
  return { ...row, keys, blip, rootName: blip.rootCertificates === '' ? '' : 'Entregas del Sur CA' };
}

const waiting = (step: string): CheckStepView => ({
  step,
  state: 'waiting',
  code: '',
  facts: {},
  milliseconds: 0,
  detail: '',
});

/** What a check finds when everything works. */
function fineSteps(blip: BlipView): CheckStepView[] {
  const host = `${blip.contract}.ws.msging.net`;
  const bots = [blip.router, blip.serviceBot].filter(Boolean).join(', ');
  const facts: [string, number, Record<string, string>][] = [
    ['name', 12, { host, count: '2' }],
    ['tls', 84, { host, issuer: 'Amazon', root: 'system', clock: '0' }],
    ['websocket', 120, { host }],
    ['sign-in', 210, { bots, route: 'websocket' }],
    ['templates', 640, { approved: '61', total: '64', pages: '1' }],
    ['contacts', 180, { by: 'start' }],
    ['campaigns', 160, {}],
    ['tickets', 160, { waiting: '3', more: 'false' }],
  ];
  return facts.map(([step, milliseconds, found]) => ({ ...waiting(step), state: 'fine', milliseconds, facts: found }));
}

/** The places to sign in to, and which one is at work. */
export class FakeConnections {
  rows: ConnectionRow[];
  keyPlace: 'system' | 'file' = 'system';
  proxy = '';
  check: CheckView = { running: false, steps: [] };
  /** What the next check finds in place of what is fine. */
  readonly troubles = new Map<string, Partial<CheckStepView>>();
  /** A check comes to this step and no further. */
  stopsBefore = '';

  constructor(rows: ConnectionRow[]) {
    this.rows = rows;
  }

  use(id: string, now: number): void {
    this.rows = this.rows.map((row) => ({ ...row, current: row.id === id, usedAt: row.id === id ? now : row.usedAt }));
  }

  /** Walks the steps one after the other; a failure leaves out what needs it. */
  walk(fake: FakeProgram, blip: BlipView, only: string): void {
    const before = new Map(this.check.steps.map((one) => [one.step, one]));
    const steps = fineSteps(blip).map((one) => ({ ...one, ...this.troubles.get(one.step) }));
    const waits = only === '' || before.size === 0;
    const told = steps.map((one) => (waits ? waiting(one.step) : (before.get(one.step) ?? waiting(one.step))));
    const left = steps.filter(({ step }) => only === '' || step === only);
    const next = () => {
      const found = left.shift();
      const stops = found !== undefined && found.step === this.stopsBefore;
      if (found) told[steps.indexOf(found)] = stops ? { ...waiting(found.step), state: 'running' } : found;
      this.check = { running: left.length > 0, steps: [...told] };
      fake.tell({ check: this.check });
      if (left.length > 0 && !stops) setTimeout(next, fake.options.step ? 150 : 0);
    };
    next();
  }

  view(): ConnectionsView {
    const { keyPlace, proxy } = this;
    const connections = this.rows.toSorted((a, b) => b.usedAt - a.usedAt);
    return {
      connections,
      keyPlace,
      keyFile: keyPlace === 'file' ? '/home/camila/.config/Activa/keys.json' : '',
      proxy,
    };
  }
}

type Connecting = Pick<
  Commands,
  'connect' | 'switchConnection' | 'removeConnection' | 'checkConnection' | 'cancelCheck' | 'tellHidden'
>;

export function connectionCommandsOf(fake: FakeProgram): Connecting {
  const { connections } = fake;
  const open = (id: string) => {
    connections.use(id, fake.now());
    fake.stage = 'desk';
    fake.tell({ resync: true });
  };
  return {
    checkConnection: async ({ blip }, step) => connections.walk(fake, blip, step),
    cancelCheck: async () => {
      connections.check = { running: false, steps: [] };
      fake.tell({ check: connections.check });
    },
    tellHidden: async () => undefined,
    connect: async ({ blip }) => {
      const row = blipRow(blip);
      connections.rows = [...connections.rows.filter(({ id }) => id !== row.id), row];
      open(row.id);
    },
    switchConnection: async (id) => {
      if (!connections.rows.some((row) => row.id === id)) throw refusal('connection-unknown');
      open(id);
    },
    removeConnection: async (id) => {
      const gone = connections.rows.find((row) => row.id === id);
      if (!gone) throw refusal('connection-unknown');
      connections.rows = connections.rows.filter((row) => row !== gone);
      if (gone.current) fake.stage = 'welcome';
      fake.tell({ resync: true });
    },
  };
}

export function connectionQueriesOf(fake: FakeProgram): Pick<Queries, 'connections'> {
  return { connections: async () => fake.connections.view() };
}
