#!/bin/sh
# Chromium and a Chinese font for the browser tests: installed ones, else the system's packages.
set -eu
has_chromium() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
has_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ]; }
if has_chromium && has_font; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Install Chromium and a Chinese font (Noto Sans CJK) with this system's packages, then run again." >&2
  exit 1
fi
sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo"
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
has_chromium && has_font
