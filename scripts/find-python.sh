#!/bin/sh
# Prints the path of a Python of version 3.11 or newer; fails with one sentence where there is none.
# A candidate is run, not only looked up: version switchers leave names behind that start nothing.
set -u
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python3.15 python; do
    [ -n "$candidate" ] || continue
    "$candidate" -c 'import sys
if sys.version_info < (3, 11): sys.exit(1)
print(sys.executable)' 2>/dev/null && exit 0
done
echo "journeymap needs Python 3.11 or newer, and none was found. Install it, or say where it is: make PYTHON=/path/to/python3" >&2
exit 1
