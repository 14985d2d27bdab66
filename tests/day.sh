#!/usr/bin/env bash
# A working day at two medical points, with everything that goes wrong in it: two workstations, a national store on SQLite and on
# PostgreSQL, cards registered twice, facts edited apart, and power cuts in the middle of saves and of pushes.
#
#   tests/day.sh                          both stores
#   DAY_SEED=7 tests/day.sh               the same dice again (the seed is printed)
#   DAY_BACKENDS=sqlite tests/day.sh      one store only (sqlite, postgres)
#   DAY_BIN=target/release tests/day.sh   other programs; the planted fault is heard by debug builds only
#   DAY_PATIENTS=200 tests/day.sh         a smaller village, for a quick look
#
# Needs python3. PostgreSQL is Debian's `postgresql`; without it that half is skipped with a message, except where CI is set: there
# its absence is a failure. Everything lives in one temporary folder and listens on 127.0.0.1 only.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=${DAY_BIN:-target/debug}
if [ ! -x "$bin/feldsher" ] || [ ! -x "$bin/feldsher-store" ]; then
  [ "$bin" = target/debug ] || { echo "day: no feldsher and feldsher-store in $bin" >&2; exit 2; }
  cargo build --bins
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/feldsher-day.XXXXXX")
# The day's servers die with their parent; what is left is the folder.
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# PostgreSQL runs as another user where we are root: it passes through, it does not read.
chmod 711 "$folder"

python3 -B tests/day/day.py --bin "$bin" --folder "$folder" &
day=$!
trap 'kill "$day" 2>/dev/null; wait "$day"; exit 143' INT TERM
wait "$day"
