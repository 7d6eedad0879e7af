#!/usr/bin/env bash
# Runs the tests of the key store against a real Secret Service: gnome-keyring, unlocked, on a session bus
# and in folders of its own, which end with it. Usage: build/keystore.sh [arguments of go test].
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GOCACHE=$(go env GOCACHE) # go keeps its own caches, whatever XDG_CACHE_HOME says
GOPATH=$(go env GOPATH)
export GOCACHE GOPATH
export XDG_RUNTIME_DIR="$work/run" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/share"
mkdir -m 700 "$XDG_RUNTIME_DIR"
mkdir "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME" "$XDG_DATA_HOME"
unset DISPLAY WAYLAND_DISPLAY # nobody is asked for a password
dbus-run-session -- bash -euo pipefail -c '
  printf "a password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
  go test -tags secretservice -count=1 "$@" ./backend/keystore
' keystore "$@" 2> >(grep -v "^dbus-daemon\[" >&2)
