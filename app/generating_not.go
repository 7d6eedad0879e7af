//go:build !bindings

package app

// Generating is false in every build that ships.
const Generating = false
