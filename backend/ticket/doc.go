// Package ticket owns the rules of an attendance: who is given a customer's reply, who may see, take,
// close, transfer and hand on a ticket, and when a ticket that waits for one agent is let go.
//
//	            Take, Route, Return               Close
//	Waiting ───────────────────────────► Open ───────────► Closed (by agent, customer, inactivity)
//	 │  │ ▲                                │
//	 │  │ └── HandOver, Release            │ Transfer
//	 │  └──────────── Close ──► Closed     ▼
//	 └─────────────── Transfer ──────► Transferred + a child that names its parent
//
// A Waiting ticket is either in its queue for everybody who serves it, or reserved for one agent; a
// reserved one does not exist for other agents. A customer has at most one unfinished ticket (Waiting
// or Open) with a bot; the hub's store enforces it, Route relies on it.
//
// Everything here is pure: facts and the time go in; a new value and the line for the ticket's history
// come out, or a refusal with a code. The room never reads a clock, starts a goroutine, stores, sends
// or knows JSON.
package ticket
