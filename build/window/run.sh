#!/usr/bin/env bash
# Runs the window tests in a private display, window manager and session bus, and takes all of it down
# again. Usage: build/window/run.sh [arguments of go test]. Pictures stay in build/output/window.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${ACTIVA_PROGRAM:-build/bin/activa}")
[ -x "$program" ] || { echo "build the program first: make build" >&2; exit 1; }
pictures=$PWD/build/output/window
mkdir -p "$pictures"
work=$(mktemp -d)
display= ; manager=
cleanup() {
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
  [ -z "$display" ] || kill "$display" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
display=$!
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.05; done
DISPLAY=":$(cat "$work/display")"
export DISPLAY # also where nobody had one: the window manager needs it
openbox >"$work/openbox.log" 2>&1 &
manager=$!
GOCACHE=$(go env GOCACHE) # go keeps its own caches, whatever XDG_CACHE_HOME says
GOPATH=$(go env GOPATH)
export GOCACHE GOPATH ACTIVA_PROGRAM="$program" ACTIVA_PICTURES="$pictures"
export XDG_RUNTIME_DIR="$work/run" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/share"
mkdir -m 700 "$XDG_RUNTIME_DIR"
mkdir "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME" "$XDG_DATA_HOME"
export LC_ALL=C.UTF-8 GTK_THEME=Adwaita
dbus-run-session -- go test -tags window -count=1 -timeout 10m "$@" ./build/window 2> >(grep -v '^dbus-daemon\[' >&2)
