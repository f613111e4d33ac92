"""`python -m bench [NAMES]`: print each figure with its floor from the same run, and whether the goal is met."""

import argparse
import importlib
import os
import platform
import sqlite3
import sys

from bench.harness import Row

NAMES = ("start", "entry", "xes", "large_log", "traffic_fines", "ranking", "publish")


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Print benchmark figures, each beside its floor.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(NAMES)} (default all)")
    names = parser.parse_args().names or NAMES
    unknown = set(names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors,"
        f" {platform.system()}. Medians of at least 5 after a warm-up; every floor is from this run.\n"
    )
    for name in names:
        module = importlib.import_module(f"bench.{name}")
        print(f"{name}: {(module.__doc__ or '').splitlines()[0]}")
        for row in module.run():
            print_row(row)
        print(flush=True)
    return 0


def print_row(row: Row) -> None:
    mark = {True: "met", False: "NOT MET", None: "no goal" if not row.goal else "not compared"}[row.met]
    print(f"  {row.work}")
    print(f"    measured  {row.measured}")
    print(f"    floor     {row.floor}")
    if row.goal:
        print(f"    goal      {row.goal}: {mark}")


if __name__ == "__main__":
    sys.exit(main())
