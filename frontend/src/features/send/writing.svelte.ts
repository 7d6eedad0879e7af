// The state of one message being written: its draft, what the program says of it, and how it is kept.
// Everything typed shows at once; the program's judgement follows, and the newest one wins.
import type {
  ContactView,
  DraftReview,
  DraftView,
  FindingView,
  PreviewView,
  RecipientReview,
  TemplateDetail,
  TemplateRow,
} from '../../bridge';
import { faultOf, type Fault } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { addressedTo, filledLocally, withValue, worthKeeping } from '../../core/draft';
import { latest } from '../../core/latest';
import { templatesById } from '../../core/templates';
import { phoneKeys } from '../../core/typedPhone';
import { countryOf } from '../../pieces/countries';
import { fieldGroups, filledTogether, isMissing, variableOf } from './fields';

/** How long after the last key a draft is stored, in milliseconds. */
const saveAfter = 500;
/** How long a link must stand still before it is opened, in milliseconds. */
const linkSettles = 400;
/** How often a recipient is looked at again while one writes, in milliseconds: a ticket may open meanwhile. */
const recipientAgain = 5000;

export class Writing {
  readonly #desk: Desk;
  draft: DraftView;
  /** Undefined while they are read. */
  templates: readonly TemplateRow[] | undefined = $state.raw();
  /** Why they could not be read the last time. */
  unread: Fault | undefined = $state.raw();
  /** The ids of the templates that the team's agents are not offered, for who settles it; empty for others. */
  withheld: readonly string[] = $state.raw([]);
  detail: TemplateDetail | undefined = $state.raw();
  review: DraftReview | undefined = $state.raw();
  recipient: RecipientReview | undefined = $state.raw();
  /** What the phone shows: the review's preview with what was typed since. */
  preview: PreviewView | undefined = $state.raw();
  /** The values that the review judged. */
  #judgedValues: DraftView['values'] | undefined = $state.raw();
  /** Platform time at which the draft was stored; 0 before. */
  savedAt = $state(0);
  trouble: Fault | undefined = $state.raw();
  /** Sending was asked for: what is merely missing is said aloud. */
  attempted = $state(false);
  /** Warnings that were read, by code and place. */
  understood: readonly string[] = $state.raw([]);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #linkTimer: ReturnType<typeof setTimeout> | undefined;
  #done = false;
  #untouched = true;

  readonly #reviews;
  readonly #recipients;
  readonly #details;
  readonly #withheld;
  readonly #templates;

