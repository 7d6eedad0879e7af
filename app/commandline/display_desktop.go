//go:build windows || darwin

package commandline

// windowsNeedNoDisplay is true where every session has its display.
const windowsNeedNoDisplay = true
