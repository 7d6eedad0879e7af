// The door to the program behind the window: do (commands), ask (queries), watch (changes). Three
// implementations stand behind it: wails.ts in the window, browser.ts in a browser, fake/ in tests.
import type {
  CannedReplyView,
  Change,
  ChatDraft,
  ChatMessageView,
  ChatPage,
  ChatQuery,
  ClockView,
  CommentView,
  ContactCard,
  ConnectionDraft,
  ConnectionsView,
  ContactPage,
  ContactQuery,
  DraftReview,
  DraftView,
  FaultView,
  HistoryPage,
  HistoryQuery,
  MediaQuestion,
  MediaView,
  NotificationView,
  PhoneActInput,
  PhoneRow,
  PhoneView,
  RecipientInput,
  RecipientReview,
  SendAnswer,
  SentDetail,
  SettingsView,
  Snapshot,
  StartChoice,
  StartOptions,
  TeamQuery,
  TeamView,
  TemplateDetail,
  TemplateRow,
  TicketDetail,
  TransferInput,
  TransferTargetsView,
  UploadView,
} from './views';

/** What the window may ask to be done. Each rejects with a Fault when it is refused. */
export interface Commands {
  start(choice: StartChoice): Promise<void>;
  signOut(): Promise<void>;
  /** Keeps a connection to Blip with its keys, and signs in. An empty key means the one that is kept. */
  connect(draft: ConnectionDraft): Promise<void>;
  /** Begins to walk a connection, all steps or one; every result comes as a change. */
  checkConnection(draft: ConnectionDraft, step: string): Promise<void>;
  /** Ends the check and forgets what it found. */
  cancelCheck(): Promise<void>;
  /** Nobody sees the window: what is polled is polled more slowly. */
  tellHidden(hidden: boolean): Promise<void>;
  /** Signs in to a connection that is kept; its desk is shown at once. */
  switchConnection(id: string): Promise<void>;
  /** Forgets a connection: its keys, and what was stored of it on this machine. */
  removeConnection(id: string): Promise<void>;
  tryConnectionNow(): Promise<void>;
  setPresence(status: string, reason: string): Promise<void>;
  saveDraft(draft: DraftView): Promise<void>;
  discardDraft(id: string): Promise<void>;
  /** The id of the draft becomes the id of the message, so a repeated call sends once. */
  sendActiveMessage(draft: DraftView): Promise<SendAnswer>;
  /** Undo: the message does not leave and its draft comes back. */
  cancelActiveMessage(id: string): Promise<DraftView>;
  /** The undo time is over at once. */
  dispatchActiveMessage(id: string): Promise<void>;
  /** Yes, send what could not leave for 15 minutes. */
  confirmActiveMessage(id: string): Promise<void>;
  /** A new draft with the values of a failed message. */
  retryActiveMessage(id: string): Promise<DraftView>;
  setFavourite(templateId: string, on: boolean): Promise<void>;
  /** For the whole team; with the ability "offers". */
  offerTemplate(templateId: string, on: boolean): Promise<void>;
  changeSettings(settings: SettingsView): Promise<void>;
  openLink(url: string): Promise<void>;
  refreshTemplates(): Promise<void>;
  /** Shows a note on the desktop, where there is such a service; never the only place where something is told. */
  notify(note: NotificationView): Promise<void>;
  takeTicket(id: string): Promise<void>;
  closeTicket(id: string, tags: string[]): Promise<void>;
  transferTicket(to: TransferInput): Promise<void>;
  tagTicket(id: string, tags: string[]): Promise<void>;
  /** Stored and shown at once, leaves as soon as there is a line. The same id twice is the same message. */
  sendChatMessage(draft: ChatDraft): Promise<ChatMessageView>;
  /** A failed message once more, as a new one. */
  retryChatMessage(id: string): Promise<ChatMessageView>;
  /** The conversation stands on the screen: what the customer wrote is read. */
  readTicket(id: string): Promise<void>;
  tellTyping(ticketId: string, typing: boolean): Promise<void>;
  saveUnsent(ticketId: string, text: string, inReply: string): Promise<void>;
  /** Keeps a file of a conversation where the person says; the address is that of its message. */
  saveFile(address: string, name: string): Promise<void>;
  /** Keeps a text as a file where the person says. */
  saveText(text: string, name: string): Promise<void>;
  changeContact(card: ContactCard): Promise<ContactCard>;
  addComment(bot: string, contactId: string, text: string): Promise<CommentView>;
  /** A simulated customer does something with their phone; done when the platform knows. */
  actOnPhone(act: PhoneActInput): Promise<void>;
  /** Simulated time runs so many times faster (0: as before) and is moved ahead. */
  setClock(factor: number, advanceSeconds: number): Promise<ClockView>;
}

