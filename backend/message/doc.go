// Package message owns what an active message is: the template, the values that fill it, what the
// validator finds in a draft, how a phone shows it, the payload that carries it, and where it stands
// after it was sent. Desk and hub share these rules, so both judge one draft alike.
//
//	JSON ──ReadTemplate──► Template ──Places──► what to ask for
//	                          │
//	          Values ─────────┼──► Render ──► Preview       (what the phone shows)
//	                          ├──► Check ───► Findings      (E blocks, W asks)
//	                          ├──► BuildPayload ──► components on the wire ──ReadPayload──► Values
//	                          └──► Compose ──► ActiveMessage
//
// The life of a message, by rank; a higher rank wins and nothing ever goes back:
//
//	Queued ─► Unconfirmed ─► Accepted ─► Dispatched ─► Failed ─► Received ─► Consumed
//	   └────► Cancelled (only before the message is handed over)
//
// Everything here is a pure function of its arguments: the time is an argument, facts about media and
// history are arguments. The package must never do I/O, read a clock, start a goroutine, hold SQL or
// JSON struct tags, or hold prose in another language than the English of the commands.
//
// Comments that cite "WhatsApp templates, §n" mean the project's reference page of that name.
package message
