// Package sim owns the simulation: a whole team for days in seconds, with everything that can go wrong
// going wrong, and the product's rules checked after every step.
//
//	actors ──► desk + deskstore ──► blip/client ──► line ──► hub + hubstore ──► gateway ──► simulated people
//	  ▲         dies at a commit,                  delays, stalls, cuts, repeats,   dies at a commit   sometimes does not say
//	  │         freezes, sleeps                    goes silent                                         whether it took it
//	  └── one driver: draws a wait and an action from the seed, lets everything settle, asks every rule
//
// All of it is real but the faults: real SQLite files, the real protocol over a pipe, the real client.
// A run lives in a testing/synctest bubble, where waiting costs nothing. The seed decides who does what
// when and what the network does to which envelope; only the order of goroutines within one instant is
// the scheduler's.
//
// At the end everything heals: lines stand, who died is started again, half an hour passes. What the hub
// and the desks then know must be the same, and nothing that an agent sent may be lost.
//
// The package must never be imported by another one, reach a real network, or know how a room does its
// work: it judges by what rooms promise in their interfaces and on the wire.
package sim
