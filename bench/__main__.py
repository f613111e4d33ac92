"""`python -m bench [NAMES]`: print each figure with its floor from the same run, and whether the goal is met."""

import argparse
import importlib
import os
import platform
import sqlite3
import subprocess
import sys

from bench.harness import Row

NAMES = (
    "start",
    "entry",
    "xes",
    "large_log",
    "traffic_fines",
    "ranking",
    "publish",
    "layout",
    "canvas",
    "blocked",
    "bad_input",
    "recorder",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Print benchmark figures, each beside its floor.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(NAMES)} (default all)")
    names = parser.parse_args().names or NAMES
    unknown = set(names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors,"
        f" {platform.system()}. Medians of at least 5 after a warm-up; every floor is from this run.",
        flush=True,
    )
    if len(names) == 1:
        print_rows(names[0])
        return 0
    statuses = []
    for name in names:
        # A child's memory is counted from that of its parent on, so no benchmark may inherit from the one before.
        code = f"from bench.__main__ import print_rows; print_rows({name!r})"
        statuses.append(subprocess.run([sys.executable, "-c", code], check=False).returncode)
    return max(statuses)


def print_rows(name: str) -> None:
    """Run one benchmark and print what it found."""
    module = importlib.import_module(f"bench.{name}")
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}")
    for row in module.run():
        print_row(row)


def print_row(row: Row) -> None:
    mark = {True: "met", False: "NOT MET", None: "no goal" if not row.goal else "not compared"}[row.met]
    print(f"  {row.work}")
    print(f"    measured  {row.measured}")
    print(f"    floor     {row.floor}")
    if row.goal:
        print(f"    goal      {row.goal}: {mark}")


if __name__ == "__main__":
    sys.exit(main())
