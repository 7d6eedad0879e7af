// Package client is how the desk reaches a platform: the one adapter of desk.Platform and of its optional
// parts, over LIME. The same client serves a team hub, the hub embedded in the program, and Blip.
//
//	lime Dropped ──► Connecting ──► Connected
//	                                    │ ask abilities, subscribe to the sent list   (again while it fails)
//	                                    ▼
//	                 desk hears Connected: from here on nothing is missed, and it reads the sent list
//	                 from its own cursor
//
// What the platform can do decides how things are done, never its name:
//
//	direct-message   a template message straight to the contact; receipts are notifications
//	otherwise        set /campaign/full with the message id as the campaign's name; summaries are polled
//	look-up          the platform knows or proves that it does not
//	otherwise        campaigns of the sender by name: found, or unknown
//	contacts, …      the hub's own questions; otherwise Blip's documented filters
//
// On Blip itself a bot has a key and no agent a session, so that
//
//	two lines        the router's key for templates, contacts and campaigns, the service bot's for tickets;
//	                 both share one pace, which holds in every second
//	WebSocket        or HTTP for as long as a network lets no WebSocket through (Dialer)
//	tickets          are polled; each is matched to the send that it answers, by campaign, else by customer
//	direct route     only by choice: checks for an open ticket and sets the contexts first
//	what is wrong    is a fault with its own code (faults.go, diagnosis.go)
//
// and only what Blip documents is asked: blipstand, its stand-in for tests, refuses the rest.
//
// The client keeps nothing across runs of the program: what must survive is the desk's. It decides no
// status and sends nothing twice. "Not handed over" is said only of an envelope that certainly never
// left.
package client
