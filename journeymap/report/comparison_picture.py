"""Two maps compared, as one picture in a file: SVG, PNG, or a PDF as large as a poster."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.present.compared_map import compared_map, read_pair
from journeymap.present.comparison import comparison_text
from journeymap.report.build import build_report
from journeymap.report.content import Anchor, Drawing
from journeymap.report.export import write_files

PICTURES: Final = {".svg": "svg", ".png": "png", ".pdf": "poster"}
"""The format for what a file's name ends in."""


def export_comparison(
    reader: Reader,
    before_id: str,
    after_id: str,
    path: Path,
    *,
    anchor: Anchor,
    made_at_ms: int,
    progress: Progress | None = None,
) -> None:
    """Write what the second map has that the first has not, and the other way round; for the team.

    Raises Problem for another kind of file, for a map that is gone and for a place that cannot be written, and
    Cancelled; then nothing was changed.
    """
    name = PICTURES.get(path.suffix.lower())
    if name is None:
        raise Problem(f"“{path.name}” should end in {', '.join(PICTURES)}. Nothing was written.")
    progress = progress or Progress()
    compared = compared_map(read_pair(reader, before_id, after_id))
    found = compared.comparison
    report = build_report(reader, Filter(map_id=after_id), progress=progress, anchor=anchor, made_at_ms=made_at_ms)
    drawing = Drawing(compared.view.picture, " ".join(comparison_text(found).split()), found.sentence)
    write_files(replace(report, picture=drawing), {name: path}, progress)
