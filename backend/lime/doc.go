// Package lime owns the LIME protocol: envelopes, their codec, sessions of both sides, keep-alive, and
// reconnecting as a reported state. A client and a server share one engine and meet over three
// transports: a pipe inside the process, WebSocket, and, where a network lets none through, HTTP.
//
//	client    new ─►            ◄─ negotiating ─►  (a server may leave it out)
//	          authenticating ─► ◄─ authenticating
//	                            ◄─ established          messages, notifications, commands both ways
//	          finishing ─►      ◄─ finished             or failed, from anywhere, with a reason
//
//	ConnectionState    Connecting ─► Connected ─► Dropped ─► Connecting …
//	                        └─► Refused (credentials)       └─► Finished (asked to end)
//
// Everything that comes in is read tolerantly: raw JSON stays raw, unknown words pass through, a
// broken frame costs that frame and not the session.
//
// It must never know Blip, tickets or WhatsApp, decide what a message means, or store anything.
package lime
