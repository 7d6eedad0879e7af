import { expect, test } from 'vitest';
import { draftOf, entryOf, problemsOf, type Entry, type Field, type Problem } from './connectDraft';

const fine: Entry = {
  ...entryOf(undefined),
  routerKey: 'QUJDMTIz',
  serviceKey: 'QUJDMTIz',
  blip: {
    ...entryOf(undefined).blip,
    contract: 'entregasdelsur',
    router: 'entregasrouter',
    serviceBot: 'atencionsur',
    email: 'camila@entregas.example',
    name: 'Camila Ríos',
  },
};
const changed = (blip: Partial<Entry['blip']>, entry: Partial<Entry> = {}): Entry => ({
  ...fine,
  ...entry,
  blip: { ...fine.blip, ...blip },
});

test.each<[string, Entry, Partial<Record<Field, Problem>>]>([
  ['all is fine', fine, {}],
  ['a whole address as the contract', changed({ contract: ' https://entregasdelsur.http.msging.net/commands' }), {}],
  ['a bot with its domain', changed({ router: 'entregasrouter@msging.net' }), {}],
  ['a contract with a blank', changed({ contract: 'entregas del sur' }), { contract: 'contract' }],
  ['a bot with an accent', changed({ serviceBot: 'atención' }), { serviceBot: 'identifier' }],
  ['no e-mail', changed({ email: 'camila' }), { email: 'email' }],
  ['no name', changed({ name: ' ' }), { name: 'missing' }],
  ['no key', changed({}, { routerKey: '' }), { routerKey: 'missing' }],
  ['the header of the portal', changed({}, { routerKey: 'Authorization: Key QUJDMTIz==' }), {}],
  ['a sentence as the key', changed({}, { serviceKey: 'la de siempre' }), { serviceKey: 'key' }],
  ['the same bot needs no second key', changed({ serviceBot: '' }, { same: true, serviceKey: '' }), {}],
  ['a token instead of keys', changed({ userToken: true }, { routerKey: '', serviceKey: '', token: 'a.b.c' }), {}],
  ['no token', changed({ userToken: true }), { token: 'missing' }],
  ['another address', changed({ address: 'wss://lime.example' }), {}],
  ['no address', changed({ address: 'lime.example' }), { address: 'address' }],
  ['too quick', changed({ paceMax: 201 }), { paceMax: 'pace' }],
  ['too slow', changed({ paceMax: 4 }), { paceMax: 'pace' }],
])('%s', (_, entry, problems) => {
  expect(problemsOf(entry, [])).toEqual(problems);
});

test('a key that is kept need not be typed again', () => {
  const entry = changed({}, { routerKey: '', serviceKey: '' });
  expect(problemsOf(entry, ['router', 'service'])).toEqual({});
});

test('what is hidden is not asked of the program', () => {
  const byToken = draftOf(changed({ userToken: true }, { token: 'a.b.c' }));
  expect([byToken.routerKey, byToken.serviceKey, byToken.blip.serviceBot]).toEqual(['', '', '']);
  const alone = draftOf(changed({}, { same: true, token: 'a.b.c' }));
  expect([alone.serviceKey, alone.blip.serviceBot, alone.token]).toEqual(['', '', '']);
});
