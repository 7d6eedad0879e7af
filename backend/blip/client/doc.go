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
// The client keeps nothing across runs of the program: what must survive is the desk's. It decides no
// status and sends nothing twice. "Not handed over" is said only of an envelope that certainly never
// left.
package client
