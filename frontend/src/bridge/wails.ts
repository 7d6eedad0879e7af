// The door inside the window: Wails' generated bindings and its events.
import * as bound from '../../wailsjs/go/app/App';
import { EventsOn, WindowSetTitle } from '../../wailsjs/runtime/runtime';
import { faultOf, type Commands, type Door, type Queries } from './door';
import { upload } from './upload';
import type { Change } from './views';

/** Turns a rejected call into a Fault. */
function asked<Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) {
  return (...given: Given): Promise<Answer> =>
    call(...given).catch((thrown: unknown) => {
      throw faultOf(thrown);
    });
}

const commands: Commands = {
  start: asked(bound.Start),
  signOut: asked(bound.SignOut),
  connect: asked(bound.Connect),
  checkConnection: asked(bound.CheckConnection),
  cancelCheck: asked(bound.CancelCheck),
  tellHidden: asked(bound.TellHidden),
  switchConnection: asked(bound.SwitchConnection),
  removeConnection: asked(bound.RemoveConnection),
  tryConnectionNow: asked(bound.TryConnectionNow),
  setPresence: asked(bound.SetPresence),
  saveDraft: asked(bound.SaveDraft),
  discardDraft: asked(bound.DiscardDraft),
  sendActiveMessage: asked(bound.SendActiveMessage),
  cancelActiveMessage: asked(bound.CancelActiveMessage),
  dispatchActiveMessage: asked(bound.DispatchActiveMessage),
  confirmActiveMessage: asked(bound.ConfirmActiveMessage),
  retryActiveMessage: asked(bound.RetryActiveMessage),
  setFavourite: asked(bound.SetFavourite),
  offerTemplate: asked(bound.OfferTemplate),
  changeSettings: asked(bound.ChangeSettings),
  openLink: asked(bound.OpenLink),
  refreshTemplates: asked(bound.RefreshTemplates),
  notify: asked(bound.Notify),
  takeTicket: asked(bound.TakeTicket),
  closeTicket: asked(bound.CloseTicket),
  transferTicket: asked(bound.TransferTicket),
  tagTicket: asked(bound.TagTicket),
  sendChatMessage: asked(bound.SendChatMessage),
  retryChatMessage: asked(bound.RetryChatMessage),
  readTicket: asked(bound.ReadTicket),
  tellTyping: asked(bound.TellTyping),
  saveUnsent: asked(bound.SaveUnsent),
  saveFile: asked(bound.SaveFile),
  saveText: asked(bound.SaveText),
  changeContact: asked(bound.ChangeContact),
  addComment: asked(bound.AddComment),
  actOnPhone: asked(bound.ActOnPhone),
  setClock: asked(bound.SetClock),
};

const queries: Queries = {
  snapshot: asked(bound.Snapshot),
  startOptions: asked(bound.StartOptions),
  connections: asked(bound.Connections),
  templates: asked(bound.Templates),
  templateOffered: asked(bound.TemplateOffered),
  withheldTemplates: asked(bound.WithheldTemplates),
  template: asked(bound.Template),
  searchContacts: asked(bound.SearchContacts),
  reviewRecipient: asked(bound.ReviewRecipient),
  phoneAsTyped: asked(bound.PhoneAsTyped),
  reviewDraft: asked(bound.ReviewDraft),
  checkMedia: asked(bound.CheckMedia),
  sent: asked(bound.Sent),
  sentTicket: asked(bound.SentTicket),
  searchSent: asked(bound.SearchSent),
  ticket: asked(bound.Ticket),
  chatMessages: asked(bound.ChatMessages),
  transferTargets: asked(bound.TransferTargets),
  ticketTags: asked(bound.TicketTags),
  cannedReplies: asked(bound.CannedReplies),
  phones: asked(bound.Phones),
  phone: asked(bound.Phone),
  clock: asked(bound.Clock),
  team: asked(bound.Team),
};

/** Listens first, then tells the program so: it sends nothing to a window that does not listen yet. */
function watch(listener: (change: Change) => void): () => void {
  const stop = EventsOn('change', (change: Change) => listener(change));
  void asked(bound.Watch)().then(listener, () => listener({ revision: 0, now: 0, resync: true }));
  return stop;
}

/** The door through Wails. */
export function wailsDoor(): Door {
  return {
    do: commands,
    ask: queries,
    watch,
    upload,
    onProgramLost: () => () => undefined, // the window ends with its program
    nameWindow: (title) => WindowSetTitle(title), // a desktop's window knows nothing of its page's title
    onNoteClick: (listener) => EventsOn('open', (rowId: string) => listener(rowId)),
  };
}
