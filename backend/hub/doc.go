// Package hub owns the platform's side of active messages: accounts, bots, templates, contacts,
// presence, sends and their receipts, replies and the tickets they open, permissions and timers.
//
// The hub is a step function inside a thin runner. One input (an envelope of an authenticated session,
// news of the gateway, a timer that is due) and the time go in; one transaction is committed; things
// to do come out: envelopes for sessions, messages for the gateway. Store, then send, then tell.
//
//	sessions ──envelope──┐                       ┌──► answers, notifications, pushes to sessions
//	Gateway  ──news──────┼─► step ─► commit ─────┤
//	timers   ──due───────┘    (one loop, grouped)└──► what waits for the gateway is handed over
//
// An active message on the hub; every write is conditional on the change number that was read:
//
//	refused ─► Failed                       (a product rule said no; kept, so that it can be seen)
//	taken ──► Accepted, waiting ─► handing ─► Dispatched ─► Received ─► Consumed
//	              ▲                  │ │
//	              └── not taken ─────┘ └─► Failed (refused by the gateway, or a receipt says so)
//
// "waiting" is certainly not with the gateway: after a crash it is handed over. "handing" is written
// before the gateway is called: after a crash nobody knows, so the hub waits for a receipt and never
// hands over again by itself.
//
// # Rights
//
// An account signs in for itself. It may act for a bot it was given by LIME's delegation: from is the
// bot, pp the account's node; answers and notifications go to pp (LIME and Blip, §2.1). One table,
// commandTable, says which role may use which command; what rows a command shows is limited by the
// caller in the query itself.
//
// The package must never know Wails or a window's needs, read a clock or draw an id inside a step, or
// tell anybody of what is not committed.
package hub
