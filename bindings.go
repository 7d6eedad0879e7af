//go:build bindings

package main

// generatingBindings is true in the build that only writes frontend/wailsjs: Wails runs the program for
// that, and nothing of it may start.
const generatingBindings = true
