"""Importing: files in, one ImportBatch out, in one edit that the caller has opened.

Everything is read and decided first and written in bulk at the end; putting the batch live is the one Change of it,
so that an undo switches all of it off. A dry run is the same with the caller's edit taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from journeymap.core.errors import Problem
from journeymap.core.model import ImportBatch, Project
from journeymap.core.progress import Progress
from journeymap.core.reader import Edit
from journeymap.core.wording import shortened
from journeymap.interchange.gathering import Gathered, Ids, SamePerson, json_text
from journeymap.interchange.observer_rows import Joined
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.planning import Account, Planned, plan
from journeymap.interchange.sources import Source, examine
from journeymap.interchange.times import zone_named

_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. Rows are lines of session text or events of a log; `sessions` is how many were made.

    `rejected` lists at most 10,000 rows as (file, line, reason), `rejected_count` counts all; `skipped` are sessions
    that the project had already, or that are empty; `noted` are rows kept otherwise than they are meant. The line is 0
    where there is none. `columns` says what was read as what; `made` names the maps, rounds, tasks, phases, steps and
    pain points that are new, and counts the people; `same_people` are those who were taken for one by their names;
    `behaviours` says what each behaviour of a BORIS project was taken for; `joined` are notes of second observers that
    became part of sessions.
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
    noted: list[tuple[str, int, str]]
    same_people: list[SamePerson]
    behaviours: dict[str, str]
    joined: list[Joined]

    @property
    def left_out(self) -> int:
        """Rows that could be read and were not kept, such as those of sessions in `skipped`."""
        return self.read - self.kept - self.rejected_count


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
    gathered = Gathered.of(edit, batch.id, ids, place=options.place, per_round=options.people_per_round)
    account = Account()
    plans = [
        plan(source, gathered, options, zone, account, _part(progress, index, len(sources)))
        for index, source in enumerate(sources)
    ]
    if options.strict and account.rejected:
        file, line, reason = account.rejected[0]
        where = f", line {line:,}" if line else ""
        raise Problem(
            f"{file}{where}: {reason}. Nothing was changed, as no row may be left out (--strict). Please "
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
    same_people = gathered.same_people()
    account.announced += _told_of_people(gathered, same_people)
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
        account.noted,
        same_people,
        account.behaviours,
        account.joined,
    )


def _refuse_empty_titles(options: ImportOptions) -> None:
    for what, title in (("map", options.map), ("round", options.round)):
        if title is not None and not title.strip():
            raise Problem(f"The title of the {what} is empty. Nothing was changed. Please give one, or leave it out.")


def _told_of_people(gathered: Gathered, same: list[SamePerson]) -> list[str]:
    """Who was taken for one person because of the name, and how to keep people apart."""
    known = [person.pseudonym for person in same if person.known_before]
    several = [f"{person.pseudonym} ({', '.join(person.rounds)})" for person in same if len(person.rounds) > 1]
    told = [f"Taken for the same people as in the project already: {_some(known)}."] if known else []
    if several:
        told.append(f"Taken for one person in several rounds, as the name is the same: {_some(several)}.")
        told.append("Say --people per-round to keep people of different rounds apart.")
    if gathered.per_round and None in {round_id for rounds in gathered.rounds_of.values() for round_id in rounds}:
        told.append("Sessions that are of no round: their people keep their names.")
    return told


def _some(names: list[str]) -> str:
    return ", ".join(shortened(name) for name in names[:_NAMED]) + (
        f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    )


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


def _write(plans: list[Planned], gathered: Gathered, progress: Progress) -> int:
    gathered.settle_steps()
    gathered.write_names()
    sessions = 0
    for index, planned in enumerate(plans):
        progress.at(0.7 + 0.25 * index / len(plans), "Writing")
        sessions += planned.write(gathered)
    return sessions