  constructor(desk: Desk, draft: DraftView) {
    this.#desk = desk;
    this.draft = $state.raw(draft);
    const { ask } = desk.door;
    const refuse = (thrown: unknown) => (this.trouble = faultOf(thrown));
    this.#reviews = latest(ask.reviewDraft, (review, asked: DraftView) => this.#judged(review, asked), refuse);
    this.#recipients = latest(ask.reviewRecipient, (review) => this.#known(review), refuse);
    this.#details = latest(
      ask.template,
      (detail) => {
        if (detail.row.id !== this.draft.templateId) return;
        this.detail = detail;
        if (this.draft.step === 'template') this.preview = detail.preview;
      },
      refuse,
    );
    // Where they cannot be read, what was known of them stays: the mark in the list stands in nobody's way.
    this.#withheld = latest<undefined, string[]>(
      () => ask.withheldTemplates(),
      (ids) => (this.withheld = ids),
    );
    this.#templates = latest<undefined, readonly TemplateRow[]>(
      () => ask.templates(),
      (rows) => {
        this.templates = rows;
        this.unread = undefined;
      },
      (thrown) => (this.unread = faultOf(thrown)),
    );
    if (draft.templateId) this.#details.ask(draft.templateId);
    this.#askRecipient();
    if (draft.step === 'values') this.#reviews.ask(draft);
  }

  readonly #rows = $derived(templatesById(this.templates ?? []));
  /** The chosen template as the list has it. */
  get row(): TemplateRow | undefined {
    return this.#rows.get(this.draft.templateId) ?? this.detail?.row;
  }

  /** Whether the review speaks of what stands in the fields now, files included. */
  get settled(): boolean {
    const { review, draft } = this;
    return !!review && this.#judgedValues === draft.values && review.media.every(({ checking }) => !checking);
  }

  /** The findings to show: what stops first, then in the order of the fields. */
  get listed(): FindingView[] {
    const shown = (this.review?.findings ?? []).filter(
      (finding) => (this.attempted || !isMissing(finding)) && !this.understood.includes(keyOf(finding)),
    );
    const fields = fieldGroups(this.review?.places ?? [], []).flatMap(({ places }) => places);
    const at = ({ place }: FindingView) => fields.findIndex((field) => field.place === place);
    return shown.sort((a, b) => Number(b.level === 'E') - Number(a.level === 'E') || at(a) - at(b));
  }

  understand(finding: FindingView): void {
    this.understood = [...this.understood, keyOf(finding)];
  }

  /** Reads anew which templates are not offered to agents, for who settles it. */
  readWithheld(): void {
    if (this.#desk.known?.session.abilities.includes('offers')) this.#withheld.ask(undefined);
  }

  /** Reads the templates anew; called whenever the platform's list changed. */
  readTemplates(): void {
    this.readWithheld();
    this.#templates.ask(undefined);
  }

  /** Looks at the recipient again and again until the returned function is called. */
  watchRecipient(): () => void {
    const timer = setInterval(() => this.#askRecipient(), recipientAgain);
    return () => clearInterval(timer);
  }

  /**
   * Puts a template forward, or none where none matches. Nothing that a person decided is in it, so it alone is no
   * draft to keep.
   */
  offerTemplate(row: TemplateRow | undefined): void {
    const untouched = this.#untouched;
    this.#turnTo(row?.id ?? '', row?.bot ?? this.draft.bot);
    this.#untouched = untouched;
  }

  chooseTemplate(row: TemplateRow): void {
    this.#turnTo(row.id, row.bot);
  }

  #turnTo(templateId: string, bot: string): void {
    if (templateId === this.draft.templateId) return;
    this.#change({ ...this.draft, templateId, bot });
    // What is known of the former one says nothing of this one.
    this.detail = undefined;
    this.preview = undefined;
    this.review = undefined;
    if (templateId !== '') this.#details.ask(templateId);
    this.#askRecipient();
  }

  chooseContact(contact: ContactView): void {
    this.#change(addressedTo(this.draft, contact));
    this.#askRecipient();
  }

  /** The country of the bot's own number: that of customers who give theirs without its code. */
  get home(): string {
    const bots = this.#desk.known?.bots ?? [];
    const bot = bots.find(({ id }) => id === this.draft.bot) ?? bots[0];
    return (bot && countryOf(bot.number)) ?? '';
  }

  typePhone(phone: string, region = this.draft.region || this.home): void {
    const before = this.draft;
    this.#change({ ...before, contactId: '', phone, region });
    const same = phoneKeys(phone) === phoneKeys(before.phone) && region === before.region && before.contactId === '';
    if (!same) this.#askRecipient(); // another grouping is no other number
  }

  typeName(name: string): void {
    this.#change({ ...this.draft, name });
  }

  forgetRecipient(): void {
    this.recipient = undefined;
    this.#change({ ...this.draft, contactId: '', phone: '', name: '' });
    this.#askRecipient();
  }

  setValue(place: string, value: string): void {
    const places = this.review?.places ?? this.detail?.places ?? [];
    let draft = this.draft;
    for (const one of filledTogether(places, place)) {
      draft = withValue(draft, one, value);
      const field = places.find((each) => each.place === one);
      if (this.preview) this.preview = filledLocally(this.preview, one, value, field ? variableOf(field) : '');
    }
    this.#change(draft);
    this.#reviews.ask(this.draft);
  }

  goTo(step: 'template' | 'values'): void {
    this.attempted = false;
    this.#change({ ...this.draft, step });
    this.#askRecipient();
    if (step === 'values') this.#reviews.ask(this.draft);
    else if (this.detail) this.preview = this.detail.preview;
  }

  /** Judged anew, for example when the agent's presence changed. */
  reviewAgain(): void {
    if (this.draft.step === 'values') this.#reviews.ask(this.draft);
  }

  /** Stores what is worth keeping at once. */
  async keep(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#done || this.#untouched || !worthKeeping(this.draft)) return;
    try {
      await this.#desk.door.do.saveDraft(this.draft);
      this.savedAt = this.#desk.now;
    } catch (thrown) {
      this.trouble = faultOf(thrown);
    }
  }

  /** The message was sent or thrown away: nothing of it is stored any more. */
  finish(): void {
    this.#done = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#linkTimer);
    this.#reviews.drop();
    this.#recipients.drop();
    this.#details.drop();
    this.#withheld.drop();
  }

  #change(draft: DraftView): void {
    this.draft = { ...draft, updatedAt: Math.round(this.#desk.now) };
    this.trouble = undefined;
    this.#untouched = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), saveAfter);
  }

  #judged(review: DraftReview, asked: DraftView): void {
    if (asked.templateId !== this.draft.templateId) return;
    this.review = review;
    this.#judgedValues = asked.values;
    this.#checkLinks(review);
    // An answer to an older question must not take back what was typed since.
    if (asked.values === this.draft.values && this.draft.step === 'values') this.preview = review.preview;
  }

  /** Links that the program has not looked at yet: asked once they stand still, and then judged anew. */
  #checkLinks(review: DraftReview): void {
    clearTimeout(this.#linkTimer);
    const waiting = review.media.filter(({ checking, url }) => checking && url !== '');
    if (waiting.length === 0) return;
    const { templateId } = this.draft;
    this.#linkTimer = setTimeout(() => {
      const checks = waiting.map(({ place, url }) => this.#desk.door.ask.checkMedia({ templateId, place, url }));
      void Promise.allSettled(checks).then(() => {
        if (!this.#done) this.#reviews.ask(this.draft);
      });
    }, linkSettles);
  }

  #known(review: RecipientReview): void {
    const before = this.recipient?.canContinue;
    this.recipient = review;
    if (before !== undefined && before !== review.canContinue) this.reviewAgain();
    if (review.kind === 'contact' && review.contact && !this.draft.name) this.typeName(review.contact.name);
  }

  #askRecipient(): void {
    if (this.#done) return;
    const { bot, templateId, contactId, phone, region } = this.draft;
    this.#recipients.ask({ bot, templateId, contactId, text: contactId ? '' : phone, region });
  }
}

const keyOf = ({ code, place }: FindingView): string => `${code} ${place}`;
