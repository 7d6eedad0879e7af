// What the fake program does when asked.
import type { Commands } from '../door';
import type { DraftView, SendAnswer, SentRow } from '../views';
import { connectionCommandsOf } from './connections';
import { contacts } from './people';
import { phoneCommandsOf } from './phone';
import type { FakeProgram } from './program';
import { refusal } from './refusal';
import { reviewDraft } from './reviews';
import { blankRow } from './sends';
import { ticketCommandsOf } from './ticketCalls';

export function commandsOf(fake: FakeProgram): Commands {
  return {
    ...connectionCommandsOf(fake),
    ...ticketCommandsOf(fake),
    ...phoneCommandsOf(fake),
    start: async () => {
      fake.stage = 'desk';
      fake.tell({ resync: true });
    },
    signOut: async () => {
      fake.stage = 'welcome';
      fake.tell({ resync: true });
    },
    tryConnectionNow: async () => fake.tell({ connection: { phase: 'connected', since: fake.now(), nextTryAt: 0 } }),
    setPresence: async (status, reason) => fake.setPresence(status, reason),
    saveDraft: async (draft) => {
      fake.drafts.set(draft.id, { ...draft, updatedAt: fake.now() });
      fake.tell({ drafts: [{ ...draft, updatedAt: fake.now() }] });
    },
    discardDraft: async (id) => {
      fake.drafts.delete(id);
      fake.tell({ draftsGone: [id] });
    },
    sendActiveMessage: async (draft) => send(fake, draft),
    cancelActiveMessage: async (id) => {
      const draft = fake.handed.get(id);
      const row = fake.sent.get(id);
      if (!draft || !row || row.status !== 'sending') throw refusal('already-handed-over');
      clearTimeout(fake.timers.get(id));
      fake.put({ ...row, status: 'cancelled' });
      const again = { ...draft, id: `${id}-again` };
      fake.drafts.set(again.id, again);
      fake.tell({ drafts: [again] });
      return again;
    },
    dispatchActiveMessage: async (id) => fake.advance(id),
    confirmActiveMessage: async (id) => fake.advance(id),
    retryActiveMessage: async (id) => {
      const row = fake.sent.get(id) ?? blankRow;
      return {
        id: `${id}-retry`,
        step: 'values',
        templateId: row.templateId,
        bot: row.bot,
        contactId: row.contactId,
        phone: row.phone,
        region: fake.settings.region,
        name: row.name,
        values: fake.handed.get(id)?.values ?? {},
        retryOf: id,
        updatedAt: fake.now(),
      };
    },
    offerTemplate: async (id, on) => void (on ? fake.withheld.delete(id) : fake.withheld.add(id)),
    setFavourite: async (id, on) => {
      const found = fake.template(id);
      found.row = { ...found.row, favourite: on };
      const { size } = fake.templates;
      fake.tell({ templates: { revision: fake.revision + 1, count: size, readAt: fake.now(), reading: false } });
    },
    changeSettings: async (changed) => {
      fake.settings = changed;
      fake.tell({ settings: changed });
    },
    openLink: async () => undefined,
    refreshTemplates: async () => undefined,
    notify: async () => undefined,
  };
}

function send(fake: FakeProgram, draft: DraftView): SendAnswer {
  const { written: template, row: templateRow } = fake.template(draft.templateId);
  const review = reviewDraft(template, draft, fake.presence.status === 'Online', fake.checked);
  if (!review.canSend) {
    if (review.blocked[0]) throw refusal(review.blocked[0].code);
    return { messageId: '', leavesAt: 0, findings: review.findings };
  }
  const now = fake.now();
  const leavesAt = now + fake.settings.undoSeconds * 1000;
  const contact = contacts.find(({ id }) => id === draft.contactId);
  fake.handed.set(draft.id, draft);
  fake.drafts.delete(draft.id);
  const row: SentRow = {
    ...blankRow,
    id: draft.id,
    contactId: draft.contactId,
    name: draft.name,
    phone: draft.phone,
    phoneShown: contact?.phoneShown ?? draft.phone,
    bot: draft.bot,
    templateId: draft.templateId,
    templateName: templateRow.name,
    templateLanguage: templateRow.language,
    createdAt: now,
    leavesAt,
  };
  fake.sent.set(row.id, row);
  fake.tell({ sent: [row], draftsGone: [draft.id] });
  if (fake.options.step) fake.wait(row.id, leavesAt - now);
  return { messageId: draft.id, leavesAt, findings: [] };
}
