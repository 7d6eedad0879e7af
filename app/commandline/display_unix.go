//go:build !windows && !darwin

package commandline

// windowsNeedNoDisplay is false where a display server has to be named by the environment.
const windowsNeedNoDisplay = false
