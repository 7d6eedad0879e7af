// Package ticket owns the rules of an attendance: who is given a customer's reply, who may see, take,
// close, transfer and hand on a ticket.
//
//	            Take, Route, Return               Close
//	Waiting ───────────────────────────► Open ───────────► Closed (by agent, customer, inactivity)
//	 │  │ ▲                                │
//	 │  │ └── HandOver                     │ Transfer
//	 │  └──────────── Close ──► Closed     ▼
//	 └─────────────── Transfer ──────► Transferred + a child that names its parent
//
// A Waiting ticket is either in its queue for everybody who serves it, or reserved for one agent; a
// reserved one does not exist for other agents, for as long as it waits: no time lets it go (P9, where LIME and
// Blip, §14.5, would release it after a day). A customer has at most one unfinished ticket (Waiting
// or Open) with a bot; the hub's store enforces it, Route relies on it.
//
// Where the bot says so, an Open ticket in which neither side wrote for some hours closes by itself. A
// Waiting one never does: there it is the bot's people who are silent, and a reserved one waits for its
// agent. Nothing closes by itself unless it was set: Blip knows the status (LIME and Blip, §14.1,
// ClosedClientInactivity), but no time after which it comes is documented.
//
// Everything here is pure: facts and the time go in; a new value and the line for the ticket's history
// come out, or a refusal with a code. The room never reads a clock, starts a goroutine, stores, sends
// or knows JSON.
package ticket
