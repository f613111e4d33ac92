"""demo: the sample project and everything that can be made of it, in one folder."""

import argparse
from pathlib import Path

from journeymap.cli.display import has_display
from journeymap.cli.parsing import Commands, add_command
from journeymap.cli.terminal import say, tell, terminal_progress
from journeymap.core.errors import Problem

DEFAULT_FOLDER = "exports"
_WRITTEN_MS = 1_779_094_800_000  # 18 May 2026, some days after the last session of the sample


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "demo", run_demo, "write a sample project with made-up people, and export it in every format",
        "demo", "demo --dir sample --no-window",
    )  # fmt: skip
    parser.add_argument(
        "--dir",
        metavar="DIR",
        default=DEFAULT_FOLDER,
        help=f"where to write (default {DEFAULT_FOLDER}, made when missing)",
    )
    parser.add_argument("--no-window", action="store_true", help="only write the files, even where there is a display")


def run_demo(options: argparse.Namespace) -> int:
    folder = Path(options.dir).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"The folder {folder} could not be made: {error.strerror}. Name another one with --dir."
        ) from error
    path, exported = _write_sample(folder)
    say(f"The sample project: {path}")
    for file in exported:
        say(f"Exported: {file}")
    say("Everybody in it is made up.")
    if options.no_window:
        return 0
    if not has_display():
        say("There is no display here, so no window was opened. Open the project later with: journeymap FILE")
        return 0
    try:
        status: int = options.open_window(str(path))
    except Problem as problem:
        tell(str(problem))
        return 0
    return status


def _write_sample(folder: Path) -> tuple[Path, list[Path]]:
    """Make the sample beside its place, export it, then put it there; gives the project file and the exports.

    A sample that somebody has changed since is kept, and the fresh one goes beside it.
    """
    from journeymap.core.clock import FixedClock
    from journeymap.core.filters import Filter
    from journeymap.core.model import JourneyMap
    from journeymap.interchange.sample import ACTOR, FILE_NAME, put_sample, sample_project
    from journeymap.report.content import Anchor
    from journeymap.report.export import export_formats
    from journeymap.report.formats import FORMATS
    from journeymap.store.document import Document

    about, clock = sample_project(), FixedClock(_WRITTEN_MS)
    fresh = folder / f".{FILE_NAME}.new"
    fresh.unlink(missing_ok=True)
    try:
        with Document.create(fresh, title=about.title, zone=about.zone, clock=clock, actor=ACTOR) as document:
            put_sample(document.edit, terminal_progress())
            last = document.last_entry()
            reader = document.read()
            (journey_map,) = reader.find(JourneyMap)
            exported = export_formats(
                reader,
                Filter(journey_map.id),
                tuple(FORMATS),
                folder,
                anchor=Anchor(last.seq, last.hash),
                made_at_ms=clock.now_ms(),
                progress=terminal_progress(),
            )
        target = _free_place(folder / FILE_NAME, last.hash)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return target, exported.paths


def _free_place(wanted: Path, last_hash: str) -> Path:
    """The first of `name`, `name 2`, … that is not there, or holds nothing but the sample as it is written now."""
    number, place = 1, wanted
    while place.exists() and not _is_unchanged(place, last_hash):
        number += 1
        place = wanted.with_stem(f"{wanted.stem}-{number}")
    if number > 1:
        tell(f"{wanted.name} was changed since it was written, so it was kept, and the fresh sample is beside it.")
    return place


def _is_unchanged(path: Path, last_hash: str) -> bool:
    from journeymap.store.document import Document

    try:
        with Document.open(path, read_only=True) as document:
            return document.last_entry().hash == last_hash
    except Problem:
        return False
