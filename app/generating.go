//go:build bindings

package app

// Generating is true in the build that only writes frontend/wailsjs: Wails runs the program for that, and
// nothing of it may start.
const Generating = true
