#!/usr/bin/env bash
# Installs the validators of FHIR that `cargo test interop::validators` runs against our summaries: two from PyPI, into target/.
# Nothing of them is part of this project. Needs python3 with venv and pip.
set -euo pipefail
cd "$(dirname "$0")/.."
into=target/ips-validators
if ! "$into/bin/python" -c 'import fhirkit, pyrofile_validator' 2>/dev/null; then
    python3 -m venv "$into"
    "$into/bin/pip" install --quiet --disable-pip-version-check fhirkit-rs==0.1.0 pyrofile-validator==0.3.0
fi
echo "validators in $into"
