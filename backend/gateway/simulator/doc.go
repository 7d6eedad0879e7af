// Package simulator is a Gateway whose customers are simulated people with characters, under a clock
// that can run faster than the world's.
//
//	hub ── Send ──► script of the message ──► steps by due time ── Run ──► receipts, replies ──► hub
//	                (character, seed, id)      (under Clock and pace)
//
// A message's script is a pure function of the seed, the contact's character and the message itself:
// the same message gives the same steps at the same instants, in this run or the next. That is why the
// simulator stores nothing. After a restart it is handed again what is unfinished, through Resume (or
// Send) with the same ID and SentAt; steps whose time has passed are told (again) at once. A repeat is
// harmless: receipts have one outcome however often they come, and a reply keeps its ID.
//
// # Numbers that force an outcome
//
// Like the test cards of payment systems, a phone that ends in one of these four digits has this
// character, unless Settings or SetCharacter say otherwise. Every other contact reads soon and stays
// silent, so that a script or a test that sends to any number sees its message read.
//
//	9900  reads at once                      9910  has no WhatsApp: 131026
//	9901  reads after many minutes           9911  marketing limited by WhatsApp: 131049
//	9902  gets it and never shows it read    9912  stopped marketing from us: 131050
//	9903  phone is off for hours             9913  in a marketing experiment: 130472
//	9904  answers with text                  9914  WhatsApp cannot fetch the file: 131053
//	9905  taps a quick reply                 9915  one device fails, another gets it
//	9906  answers on the third day           9916  receipts twice and out of order
//	9907  asks to be left alone              9917  gateway is down at the first try
//	9908  writes several messages at once    9918  gateway refuses at once: 132001
//	9909  has blocked us: stays Sent         9919  gateway's answer is lost, receipts come
//	9920  answers 1 min before 24 h          9922  too many messages to them: 131056
//	9921  answers 1 min after 24 h           9923  our account has not paid: 131042
//
// Act stands above characters: a phone that was switched off by hand gets nothing until it is switched on,
// and goes on from there; who blocks us loses what is sent; who is silent reads and writes nothing; who is
// talkative answers whatever the character. What silence kept back never comes, also when a restart offers
// it again: the hub keeps these acts and gives them back before it resumes.
//
// The outcomes 9911 to 9913 concern marketing and 9914 a file; other messages to these people are read.
//
// The package must never keep a truth of its own, touch a network, or be needed by a hub that has
// another gateway.
package simulator
