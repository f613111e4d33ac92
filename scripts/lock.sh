#!/bin/sh
# Works out requirements.txt (what the app needs, and what builds it) and requirements-dev.txt (that and the tools),
# with hashes, for every platform and Python at once, naming no host. The first constrains the second, so that
# both hold the same versions.
#
#   sh scripts/lock.sh UV
set -eu
uv=${1:-uv}
compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
        --no-emit-index-url --no-emit-find-links --no-header pyproject.toml "$@"
}
compile --extra build --output-file requirements.txt
compile --extra dev --constraint requirements.txt --output-file requirements-dev.txt
