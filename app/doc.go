// Package app is the agent's program behind its window: it owns the shapes that cross the door
// (views.go), the commands and queries that the window may call, the stream of changes, and the life of
// the program. Only window.go imports Wails; a browser gets the same App through webhost.
//
// It must never hold a rule, a retry or SQL, and never a word for people.
package app
