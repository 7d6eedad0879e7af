// Package doc is Blip's vocabulary: the nodes that answer, the addresses of people and bots, the URIs
// of commands, the JSON documents with their MIME types, the filter language of lists and the reason
// codes. The client and the hub both speak through it, so that a name on the wire is written once.
//
// Two kinds of words live here side by side. Blip's own follow its documentation; where the
// documentation is silent the reader is tolerant and the writer uses the documented spelling. Ours live
// on the nodes ActivaNode and SimulatorNode under /x-activa/… and /x-sim/…; a real Blip answers "unknown
// destination" to them.
//
// Reading is tolerant by the rules of "LIME and Blip", §2.5: names of properties in any case (what
// encoding/json does by itself), numbers as texts and texts as numbers (Text, Number), dates without a
// zone (Instant), unknown properties ignored, one bad item dropped and counted (Items).
//
// It must never hold a connection, a clock or a rule: it only reads and writes words.
package doc
