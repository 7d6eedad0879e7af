// The shapes that cross the door, as generated from app/views.go. Everything else in the frontend
// imports them from this room.
import type { app } from '../../wailsjs/go/models';

export type Snapshot = app.Snapshot;
export type Change = app.Change;
export type FaultView = app.FaultView;
export type SessionView = app.SessionView;
export type ConnectionView = app.ConnectionView;
export type PresenceView = app.PresenceView;
export type BotView = app.BotView;
export type TemplatesView = app.TemplatesView;
export type TemplateRow = app.TemplateRow;
export type TemplateDetail = app.TemplateDetail;
export type PlaceView = app.PlaceView;
export type SourceView = app.SourceView;
export type PreviewView = app.PreviewView;
export type HeaderView = app.HeaderView;
export type BlockView = app.BlockView;
export type SpanView = app.SpanView;
export type ButtonView = app.ButtonView;
export type FindingView = app.FindingView;
export type DraftView = app.DraftView;
export type DraftReview = app.DraftReview;
export type MediaView = app.MediaView;
export type MediaQuestion = app.MediaQuestion;
export type ContactQuery = app.ContactQuery;
export type ContactView = app.ContactView;
export type ContactPage = app.ContactPage;
export type RecipientInput = app.RecipientInput;
export type RecipientReview = app.RecipientReview;
export type GuardView = app.GuardView;
export type SendAnswer = app.SendAnswer;
export type SentRow = app.SentRow;
export type ReasonView = app.ReasonView;
export type SentDetail = app.SentDetail;
export type ReplyRouteView = app.ReplyRouteView;
export type HistoryQuery = app.HistoryQuery;
export type HistoryPage = app.HistoryPage;
export type SettingsView = app.SettingsView;
export type NotificationView = app.NotificationView;
export type StartChoice = app.StartChoice;
export type StartOptions = app.StartOptions;
export type BlipView = app.BlipView;
export type ConnectionDraft = app.ConnectionDraft;
export type ConnectionRow = app.ConnectionRow;
export type ConnectionsView = app.ConnectionsView;
export type CheckView = app.CheckView;
export type CheckStepView = app.CheckStepView;
export type PersonView = app.PersonView;
export type LocationView = app.LocationView;
export type OfferView = app.OfferView;
export type FixView = app.FixView;
export type TicketRow = app.TicketRow;
export type TicketDetail = app.TicketDetail;
export type TicketEntryView = app.TicketEntryView;
export type ChatMessageView = app.ChatMessageView;
export type ChatMediaView = app.ChatMediaView;
export type ChatQuery = app.ChatQuery;
export type ChatPage = app.ChatPage;
export type ChatDraft = app.ChatDraft;
export type ContactCard = app.ContactCard;
export type ContactField = app.ContactField;
export type CommentView = app.CommentView;
export type TransferInput = app.TransferInput;
export type TransferTargetsView = app.TransferTargetsView;
export type TransferAgentView = app.TransferAgentView;
export type TransferQueueView = app.TransferQueueView;
export type CannedReplyView = app.CannedReplyView;

/** What came of a file that was given to POST /upload (app/views_tickets.go). */
export interface UploadView {
  url: string;
  contentType: string;
  name: string;
  size: number;
  kind: string;
}
