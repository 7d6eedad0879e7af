// Package desk is the agent's side: it owns the order of events, the outboxes, what the Sent tab holds,
// the tickets and their conversations, the drafts, the caches that work without a line, and what a window
// is told.
//
// One loop is the only writer. Every input (a command, news from the platform, an answer, a tick of the
// clock) goes through one deterministic step:
//
//	input + time ─► rule ─► commit ─► effects (hand over, look up, read …) ─► change told to listeners
//	                          │
//	                        Store (one input, one transaction, one numbered change)
//
// The life of a send in the outbox. A row exists until the platform is known to have the message:
//
//	           undo runs out, line, Online, fresh template, pair and rate free
//	Waiting ───────────────────────────────────────────────► Handed ── receipt ──► (gone)
//	 │  ▲ ▲  ◄── certainly never left ───────────────────────  │
//	 │  │ └──── proven absent ──────────── Unconfirmed ◄───────┘ no answer in time, or a crash
//	 │  │ confirmed                          │   └── found ──► (gone)
//	 │  └────── Asking ◄── 15 minutes late ──┘ (when proven absent)
//	 └ cancelled ► (gone)
//
// Waiting: written, may be cancelled; leaves by itself. Asking: could not leave for 15 minutes; leaves
// only when a person confirms. Handed: given to the platform, which has not told about it yet; after a
// crash such a row is Unconfirmed. Unconfirmed: nobody knows; it is looked up and never sent again unless
// the platform proves that it does not have it.
//
// Tickets are the platform's: what an agent does with one is asked for and shown as it was answered. Their
// conversations have an outbox of their own, drawn at ChatOutboxRow.
//
// The package must never know LIME, JSON, SQL or Wails, read a clock or make an id inside a step, or
// decide anything by the order of a map.
package desk
