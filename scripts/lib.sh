# What every script here shares: where things are kept, which compiler builds, how to speak. Sourced, not run.
# shellcheck shell=bash

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Outside the checkout, so that a fresh clone finds tools and compiled crates again.
cache=${KABINET_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kabinet}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}

trunk_version=0.21.14
bindgen_version=$(awk -F'"' '/^name = "wasm-bindgen"$/ { getline; print $2; exit }' Cargo.lock)
rust_version=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
deny_version=0.20.2
# Goes with the crate wasm_split_helpers in Cargo.lock, which leptos brings.
split_version=0.2.4
# How far the client is made smaller after linking; scripts/web/split.mjs reads it.
export WASM_OPT=-Oz

trunk_home=$cache/tools/trunk-$trunk_version
bindgen_home=$cache/tools/wasm-bindgen-$bindgen_version
split_home=$cache/tools/wasm-split-$split_version
deny_home=$cache/tools/cargo-deny-$deny_version
web_home=$cache/npm/web-$(cksum <scripts/web/package-lock.json | tr ' ' -)

# The compiler that scripts/prepare chose when the usual one cannot build the client.
toolchain_choice=$cache/toolchain

use_toolchain() {
  command -v cargo >/dev/null || [ ! -x "$HOME/.cargo/bin/cargo" ] || PATH=$HOME/.cargo/bin:$PATH
  [ -z "${RUSTUP_TOOLCHAIN:-}" ] && [ -s "$toolchain_choice" ] || return 0
  local chosen
  chosen=$(cat "$toolchain_choice")
  if command -v rustup >/dev/null; then export RUSTUP_TOOLCHAIN=$chosen; else PATH=$chosen/bin:$PATH; fi
}

use_toolchain
export PATH=$trunk_home/bin:$bindgen_home/bin:$split_home/bin:$deny_home/bin:$web_home/node_modules/.bin:$PATH

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# step "what is happening" "how long it usually takes" command…
step() {
  local what=$1 usually=$2 begun=$SECONDS
  shift 2
  say "$what (usually $usually)"
  "$@" || { printf '%s: failed after %d s\n' "$what" $((SECONDS - begun)) >&2; return 1; }
  say "$what: done in $((SECONDS - begun)) s"
}

# server_step "how long it usually takes" flags of cargo build…
server_step() {
  local usually=$1
  shift
  # The client is embedded from here; a build without one is still a build.
  mkdir -p dist
  step "Building the server" "$usually" cargo build --locked -p server "$@"
}
