// Portuguese of Brazil: você. One module a topic; the other languages have the same keys (a test compares them).
import { common } from './common';
import { frame } from './frame';
import { team } from './team';
import { presence } from './presence';
import { connect } from './connect';
import { connection } from './connection';
import { status } from './status';
import { welcome } from './welcome';
import { time } from './time';
import { wizard } from './wizard';
import { templates, why } from './templates';
import { recipient, guards } from './recipient';
import { values } from './values';
import { phone, notes } from './phone';
import { sent } from './sent';
import { characters, simulation } from './simulation';
import { causes, fixes, findings } from './findings';
import { faults } from './faults';
import { reasons, actions } from './reasons';
import { settings } from './settings';
import { shortcuts } from './shortcuts';
import { palette } from './palette';
import { attach, canned, emoji, talk } from './talk';
import { contactFields, ticketActions, tickets, ticketWhy, ticketWhyOf } from './tickets';

export default {
  common,
  frame,
  team,
  presence,
  connect,
  connection,
  status,
  welcome,
  time,
  wizard,
  templates,
  why,
  recipient,
  guards,
  values,
  phone,
  sent,
  characters,
  simulation,
  notes,
  fixes,
  causes,
  faults,
  findings,
  reasons,
  actions,
  settings,
  shortcuts,
  palette,
  tickets,
  ticketWhy,
  ticketWhyOf,
  ticketActions,
  talk,
  attach,
  canned,
  emoji,
  contactFields,
} as const;
