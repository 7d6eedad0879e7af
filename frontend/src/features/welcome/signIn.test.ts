import { expect, test } from 'vitest';
import { signInProblems, type SignIn, type SignInProblem } from './signIn';

const fine: SignIn = { address: 'wss://hub.example', identity: 'carla@equipo.example', secret: 's' };

test.each<[Partial<SignIn>, Partial<Record<keyof SignIn, SignInProblem>>]>([
  [{}, {}],
  [{ address: ' https://hub.example:8443/lime ' }, {}],
  [{ address: 'ws://127.0.0.1:9000' }, {}],
  [{ address: '' }, { address: 'addressMissing' }],
  [{ address: 'hub.example' }, { address: 'addressWrong' }],
  [{ address: 'ftp://hub.example' }, { address: 'addressWrong' }],
  [{ address: 'wss://' }, { address: 'addressWrong' }],
  [{ identity: '  ' }, { identity: 'identityMissing' }],
  [{ identity: 'carla' }, { identity: 'identityWrong' }],
  [{ identity: 'carla reyes@equipo' }, { identity: 'identityWrong' }],
  [{ secret: '' }, { secret: 'secretMissing' }],
  [{ secret: ' ' }, {}],
  [
    { address: '', identity: '', secret: '' },
    { address: 'addressMissing', identity: 'identityMissing', secret: 'secretMissing' },
  ],
])('the first problem of each field: %j', (given, problems) => {
  expect(signInProblems({ ...fine, ...given })).toEqual(problems);
});
