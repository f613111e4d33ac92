"""One source of an import: read by its kind, decided as a whole, and added to the account of the import."""

from dataclasses import dataclass, field
from typing import Protocol

from journeymap.core.errors import Problem
from journeymap.core.progress import Progress
from journeymap.interchange.boris import read_boris
from journeymap.interchange.boris_rows import plan_boris
from journeymap.interchange.csv_events import Columns, read_csv
from journeymap.interchange.event_log import LISTED
from journeymap.interchange.gathering import Gathered
from journeymap.interchange.log_rows import plan_log
from journeymap.interchange.note_rows import note_names, plan_notes
from journeymap.interchange.notes import read_notes
from journeymap.interchange.observer_rows import Joined
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.sources import FORMATS, Source
from journeymap.interchange.xes import read_xes


class Planned(Protocol):
    """A source of which everything is decided and nothing is written yet."""

    def write(self, gathered: Gathered) -> int:
        """Write its sessions with all that belongs to them; gives how many sessions."""


@dataclass(slots=True)
class Account:
    """The running total over all sources."""

    read: int = 0
    kept: int = 0
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    rejected_count: int = 0
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    noted: list[tuple[str, int, str]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    behaviours: dict[str, str] = field(default_factory=dict)
    joined: list[Joined] = field(default_factory=list)
    mapping: list[tuple[str, str]] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)

    def announce(self, name: str, sentences: list[str]) -> None:
        """Add what a person should know of a file."""
        self.announced += [text if text.startswith(name) else f"{name}: {text}" for text in sentences]

    def add(
        self, read: int, kept: int, rejected: list[tuple[str, int, str]], skipped: list[tuple[str, int, str]]
    ) -> None:
        """Add the rows of a source; of those rejected at most 10,000 are listed in all."""
        self.read += read
        self.kept += kept
        self.rejected += rejected[: LISTED - len(self.rejected)]
        self.rejected_count += len(rejected)
        self.skipped += skipped


def plan(
    source: Source, gathered: Gathered, options: ImportOptions, zone: str, account: Account, progress: Progress
) -> Planned:
    """Read one source and decide what becomes of it; a Problem where nothing of it can be kept."""
    if options.observer is not None and source.kind != "text":
        raise Problem(
            f"{source.name} is {FORMATS[source.kind]}. Nothing was changed. A second observer's notes are session "
            "text, or a project of their own."
        )
    planner = {"text": _plan_text, "boris": _plan_boris}.get(source.kind, _plan_events)
    return planner(source, gathered, options, zone, account, progress)


def _plan_text(
    source: Source, gathered: Gathered, options: ImportOptions, zone: str, account: Account, progress: Progress
) -> Planned:
    notes = read_notes(source, zone, progress, map_given=(options.map or options.session) is not None)
    if not notes.sessions:
        raise _nothing_kept(source.name, "sessions", notes.rejected)
    if options.session is not None and len(notes.sessions) > 1:
        raise Problem(
            f"{source.name} holds notes of {len(notes.sessions):,} sessions, and one session was named. Nothing was "
            "changed. Please leave the session out, or give a file with one."
        )
    planned = plan_notes(notes, gathered, options, zone)
    if not planned.sessions and not planned.joins:
        if options.observer is not None:
            raise Problem(
                f"{source.name}: {planned.skipped[0][2]}. Nothing was changed. Please name the session with --session."
            )
        raise _all_there(source.name, len(planned.skipped))
    note_names(planned, gathered)
    account.joined += [join.joined for join in planned.joins]
    account.add(notes.read, planned.kept, notes.rejected, planned.skipped)
    account.announce(source.name, notes.announced + planned.announced)
    if source.encoding:
        account.mapping.append((f"{source.name}: encoding", source.encoding))
    return planned


def _plan_boris(
    source: Source, gathered: Gathered, options: ImportOptions, zone: str, account: Account, progress: Progress
) -> Planned:
    project = read_boris(source, progress)
    title = _map_title(source, gathered, options) or source.stem
    planned = plan_boris(source.name, project, gathered, title, options.round, zone, dict(options.behaviours))
    if not planned.sessions:
        if planned.there:
            raise _all_there(source.name, planned.there)
        raise _nothing_kept(source.name, "events", planned.rejected)
    account.add(planned.read, planned.kept, planned.rejected, planned.skipped)
    account.noted += planned.noted
    account.mapping += [(f"{source.name}: behaviour {code}", kind) for code, kind in planned.kinds.items()]
    account.behaviours |= planned.kinds
    account.announce(source.name, planned.announced)
    return planned


def _plan_events(
    source: Source, gathered: Gathered, options: ImportOptions, zone: str, account: Account, progress: Progress
) -> Planned:
    columns = Columns(options.case, options.step, options.time, options.end)
    log = (read_xes if source.kind == "xes" else read_csv)(source, columns, zone, progress)
    if not log.at_us:
        raise _nothing_kept(source.name, "rows", log.rejected)
    title = _map_title(source, gathered, options) or source.stem
    planned = plan_log(log, gathered, title, options.round, zone)
    if not planned.kept:
        raise _all_there(source.name, len(planned.skipped))
    account.add(log.read, planned.kept, log.rejected, planned.skipped)
    account.rejected_count += log.rejected_count - len(log.rejected)
    for what, column in log.columns.items():
        account.columns.setdefault(what, column)
        account.mapping.append((f"{source.name}: {what}", column))
    account.announce(source.name, log.announced)
    return planned


def _map_title(source: Source, gathered: Gathered, options: ImportOptions) -> str | None:
    """The map that was named, else the only one; None when there is none yet, a Problem when there are several."""
    title = options.map or gathered.only_map()
    if title is None and gathered.map_titles:
        raise Problem(
            f"{source.name}: the project has several maps. Nothing was changed. Please say with --map which one the "
            f"{'sessions belong' if source.kind == 'boris' else 'log belongs'} to: "
            f"{', '.join(f'“{one}”' for one in gathered.map_titles.values())}."
        )
    return title


def _nothing_kept(name: str, rows: str, rejected: list[tuple[str, int, str]]) -> Problem:
    if not rejected:
        return Problem(f"{name} holds no {rows}. Nothing was changed. Please check that it is the right file.")
    _, line, reason = rejected[0]
    return Problem(
        f"{name}: none of its {rows} could be read; {f'line {line:,}: ' if line else ''}{reason}. Nothing was changed. "
        f"Please correct the file{', or say which columns to read' if rows == 'rows' else ''}."
    )


def _all_there(name: str, count: int) -> Problem:
    sessions = f"All {count:,} sessions" if count > 1 else "The one session"
    return Problem(f"{sessions} of {name} {'are' if count > 1 else 'is'} in the project already. Nothing was changed.")
