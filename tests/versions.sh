#!/usr/bin/env bash
# Two versions of the programs against each other: the one of an old commit and the present one exchange records over either's store,
# open each other's folders and hand back what the other wrote. Not in `.ci/run`: it builds an old commit (12 processor minutes).
#
#   tests/versions.sh                         against the commit that closed the foundation issue
#   VERSIONS_OLD=/dir/with/programs tests/versions.sh   programs that were built before
#   VERSIONS_COMMIT=c76fa19 tests/versions.sh another commit
#   VERSIONS_RECORD=DIR tests/versions.sh     also writes what tests/all/versions reads (tests/data/versions/README.md)
#
# Needs python3 and git. Everything lives in one temporary folder and listens on 127.0.0.1 only.
set -euo pipefail
cd "$(dirname "$0")/.."

commit=${VERSIONS_COMMIT:-b9a402a}
new=${VERSIONS_NEW:-target/debug}
folder=$(mktemp -d "${TMPDIR:-/tmp}/feldsher-versions.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

[ -x "$new/feldsher" ] && [ -x "$new/feldsher-store" ] || cargo build --bins
old=${VERSIONS_OLD:-}
if [ -z "$old" ]; then
  mkdir "$folder/source"
  git archive "$commit" | tar -x -C "$folder/source"
  (cd "$folder/source" && CARGO_TARGET_DIR="$folder/target" cargo build --locked --bins)
  old=$folder/target/debug
fi
mkdir "$folder/run"
python3 -B tests/versions/versions.py --old "$old" --new "$new" --folder "$folder/run" ${VERSIONS_RECORD:+--record "$VERSIONS_RECORD"}
