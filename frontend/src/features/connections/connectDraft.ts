// What the fields of a connection to Blip must hold before the program is asked. Pure: it finds the first
// problem of each field, tidies nothing, and knows no key but the typed one.
import { noBlip, type ConnectionDraft, type ConnectionRow } from '../../bridge';

export type Field =
  | 'contract'
  | 'router'
  | 'routerKey'
  | 'serviceBot'
  | 'serviceKey'
  | 'token'
  | 'email'
  | 'name'
  | 'address'
  | 'paceMax';
export type Problem = 'missing' | 'contract' | 'identifier' | 'email' | 'key' | 'address' | 'pace' | 'tooLong';
/** A draft as it stands on the screen, and whether the router is the service bot too. */
export type Entry = ConnectionDraft & { same: boolean };

const textMax = 256;
const keyMax = 8192;
const paceLeast = 5;
const paceMost = 200;

/** An empty entry, or that of a connection that is kept; its keys never come back. */
export function entryOf(edited: ConnectionRow | undefined): Entry {
  const blip = edited?.blip ?? noBlip;
  const same = edited !== undefined && blip.serviceBot === '';
  return { id: edited?.id ?? '', blip: { ...blip }, routerKey: '', serviceKey: '', token: '', same };
}

/** What is asked of the program: fields that are hidden do not count. */
export function draftOf({ id, blip, routerKey, serviceKey, token, same }: Entry): ConnectionDraft {
  const service = same || blip.userToken ? '' : blip.serviceBot;
  const asked = { ...blip, serviceBot: service, deskStatus: blip.userToken && blip.deskStatus };
  return {
    id,
    blip: asked,
    routerKey: blip.userToken ? '' : routerKey,
    serviceKey: service === '' ? '' : serviceKey,
    token: blip.userToken ? token : '',
  };
}

const identifier = /^[a-z0-9][a-z0-9-]*$/i;
/** What is pasted along and taken away by the program: https://contract.http.msging.net, bot@msging.net. */
const contractOf = (text: string) =>
  text
    .trim()
    .replace(/^https?:\/\//i, '')
    .split('.')[0] ?? '';
const botOf = (text: string) => text.trim().replace(/@msging\.net$/i, '');

function keyProblem(typed: string, kept: boolean): Problem | undefined {
  const key = typed.trim().replace(/^(Authorization:\s*)?(Key\s+)?/i, '');
  if (key === '') return kept ? undefined : 'missing';
  if (key.length > keyMax) return 'tooLong';
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(key) ? undefined : 'key';
}

function tokenProblem(typed: string, kept: boolean): Problem | undefined {
  if (typed.trim() === '') return kept ? undefined : 'missing';
  return typed.length > keyMax ? 'tooLong' : undefined;
}

function identifierProblem(text: string, wrong: Problem): Problem | undefined {
  if (text === '') return 'missing';
  return identifier.test(text) && text.length <= 64 ? undefined : wrong;
}

/** The first problem of each field; `kept` names the keys that the key store has. */
export function problemsOf(entry: Entry, kept: readonly string[]): Partial<Record<Field, Problem>> {
  const { blip, same } = entry;
  const found: Partial<Record<Field, Problem | undefined>> = {
    contract: identifierProblem(contractOf(blip.contract), 'contract'),
    router: identifierProblem(botOf(blip.router), 'identifier'),
    email: emailProblem(blip.email.trim()),
    name: blip.name.trim() === '' ? 'missing' : blip.name.length > textMax ? 'tooLong' : undefined,
    address: blip.address.trim() === '' || isAddress(blip.address.trim()) ? undefined : 'address',
    paceMax: blip.paceMax === 0 || (blip.paceMax >= paceLeast && blip.paceMax <= paceMost) ? undefined : 'pace',
  };
  if (blip.userToken) found.token = tokenProblem(entry.token, kept.includes('token'));
  else {
    found.routerKey = keyProblem(entry.routerKey, kept.includes('router'));
    if (!same) {
      found.serviceBot = identifierProblem(botOf(blip.serviceBot), 'identifier');
      found.serviceKey = keyProblem(entry.serviceKey, kept.includes('service'));
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

function emailProblem(text: string): Problem | undefined {
  if (text === '') return 'missing';
  if (text.length > textMax) return 'tooLong';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'email';
}

function isAddress(address: string): boolean {
  const parsed = URL.parse(address);
  return parsed !== null && /^(wss?|https?):$/.test(parsed.protocol) && parsed.hostname !== '';
}
