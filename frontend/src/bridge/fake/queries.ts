// What the fake program answers.
import type { Queries } from '../door';
import type { ContactView, ReplyRouteView, SentDetail, SentRow, TemplateDetail } from '../views';
import { connectionQueriesOf } from './connections';
import { agent, bots, contacts, lastContacts } from './people';
import { drawn } from './drawing';
import { givenIn } from './given';
import { phoneQueriesOf } from './phone';
import { placesOf } from './places';
import type { FakeProgram } from './program';
import { refusal } from './refusal';
import { asTyped } from './numbers';
import { mediaOf, reviewDraft, reviewRecipient } from './reviews';
import { teamQueriesOf } from './team';
import { ticketQueriesOf } from './ticketCalls';

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const minute = 60_000;

function met(contact: ContactView, now: number): ContactView {
  const minutes = lastContacts[contact.id];
  return { ...contact, lastMessageAt: minutes === undefined ? 0 : now - minutes * minute };
}

export function queriesOf(fake: FakeProgram): Queries {
  return {
    ...connectionQueriesOf(fake),
    ...ticketQueriesOf(fake),
    ...phoneQueriesOf(fake),
    ...teamQueriesOf(fake),
    snapshot: async () => fake.snapshot(),
    startOptions: async () => ({
      demoAgents: [
        { ...agent, role: 'agent' },
        { identity: 'bruno@activa.local', name: 'Bruno Díaz', role: 'agent' },
        { identity: 'sara@activa.local', name: 'Sara Ponce', role: 'supervisor' },
      ],
      last: { kind: 'embedded', address: '', identity: '', secret: '', language: '' },
    }),
    templates: async () => [...fake.templates.values()].map(({ row }) => row),
    templateOffered: async (id) => !fake.withheld.has(id),
    withheldTemplates: async () => [...fake.withheld],
    template: async (id): Promise<TemplateDetail> => {
      const { written: template, row } = fake.template(id);
      return { row, places: placesOf(template), preview: drawn(template, {}) };
    },
    searchContacts: async ({ text, limit }) => {
      const wanted = folded(text).split(/\s+/).filter(Boolean);
      const holds = (whole: string) => wanted.every((word) => whole.includes(word));
      const found = contacts.filter((one) =>
        holds(folded(`${one.name} ${one.email} ${one.phone} ${one.phone.replace(/\D/g, '')} ${one.phoneShown}`)),
      );
      return {
        contacts: found.slice(0, limit || 8).map((one) => met(one, fake.now())),
        offline: fake.connection.phase !== 'connected',
      };
    },
    phoneAsTyped: async (text, region) => asTyped(text, region),
    reviewRecipient: async (input) => reviewRecipient(input, fake.now()),
    reviewDraft: async (draft) =>
      reviewDraft(
        fake.templates.get(draft.templateId)?.written,
        draft,
        fake.presence.status === 'Online',
        fake.checked,
      ),
    checkMedia: async ({ templateId, place, url }) => {
      fake.checked.add(url);
      // A file of a conversation belongs to no template: any that takes a picture will do.
      const first = [...fake.templates.keys()][0] ?? '';
      return mediaOf(fake.template(templateId || first).written, place, url, true);
    },
    sent: async (id) => sentDetail(fake, id),
    searchSent: async ({ text, before, limit }) => {
      const rows = [...fake.sent.values()]
        .filter((row) => folded(`${row.name} ${row.templateName}`).includes(folded(text)))
        .filter(({ createdAt }) => !before || createdAt < before)
        .sort((a, b) => b.createdAt - a.createdAt);
      const page = rows.slice(0, limit || rows.length);
      return { rows: page, more: page.length < rows.length };
    },
  };
}

function sentDetail(fake: FakeProgram, id: string): SentDetail {
  const row = fake.sent.get(id);
  if (!row) throw refusal('message-unknown');
  const given = givenIn(fake, row);
  const before = (other: SentRow) =>
    other.contactId !== '' && other.contactId === row.contactId && other.createdAt < row.createdAt;
  return {
    row,
    preview: drawn(given.template, given.drawn),
    values: given.values,
    replies: routes(fake, row.expiresAt),
    earlier: [...fake.sent.values()].filter(before).sort((a, b) => b.createdAt - a.createdAt),
  };
}

function routes(fake: FakeProgram, expiresAt: number): ReplyRouteView[] {
  const online = fake.presence.status === 'Online';
  const queue: ReplyRouteView = { code: 'queue', now: false, parameters: {}, from: expiresAt };
  queue.parameters['bot'] = bots[0]?.name ?? '';
  return [
    { code: 'you-now', now: online, parameters: {}, from: 0 },
    { code: 'you-later', now: !online, parameters: {}, from: 0 },
    queue,
  ];
}
