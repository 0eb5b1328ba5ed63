# shellcheck shell=bash
# The agency that benches serve: read by scripts/bench-page and scripts/bench-report after lib.sh. It is made once for these sources and kept,
# because a million facts take their time.

# with_house FACTS COMMAND…: builds the server and runs a command that opens the agency (bench/house.mjs).
with_house() {
  local facts=$1 made
  shift
  scripts/client release
  server_step "takes 6 minutes the first time, 1 minute after a change" --release
  made=$({
    printf '%s\n' "$facts"
    find server/src/demo server/src/command/demo.rs app/migrations app/src/fact app/src/db.rs bench/house.mjs -type f -print0 |
      sort -z | xargs -0 sha256sum
  } | sha256sum | cut -c1-16)
  step "Measuring" "takes 4 minutes, 2 more when the agency must be made" \
    env FACTS="$facts" KABINET_BIN="$CARGO_TARGET_DIR/release/kabinet" HOUSES="$cache/bench" HOUSE="$made" "$@"
}
