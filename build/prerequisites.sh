#!/usr/bin/env bash
# Finds out which system packages are missing for one job and installs them on Debian and Ubuntu;
# elsewhere it names them and stops. Usage: prerequisites.sh build|test
set -euo pipefail
job=${1:-build}
missing=()

# A library is there when pkg-config knows it, a program when the shell finds it.
library() { command -v pkg-config >/dev/null && pkg-config --exists "$1" || missing+=("$2"); }
program() { command -v "$1" >/dev/null || missing+=("$2"); }
either() { # any of several programs, then the package that brings one
  local package=$1; shift
  for name in "$@"; do command -v "$name" >/dev/null && return; done
  missing+=("$package")
}

case $(uname -s) in
Linux) ;;
*) exit 0 ;; # Windows and macOS bring their own web view; the window tests are for Linux
esac

for tool in go node npm; do
  command -v "$tool" >/dev/null || { echo "Activa needs $tool, which is not installed: Go 1.26 and Node 20 or newer." >&2; exit 1; }
done

program gcc gcc
program pkg-config pkg-config
library gtk+-3.0 libgtk-3-dev
library webkit2gtk-4.1 libwebkit2gtk-4.1-dev
if [ "$job" = test ]; then
  either chromium chromium chromium-browser google-chrome
  program Xvfb xvfb
  program openbox openbox
  program dbus-run-session dbus-x11
  program dbus-send dbus
  program gnome-keyring-daemon gnome-keyring
  program xdotool xdotool
  program xclip xclip
  program import imagemagick
  [ -x /usr/libexec/at-spi-bus-launcher ] || [ -x /usr/lib/at-spi2-core/at-spi-bus-launcher ] || missing+=(at-spi2-core)
fi
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "Missing: ${missing[*]} (names as on Debian). Install them with your system's packages, then run make again." >&2
  exit 1
fi
root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}" >&2; exit 1; }
  root=(sudo)
fi
echo "Installing ${missing[*]} …"
"${root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
