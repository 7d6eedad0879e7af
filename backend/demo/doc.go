// Package demo owns the demo workspace: what an embedded hub holds on its first start, so that Activa
// does its main job with no account and no network. Bots with their numbers, templates of every kind and
// status in three languages, contacts, agents, what their desks are set up with, some history, and the sample
// files the templates show.
//
// Everything is ours and invented; every number follows the custom of numbers kept for fiction (555 01xx)
// in the form of its country's plan, every address lies under the reserved name "example". The same
// workspace comes out every time: ages in the history count back from the given instant, and nothing
// else is left to chance.
//
// The package must never know a hub or its store, reach a network, or hold a secret.
package demo
