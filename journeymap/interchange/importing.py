"""Importing: files in, one ImportBatch out, in one edit that the caller has opened.

Everything is read and decided first and written in bulk at the end; putting the batch live is the one Change of it,
so that an undo switches all of it off. A dry run is the same with the caller's edit taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch, Project
from journeymap.core.progress import Progress
from journeymap.core.reader import Edit
from journeymap.interchange.csv_events import Columns, read_csv
from journeymap.interchange.event_log import LISTED, EventLog
from journeymap.interchange.gathering import Gathered, Ids, json_text
from journeymap.interchange.log_rows import PlannedLog, plan_log, write_log
from journeymap.interchange.note_rows import PlannedNotes, note_pains, plan_notes, write_notes
from journeymap.interchange.notes import Notes, read_notes
from journeymap.interchange.sources import Source, examine
from journeymap.interchange.times import zone_named
from journeymap.interchange.xes import read_xes

_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about the sources; None leaves it to the file or to a guess.

    `format` is a key of `sources.FORMATS`; `case`, `step`, `time` and `end` are column names; `map` and `round` are
    titles. `place`: unknown steps get a place on an existing map. `again`: a file that was imported before is taken.
    """

    format: str | None = None
    case: str | None = None
    step: str | None = None
    time: str | None = None
    end: str | None = None
    map: str | None = None
    round: str | None = None
    place: bool = False
    zone: str | None = None
    encoding: str | None = None
    people_per_round: bool = False
    again: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. Rows are lines of session text or events of a log; `sessions` is how many were made.

    `rejected` lists at most 10,000 rows as (file, line, reason), `rejected_count` counts all; `skipped` are sessions
    that the project had already, with line 0 where they have none. `columns` says what was read as what; `made` names
    the maps, rounds, tasks, steps and pain points that are new, and counts the people.
    """

    batch: ImportBatch
    read: int
    kept: int
    sessions: int
    rejected: list[tuple[str, int, str]]
    rejected_count: int
    skipped: list[tuple[str, int, str]]
    columns: dict[str, str]
    made: dict[str, list[str] | int]
    announcements: list[str]


@dataclass(slots=True)
class _Account:
    """The running total over all sources."""

    read: int = 0
    kept: int = 0
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    rejected_count: int = 0
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    mapping: list[tuple[str, str]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)

    def announce(self, name: str, sentences: list[str]) -> None:
        self.announced += [text if text.startswith(name) else f"{name}: {text}" for text in sentences]


def import_sources(edit: Edit, paths: Sequence[Path], options: ImportOptions, progress: Progress) -> ImportResult:
    """Import files into the project, in the caller's edit, as one batch.

    Rows that cannot be read are rejected and listed; raises Problem where nothing of a file can be kept, where a
    column that was named is missing, for files already imported, and for any rejected row when `strict`.
    """
    project = edit.get(Project, edit.project_id)
    assert project is not None
    zone = options.zone or project.zone
    zone_named(zone)
    _refuse_empty_titles(options)
    sources = _examined(edit, paths, options)
    ids = Ids(edit.clock)
    batch = _open_batch(edit, sources, ids())
    gathered = Gathered.of(edit, batch.id, ids, place=options.place)
    account = _Account()
    plans = [
        _plan(source, gathered, options, zone, account, _part(progress, index, len(sources)))
        for index, source in enumerate(sources)
    ]
    if options.strict and account.rejected:
        file, line, reason = account.rejected[0]
        raise Problem(
            f"{file}, line {line:,}: {reason}. Nothing was changed, as no row may be left out (--strict). Please "
            "correct it, or import without --strict."
        )
    sessions = _write(plans, gathered, progress)
    progress.at(0.95, "Checking what was written")
    batch = replace(
        batch,
        live=True,
        mapping=(*account.mapping, ("zone", zone)),
        rows_read=account.read,
        rows_kept=account.kept,
        rejected=tuple(account.rejected),
        digest=edit.batch_digest(batch.id),
    )
    edit.put(batch)
    if gathered.known_again:
        account.announced.append(_known_again(list(gathered.known_again)))
    progress.at(1.0, "Imported")
    return ImportResult(
        batch,
        account.read,
        account.kept,
        sessions,
        account.rejected,
        account.rejected_count,
        account.skipped,
        account.columns,
        gathered.made(),
        account.announced,
    )


def _refuse_empty_titles(options: ImportOptions) -> None:
    for what, title in (("map", options.map), ("round", options.round)):
        if title is not None and not title.strip():
            raise Problem(f"The title of the {what} is empty. Nothing was changed. Please give one, or leave it out.")


def _known_again(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")
    return f"Taken for the same people as in the project already: {shown}."


def _part(progress: Progress, index: int, count: int) -> Progress:
    """The progress of reading one of the sources, which is seven tenths of the whole."""
    return Progress(lambda fraction, text: progress.at(0.7 * (index + fraction) / count, text))


def _examined(edit: Edit, paths: Sequence[Path], options: ImportOptions) -> list[Source]:
    if not paths:
        raise Problem("No file was named to import. Nothing was changed.")
    before = {sha256 for batch in edit.find(ImportBatch, live=True) for _, sha256 in batch.sources}
    sources: list[Source] = []
    for path in paths:
        source = examine(Path(path), options.format, options.encoding)
        if source.sha256 in before and not options.again:
            raise Problem(
                f"{source.name} was imported already. Nothing was changed. To import it once more all the same, say "
                "--again."
            )
        if source.sha256 in {other.sha256 for other in sources}:
            raise Problem(f"{source.name} is named twice, or is the same as another of the files. Nothing was changed.")
        sources.append(source)
    return sources


def _open_batch(edit: Edit, sources: list[Source], batch_id: str) -> ImportBatch:
    """Put the batch into the project, switched off, so that its rows can refer to it."""
    kinds = ", ".join(dict.fromkeys(source.kind for source in sources))
    files = tuple((source.name, source.sha256) for source in sources)
    now_ms = edit.clock.now_ms()
    batch = ImportBatch(id=batch_id, project_id=edit.project_id, live=False, format=kinds, sources=files, at_ms=now_ms)
    row = (batch.id, batch.project_id, 0, kinds, json_text(files), now_ms)
    edit.put_rows(ImportBatch, ("id", "project_id", "live", "format", "sources", "at_ms"), iter([row]))
    return batch


def _plan(
    source: Source, gathered: Gathered, options: ImportOptions, zone: str, account: _Account, progress: Progress
) -> PlannedLog | PlannedNotes:
    """Read one source and decide what becomes of it; a Problem where nothing of it can be kept."""
    if source.kind == "text":
        notes = read_notes(source, zone, progress, map_given=options.map is not None)
        return _plan_text(source, notes, gathered, options, zone, account)
    columns = Columns(options.case, options.step, options.time, options.end)
    log = (read_xes if source.kind == "xes" else read_csv)(source, columns, zone, progress)
    return _plan_events(source, log, gathered, options, zone, account)


def _plan_text(
    source: Source, notes: Notes, gathered: Gathered, options: ImportOptions, zone: str, account: _Account
) -> PlannedNotes:
    if not notes.sessions:
        raise _nothing_kept(source.name, "sessions", notes.rejected)
    planned = plan_notes(notes, gathered, options.map, options.round, zone, people_per_round=options.people_per_round)
    if not planned.sessions:
        raise _all_there(source.name, len(planned.skipped))
    note_pains(planned, gathered)
    account.read += notes.read
    account.kept += planned.kept
    account.rejected += notes.rejected[: LISTED - len(account.rejected)]
    account.rejected_count += len(notes.rejected)
    account.skipped += planned.skipped
    account.announce(source.name, notes.announced + planned.announced)
    if source.encoding:
        account.mapping.append((f"{source.name}: encoding", source.encoding))
    return planned


def _plan_events(
    source: Source, log: EventLog, gathered: Gathered, options: ImportOptions, zone: str, account: _Account
) -> PlannedLog:
    if not log.at_us:
        raise _nothing_kept(source.name, "rows", log.rejected)
    title = options.map or gathered.only_map()
    if title is None and gathered.map_titles:
        raise Problem(
            f"{source.name}: the project has several maps. Nothing was changed. Please say with --map which one the "
            f"log belongs to: {', '.join(f'“{one}”' for one in gathered.map_titles.values())}."
        )
    planned = plan_log(
        log, gathered, title or source.stem, options.round, zone, people_per_round=options.people_per_round
    )
    if not planned.kept:
        raise _all_there(source.name, len(planned.skipped))
    account.read += log.read
    account.kept += planned.kept
    account.rejected += log.rejected[: LISTED - len(account.rejected)]
    account.rejected_count += log.rejected_count
    account.skipped += planned.skipped
    for what, column in log.columns.items():
        account.columns.setdefault(what, column)
        account.mapping.append((f"{source.name}: {what}", column))
    account.announce(source.name, log.announced)
    return planned


def _nothing_kept(name: str, rows: str, rejected: list[tuple[str, int, str]]) -> Problem:
    if not rejected:
        return Problem(f"{name} holds no {rows}. Nothing was changed. Please check that it is the right file.")
    _, line, reason = rejected[0]
    return Problem(
        f"{name}: none of its {rows} could be read; line {line:,}: {reason}. Nothing was changed. Please correct the "
        f"file{', or say which columns to read' if rows == 'rows' else ''}."
    )


def _all_there(name: str, count: int) -> Problem:
    sessions = f"All {count:,} sessions" if count > 1 else "The one session"
    return Problem(f"{sessions} of {name} {'are' if count > 1 else 'is'} in the project already. Nothing was changed.")


def _write(plans: list[PlannedLog | PlannedNotes], gathered: Gathered, progress: Progress) -> int:
    gathered.settle_steps()
    gathered.write_names()
    sessions = 0
    for index, plan in enumerate(plans):
        progress.at(0.7 + 0.25 * index / len(plans), "Writing")
        sessions += write_log(plan, gathered) if isinstance(plan, PlannedLog) else write_notes(plan, gathered)
    return sessions
