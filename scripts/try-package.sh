#!/bin/sh
# Starts the packaged app as a person would: says its version, writes the sample project with every export, and opens
# the window on it, closing it again. Everything it writes goes into a folder that is removed afterwards.
#
#   sh scripts/try-package.sh dist/journeymap
set -eu
folder=${1:?"the folder that the app was packaged into"}
folder=$(cd "$folder" && pwd)
app=$folder/journeymap
try=$(mktemp -d)
trap 'rm -rf "$try"' EXIT
JOURNEYMAP_HOME=$try/home
# Nothing of the machine's own Python may be needed.
PATH=/usr/bin:/bin
export JOURNEYMAP_HOME PATH
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV || true
cd "$try"

"$app" --version
"$app" demo --no-window --dir "$try/demo"
[ -n "$(find "$try/demo" -name '*.pdf' -size +1k)" ] || { echo "The packaged app wrote no PDF." >&2; exit 1; }

# The window stays open until it is told to go; that it is still there after some seconds is what is looked for.
project=$(find "$try/demo" -name '*.journey' | head -n 1)
QT_QPA_PLATFORM=offscreen "$app" "$project" >"$try/window.log" 2>&1 &
window=$!
sleep 6
if kill "$window" 2>/dev/null; then
    wait "$window" || true
    if grep -q Traceback "$try/window.log"; then cat "$try/window.log" >&2; exit 1; fi
    echo "The packaged window opens."
else
    echo "The packaged window did not stay open:" >&2
    cat "$try/window.log" >&2
    exit 1
fi
du -sh "$folder"
