"""The report's values and every entry as one JSON document."""

import json
from pathlib import Path
from typing import Any

from journeymap.core.progress import Progress
from journeymap.report.content import Report


def write(report: Report, path: Path, progress: Progress) -> None:
    """One JSON object; `entries` stands last, one entry a line."""
    progress.at(0.1, "Writing the values")
    head = json.dumps(report.values, ensure_ascii=False, allow_nan=False, indent=2)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(head.removesuffix("\n}") + ',\n  "entries": [')
        separator = "\n    "
        for row in report.entries.rows:
            entry: dict[str, Any] = dict(zip(report.entries.columns, row, strict=True))
            file.write(separator + json.dumps(entry, ensure_ascii=False, allow_nan=False))
            separator = ",\n    "
        file.write("\n  ]\n}\n" if report.entries.rows else "]\n}\n")