/** What the window may ask to know. */
export interface Queries {
  snapshot(): Promise<Snapshot>;
  startOptions(): Promise<StartOptions>;
  connections(): Promise<ConnectionsView>;
  templates(): Promise<TemplateRow[]>;
  /** Whether the team's agents are offered a template; with the ability "offers". */
  templateOffered(templateId: string): Promise<boolean>;
  /** The ids of the templates that the team's agents are not offered; with the ability "offers". */
  withheldTemplates(): Promise<string[]>;
  template(id: string): Promise<TemplateDetail>;
  searchContacts(query: ContactQuery): Promise<ContactPage>;
  reviewRecipient(input: RecipientInput): Promise<RecipientReview>;
  /** A number that is being typed, in the groups of its country; the region is that of one without its code. */
  phoneAsTyped(text: string, region: string): Promise<string>;
  reviewDraft(draft: DraftView): Promise<DraftReview>;
  checkMedia(question: MediaQuestion): Promise<MediaView>;
  sent(id: string): Promise<SentDetail>;
  /** The id of the ticket in which a message was answered; empty when none is known. */
  sentTicket(id: string): Promise<string>;
  searchSent(query: HistoryQuery): Promise<HistoryPage>;
  ticket(id: string): Promise<TicketDetail>;
  /** A page of a conversation, oldest first. */
  chatMessages(query: ChatQuery): Promise<ChatPage>;
  transferTargets(bot: string): Promise<TransferTargetsView>;
  /** The tags that a bot offers; none means that people write their own. */
  ticketTags(bot: string): Promise<string[]>;
  cannedReplies(ticketId: string): Promise<CannedReplyView[]>;
  /** The phones of simulated customers, the one with the latest news first. */
  phones(): Promise<PhoneRow[]>;
  phone(contactId: string, bot: string): Promise<PhoneView>;
  clock(): Promise<ClockView>;
  /** What everybody sent since an instant, as it stands now; for supervisors. */
  team(query: TeamQuery): Promise<TeamView>;
}

/** The program behind the page cannot be reached; it is tried again in so many milliseconds. */
export type ProgramLost = { nextTryIn: number };

export interface Door {
  readonly do: Commands;
  readonly ask: Queries;
  /** Tells every change until the returned function is called. Changes may be missed: then one says `resync`. */
  watch(listener: (change: Change) => void): () => void;
  /** Tells that the program is gone, at each try that fails, and once (undefined) that it is back. */
  onProgramLost(listener: (lost: ProgramLost | undefined) => void): () => void;
  /** Tells the id of the row whose note was clicked, until the returned function is called. */
  onNoteClick(listener: (rowId: string) => void): () => void;
  /** Shows a title on the window, where tabs and task bars show it. */
  nameWindow(title: string): void;
  /** Gives a file for the customer of a ticket to the platform; told gets the bytes that are over. */
  upload(file: File, ticketId: string, told: (sent: number) => void, signal: AbortSignal): Promise<UploadView>;
}

/** A refusal with a code that the texts have words for. */
export class Fault extends Error {
  readonly view: FaultView;

  constructor(view: FaultView) {
    super(view.code);
    this.name = 'Fault';
    this.view = view;
  }
}

/** Reads whatever a call was rejected with: a fault as JSON text, or anything else as an internal one. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  try {
    const view = JSON.parse(text) as Partial<FaultView> | null;
    if (view && typeof view === 'object' && typeof view.code === 'string') {
      return new Fault({ code: view.code, parameters: view.parameters ?? {}, detail: view.detail ?? '' });
    }
  } catch {
    // Not a fault of ours: told as it is, under technical detail.
  }
  return new Fault({ code: 'internal', parameters: {}, detail: text });
}
