"""Writes a report in one or more formats. Either every file is there, whole, or none was touched."""

import os
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.model import Project, Step
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.core.real_file import real_file
from journeymap.core.wording import list_text
from journeymap.report.audience import check_audience
from journeymap.report.build import Settings, build_report
from journeymap.report.content import PictureChoices, Remark, Report
from journeymap.report.formats import FORMATS, Format
from journeymap.report.gathered import too_large_to_draw
from journeymap.report.picture_content import check_choices

_BUILDING = 0.6  # the part of the work that is done before any format is written
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


@dataclass(frozen=True, slots=True)
class Exported:
    """The files that were written, in the order of the formats, and what a person should look at before they leave."""

    paths: list[Path]
    remarks: tuple[Remark, ...]


def export_formats(
    reader: Reader,
    chosen: Filter,
    formats: Sequence[str],
    out: Path | None,
    *,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Exported:
    """Build the report and write it in these formats. The settings are those of `build_report`.

    `out` is a file when one format is asked for (a folder when it exists as one), a folder otherwise, made when it is
    missing; None is the current folder. Files in a folder are named after the project's title. Raises Problem for
    unknown formats or audiences and for places that cannot be written, and Cancelled; then nothing was changed.
    """
    progress = progress or Progress()
    chosen_formats = _formats(formats)
    check_audience(settings.get("audience", "team"))
    _check_size(reader, chosen, chosen_formats)
    targets = _targets(reader, chosen_formats, out)
    check_choices(settings.get("picture", PictureChoices()))
    report = build_report(reader, chosen, progress=_part(progress, 0.0, _BUILDING), **settings)
    write_files(report, dict(zip((each.name for each in chosen_formats), targets, strict=True)), progress)
    said = [remark for each in chosen_formats for remark in each.remarks(report)]
    return Exported(targets, (*report.remarks, *said))


def write_files(report: Report, targets: dict[str, Path], progress: Progress) -> None:
    """Write the report to a file for each format: all beside their places first, then all into place."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for number, (name, target) in enumerate(targets.items()):
            start = _BUILDING + (1 - _BUILDING) * number / len(targets)
            half_done = target.with_name(f".{target.name}.{os.getpid()}.part")
            waiting.append((half_done, target))
            FORMATS[name].write(report, half_done, _part(progress, start, (1 - _BUILDING) / len(targets)))
            _to_disk(half_done)
        progress.at(1.0, "Done")
        for half_done, target in waiting:
            os.replace(half_done, target)
    except OSError as error:
        place = waiting[-1][1] if waiting else Path()
        raise Problem(
            f"{place} could not be written ({error.strerror or error}). "
            "What was there before is as it was; choose another place or make room, then export again."
        ) from error
    finally:
        for half_done, _ in waiting:
            with suppress(OSError):
                half_done.unlink(missing_ok=True)


def file_stem(title: str) -> str:
    """A file name from a title: lower case, letters and digits with hyphens between, at most 60 signs."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    stem = "-".join(words)[:60].strip("-")
    while len(stem.encode()) > 180:  # file names have at most 255 bytes
        stem = stem[:-1]
    return "report" if not stem or _RESERVED.fullmatch(stem) else stem


def _formats(names: Sequence[str]) -> list[Format]:
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        asked = f"There is no format called {unknown[0]!r}." if unknown else "No format was chosen."
        raise Problem(f"{asked} Choose from: {', '.join(FORMATS)}. Nothing was written.")
    return [FORMATS[name] for name in dict.fromkeys(names)]


def _check_size(reader: Reader, chosen: Filter, formats: list[Format]) -> None:
    """Refuse pictures of a map that is too large for one, before anything is counted."""
    pictures = [each.name for each in formats if each.is_picture]
    too_large = too_large_to_draw(reader.count(Step, map_id=chosen.map_id)) if pictures else ""
    if too_large:
        raise Problem(
            f"{too_large} Nothing was written. Please leave out {list_text(pictures)}: the other formats hold all of "
            "its steps."
        )


def _targets(reader: Reader, formats: list[Format], out: Path | None) -> list[Path]:
    project = reader.get(Project, reader.project_id)
    stem = file_stem(project.title if project is not None else "")
    if len(formats) == 1 and out is not None and not out.is_dir():
        target = real_file(out)
        folder, targets = target.parent, [target]
        if not folder.is_dir():
            raise Problem(f"The folder {folder} does not exist, so nothing was written. Make it first.")
    else:
        folder = (out or Path.cwd()).absolute()
        targets = [real_file(folder / f"{stem}{each.suffix}") for each in formats]
        _make(folder)
    for target in targets:
        _check(target)
    return targets


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"The folder {folder} could not be made ({error.strerror or error}), so nothing was written. "
            "Several formats need a folder: choose another one."
        ) from error


def _check(target: Path) -> None:
    """Refuse to write over a folder, a device or a project."""
    if target.exists() and not target.is_file():
        what = "a folder" if target.is_dir() else "no file"
        raise Problem(f"{target} is {what}, so nothing was written. Name a file.")
    with suppress(OSError), target.open("rb") as file:
        if file.read(15) == b"SQLite format 3":
            raise Problem(f"{target} is a project or another database and was left as it is. Name another file.")


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _part(progress: Progress, start: float, width: float) -> Progress:
    """Progress of a part of the work, passed on as progress of the whole; stopping the whole stops the part."""
    return Progress(lambda fraction, words: progress.at(start + width * fraction, words))
