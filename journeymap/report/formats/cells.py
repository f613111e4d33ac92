"""The one way of values into CSV files."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from journeymap.report.content import Value

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?%?")


def csv_cell(value: Value) -> str:
    """A value as the text of a cell. What a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(round(value, 6)).removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    value = value.replace("\0", "\ufffd")
    if value.startswith(_DANGEROUS) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """A CSV file (UTF-8, commas, RFC 4180) with its column names in the first row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([csv_cell(value) for value in row])
