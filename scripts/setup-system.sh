#!/bin/sh
# Looks for the system packages that set-up, window and tests need, and installs what is missing on Debian and
# Ubuntu when run as root. Otherwise it prints the command that would, and goes on: most machines with a desktop
# have everything already, and the checks that need more say so themselves.
#
#   sh scripts/setup-system.sh PYTHON [test | package]
set -u
python=${1:?"the Python to look at"}
purpose=${2:-run}
[ "$(uname -s)" = Linux ] || exit 0

missing=""
need() { case " $missing " in *" $1 "*) ;; *) missing="$missing $1" ;; esac; }

"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    need "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"

# The file that Qt loads, and the Debian package that holds it. Looking for the file works on every distribution
# and whatever the package is called in this release.
libraries=$( { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null )
while read -r file package; do
    case "$libraries" in *"$file"*) ;; *) need "$package" ;; esac
done <<'LIST'
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libX11-xcb.so.1 libx11-xcb1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
LIST

case $purpose in
    test) commands="Xvfb:xvfb xauth:xauth pdfinfo:poppler-utils qpdf:qpdf dbus-run-session:dbus-daemon" ;;
    package) commands="objdump:binutils" ;;
    *) commands="" ;;
esac
for pair in $commands; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || need "${pair##*:}"
done

# The test with a real client of assistive technology speaks to it through the system's own Python.
if [ "$purpose" = test ]; then
    [ -x /usr/libexec/at-spi-bus-launcher ] || need at-spi2-core
    /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null ||
        { need python3-gi; need gir1.2-atspi-2.0; }
fi

[ -n "$missing" ] || exit 0

install="apt-get update && apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing on this system, by their Debian names:$missing. Please install them with the system's package tool." >&2
elif [ "$(id -u)" -ne 0 ]; then
    echo "Missing system packages. To install them: sudo sh -c '$install'" >&2
else
    echo "Installing missing system packages:$missing"
    DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null ||
        echo "That did not work. Set-up goes on; to try again by hand: $install" >&2
fi
exit 0
