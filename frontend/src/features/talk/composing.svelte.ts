// What an agent is writing to one customer: text, files, and their way out. It is kept while the window is
// open, so that going to another conversation interrupts nothing; the text is stored by the program.
import { faultOf, type ChatDraft, type ChatMessageView, type FaultView, type UnsentView } from '../../bridge';
import type { Desk } from '../../core/desk.svelte';
import { filesMax, partsOf, refusalOf, typeOf, type AttachmentKind, type Refused } from './attachments';
import { quotedNext } from './quoting';
import { TypingTeller } from './typing';

/** The text is stored so long after the last key, in milliseconds. */
const savesAfter = 600;

export type Attachment = {
  id: string;
  name: string;
  kind: AttachmentKind;
  type: string;
  size: number;
  /** Where the window shows it from, of a picture or a film. */
  preview: string;
  /** The address to send, once it has one. */
  url: string;
  /** Bytes that went over. */
  sent: number;
  fault: FaultView | undefined;
};

type Upload = { file: File; abort: AbortController };

export class Composing {
  text = $state('');
  files: readonly Attachment[] = $state.raw([]);
  /** Variables of a prepared answer that had no value and still stand in the text. */
  #empty: readonly string[] = $state.raw([]);
  readonly missing: readonly string[] = $derived(this.#empty.filter((name) => this.text.includes(name)));
  /** The message that the next one answers. */
  quoted: ChatMessageView | undefined = $state.raw();
  /** Send was pressed while files were still going over. */
  sendsWhenReady = $state(false);
  /** The person wrote or chose something: what was stored is older. */
  #touched = false;
  /** As it is stored; undefined when that is not known. */
  #stored: UnsentView | undefined = { text: '', inReply: '' };
  /** The message that the stored text answers, until it is here. */
  #awaited = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #uploads = new Map<string, Upload>();
  readonly #teller: TypingTeller;

  constructor(
    readonly desk: Desk,
    readonly ticket: string,
  ) {
    const { tellTyping } = desk.door.do;
    this.#teller = new TypingTeller((typing) => void tellTyping(ticket, typing).catch(() => undefined));
  }

  get empty(): boolean {
    return this.text.trim() === '' && this.files.length === 0;
  }

  get uploading(): boolean {
    return this.files.some(({ url, fault }) => url === '' && !fault);
  }

  /**
   * Puts back what was begun before, unless something was written meanwhile; the message that it answers,
   * as soon as the conversation is here.
   */
  restore(unsent: UnsentView, messages: readonly ChatMessageView[]): void {
    if (!this.#touched) {
      this.text = unsent.text;
      this.#awaited = unsent.inReply;
      this.#stored = unsent;
      this.#touched = true;
    }
    if (this.#awaited === '' || messages.length === 0) return;
    this.quoted ??= messages.find(({ id }) => id === this.#awaited);
    this.#awaited = '';
  }

  write(text: string): void {
    this.text = text;
    this.#touched = true;
    this.#teller.typed(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), savesAfter);
  }

  /** A prepared answer brought variables that had no value. */
  expect(empty: readonly string[]): void {
    this.#empty = [...this.#empty, ...empty];
  }

  /** Keys that choose the message that is answered, and let it go again; whether the key was one of them. */
  quoteBy(key: string, command: boolean, messages: readonly ChatMessageView[]): boolean {
    if (command && (key === 'ArrowUp' || key === 'ArrowDown')) {
      this.quoted = quotedNext(messages, this.quoted, key);
      return true;
    }
    if (command || key !== 'Escape' || !this.quoted) return false;
    this.quoted = undefined;
    return true;
  }

  /** Stores the text now: at the end of the conversation on screen, and of the window. */
  save(): void {
    clearTimeout(this.#timer);
    const { text } = this;
    const inReply = text === '' ? '' : this.#awaited || (this.quoted?.id ?? '');
    if (text === this.#stored?.text && inReply === this.#stored.inReply) return;
    this.#stored = { text, inReply };
    void this.desk.door.do.saveUnsent(this.ticket, text, inReply).catch(() => (this.#stored = undefined));
  }

  /** The conversation leaves the screen. */
  leave(): void {
    this.#teller.end();
    this.save();
  }

  /** Takes files; gives what was refused, and whether there were too many. */
  attach(given: readonly File[]): { refused: { file: File; why: Refused }[]; tooMany: boolean } {
    const refused: { file: File; why: Refused }[] = [];
    const taken: Attachment[] = [];
    const room = filesMax - this.files.length;
    for (const file of given) {
      const { type, kind } = typeOf(file.name, file.type);
      const why = refusalOf(kind, file.size);
      if (why || !kind) refused.push({ file, why: why ?? { why: 'kind', kind: 'document', limit: 0 } });
      else if (taken.length < room) taken.push(this.#taken(file, kind, type));
    }
    this.files = [...this.files, ...taken];
    for (const { id } of taken) void this.upload(id);
    return { refused, tooMany: given.length - refused.length > taken.length };
  }

  #taken(file: File, kind: AttachmentKind, type: string): Attachment {
    const id = crypto.randomUUID();
    this.#uploads.set(id, { file, abort: new AbortController() });
    const preview = kind === 'image' || kind === 'video' ? URL.createObjectURL(file) : '';
    return { id, name: file.name, kind, type, size: file.size, preview, url: '', sent: 0, fault: undefined };
  }

  /** Takes a file that is on the web already. */
  attachLink(file: Omit<Attachment, 'id' | 'sent' | 'fault'>): void {
    this.files = [...this.files, { ...file, id: crypto.randomUUID(), sent: file.size, fault: undefined }];
  }

  /** Lets a file go over, at first and after a failure. */
  async upload(id: string): Promise<void> {
    const upload = this.#uploads.get(id);
    if (!upload) return;
    this.#change(id, { fault: undefined, sent: 0 });
    try {
      const { file, abort } = upload;
      const told = (sent: number) => this.#change(id, { sent });
      const { url, contentType } = await this.desk.door.upload(file, this.ticket, told, abort.signal);
      this.#change(id, { url, type: contentType });
      if (this.sendsWhenReady && !this.uploading) await this.send();
    } catch (thrown) {
      if (!upload.abort.signal.aborted) this.#change(id, { fault: faultOf(thrown).view });
      this.sendsWhenReady = false;
    }
  }

  remove(id: string): void {
    this.#uploads.get(id)?.abort.abort();
    this.#forget(this.files.filter((file) => file.id === id));
    this.files = this.files.filter((file) => file.id !== id);
    if (this.files.length === 0) this.sendsWhenReady = false;
  }

  #change(id: string, change: Partial<Attachment>): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, ...change } : file));
  }

  #forget(files: readonly Attachment[]): void {
    for (const { id, preview } of files) {
      this.#uploads.delete(id);
      if (preview.startsWith('blob:')) URL.revokeObjectURL(preview);
    }
  }

  /**
   * Hands everything over, in order, and gives the messages that stand in the conversation now. What was
   * refused stays in the composer and the refusal is thrown.
   */
  async send(): Promise<ChatMessageView[]> {
    if (this.empty || this.missing.length > 0) return [];
    if (this.uploading) {
      this.sendsWhenReady = true;
      return [];
    }
    this.sendsWhenReady = false;
    this.#teller.end();
    const { files, quoted } = this;
    const text = this.text.trim();
    this.text = '';
    this.files = [];
    this.quoted = undefined;
    this.#empty = [];
    this.save();
    const sent: ChatMessageView[] = [];
    const parts =
      files.length > 0
        ? partsOf(
            text,
            files.map(({ kind }) => kind),
          )
        : [{ kind: 'text', text, file: -1 }];
    try {
      for (const part of parts) {
        const inReply = sent.length === 0 ? (quoted?.id ?? '') : '';
        sent.push(await this.desk.door.do.sendChatMessage(this.#draft(part.text, files[part.file], inReply)));
      }
    } catch (thrown) {
      if (sent.length === 0) this.quoted ??= quoted;
      this.files = [...files.slice(sent.length), ...this.files];
      if (!sent.some((message) => message.text === text) && this.text === '') this.write(text);
      throw thrown;
    }
    this.#forget(files);
    return sent;
  }

  #draft(text: string, file: Attachment | undefined, inReply: string): ChatDraft {
    return {
      id: crypto.randomUUID(),
      ticket: this.ticket,
      kind: file?.kind ?? 'text',
      text,
      url: file?.url ?? '',
      contentType: file?.type ?? '',
      fileName: file?.name ?? '',
      size: file?.size ?? 0,
      inReply,
    };
  }
}

const all = new WeakMap<Desk, Map<string, Composing>>();

/** What is being written to a customer: the same thing each time the conversation comes back. */
export function composingOf(desk: Desk, ticket: string): Composing {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only looked up, never drawn from
  const known = all.get(desk) ?? new Map<string, Composing>();
  all.set(desk, known);
  const composing = known.get(ticket) ?? new Composing(desk, ticket);
  known.set(ticket, composing);
  return composing;
}
