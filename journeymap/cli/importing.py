"""import: sessions and event logs from files, with an account of what was read, kept and rejected, and why."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from journeymap.cli.filters import one_session
from journeymap.cli.opening import project
from journeymap.cli.parsing import Commands, add_command, add_json, add_project_file
from journeymap.cli.terminal import print_json, say, say_all, terminal_progress
from journeymap.core.capture import one_line
from journeymap.core.errors import Problem
from journeymap.core.wording import number_text, plural, sessions

if TYPE_CHECKING:
    from journeymap.interchange.importing import ImportResult
    from journeymap.store.document import Document

_MOST_LISTED = 20


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "import", run_import, "take in session text files, event logs and BORIS projects",
        "import permit.journey round-1.txt round-2.txt",
        "import permit.journey log.csv --case case_id --step activity --time timestamp --dry-run",
        "import permit.journey videos.boris --behaviour asks=help --behaviour gives_up=pain --behaviour camera=none",
        "import permit.journey ben.txt --observer Ben",
    )  # fmt: skip
    add_project_file(parser)
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="a .txt, .csv, .tsv, .xes, .xes.gz or .boris file")
    observers = parser.add_argument_group(
        "a second observer",
        "Notes on sessions that the project has already join them, set to the clock of the session. They are kept and "
        "shown; flow, times and feelings stay those of the lead observer, a pain counts once by its worst impact.",
    )
    observers.add_argument(
        "--observer",
        metavar="NAME",
        type=one_line,
        help="whose notes the sources are: session text, or a .journey of the observer's",
    )  # fmt: skip
    observers.add_argument(
        "--session", metavar="ID",
        help="the session they are about: its id, number, case or participant (default: by participant, map and start)",
    )  # fmt: skip
    observers.add_argument(
        "--offset", metavar="SECONDS", type=_seconds,
        help="move the notes by so many seconds (default: found from the visits that both noted, and said)",
    )  # fmt: skip
    parser.add_argument(
        "--as", dest="format", metavar="FORMAT", help="what the sources are, whatever their names end in"
    )
    columns = parser.add_argument_group("columns of an event log", "Names in common use are found without being named.")
    columns.add_argument("--case", metavar="COL", help="the column that says which journey a row belongs to")
    columns.add_argument("--step", metavar="COL", help="the column that names the step")
    columns.add_argument("--time", metavar="COL", help="the column with the time at which the step began")
    columns.add_argument("--end", metavar="COL", help="the column with the time at which it ended")
    parser.add_argument(
        "--behaviour", metavar="CODE=KIND", action="append", default=[], type=_behaviour,
        help="of a BORIS project: what a behaviour is, one of visit (a step, as when nothing is said), do, think, "
        "quote, pain, help, idea, or none to leave it out; * stands for every other behaviour",
    )  # fmt: skip
    parser.add_argument("--map", metavar="M", type=one_line, help="the map the sessions belong to, made when missing")
    parser.add_argument(
        "--round", metavar="R", type=one_line, help="the round the sessions belong to, made when missing"
    )
    parser.add_argument("--place", action="store_true", help="put unknown steps on the map at once")
    parser.add_argument("--zone", metavar="Z", help="read times without a zone in this one (default: the project's)")
    parser.add_argument("--encoding", metavar="E", help="how the text is written (default: found out, and said)")
    parser.add_argument(
        "--people", choices=("per-round",), help="per-round: the same name in another round is another person"
    )
    parser.add_argument("--again", action="store_true", help="take in a file that was imported before")
    parser.add_argument("--strict", action="store_true", help="refuse everything when one row cannot be read")
    parser.add_argument("--dry-run", action="store_true", help="print the same and change nothing")
    add_json(parser)


def _seconds(text: str) -> int:
    """Seconds, less than 0 for earlier, as whole ms."""
    try:
        return round(float(text) * 1000)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds") from None


def _behaviour(text: str) -> tuple[str, str]:
    """A behaviour's code and what it is to be taken for; codes may hold an equals sign."""
    code, sign, kind = text.rpartition("=")
    if not sign or not code.strip() or not kind.strip():
        raise argparse.ArgumentTypeError(f"“{text}” does not read CODE=KIND")
    return code.strip(), kind.strip().casefold()


class _OnlyTried(Exception):
    """Ends an edit of which nothing is kept."""


def run_import(options: argparse.Namespace) -> int:
    if options.observer is None and (options.session is not None or options.offset is not None):
        raise Problem(
            "--session and --offset go with --observer: please say whose notes they are. Nothing was changed."
        )
    with project(options.file) as document, _texts_of_projects(options) as sources:
        result = _import(document, options, sources)
    if options.json:
        print_json(as_json(result, dry_run=options.dry_run))
    else:
        say_all(account(result))
        if options.dry_run:
            say("This was a trial: nothing was changed.")
    return 0


@contextmanager
def _texts_of_projects(options: argparse.Namespace) -> Iterator[list[Path]]:
    """The sources, with the sessions of another project written out as session text for the time of the import."""
    from journeymap.present.session_text import project_text

    with TemporaryDirectory(prefix="journeymap-") as folder:
        sources = []
        for number, source in enumerate(map(Path, options.sources)):
            if source.suffix.lower() != ".journey":
                sources.append(source)
                continue
            if not options.observer:
                raise Problem(
                    f"{source.name} is a project. Nothing was changed. What its sessions hold can join those of this "
                    "project as a second observer's notes: please say whose, with --observer."
                )
            with project(str(source), read_only=True) as other:
                text = project_text(other.read())
            path = Path(folder, str(number), f"{source.name}.txt")
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
            sources.append(path)
        yield sources


def _import(document: "Document", options: argparse.Namespace, sources: list[Path]) -> "ImportResult":
    from journeymap.interchange.importing import ImportResult, import_sources
    from journeymap.interchange.options import ImportOptions

    chosen = ImportOptions(
        format=options.format,
        case=options.case,
        step=options.step,
        time=options.time,
        end=options.end,
        map=options.map,
        round=options.round,
        place=options.place,
        zone=options.zone,
        encoding=options.encoding,
        people_per_round=options.people == "per-round",
        again=options.again,
        strict=options.strict,
        behaviours=tuple(options.behaviour),
        observer=options.observer,
        session=one_session(document.read(), options.session) if options.session is not None else None,
        offset_ms=options.offset,
    )
    results: list[ImportResult] = []
    try:
        with document.edit(f"Import {plural(len(sources), 'file')}") as edit:
            results.append(import_sources(edit, sources, chosen, terminal_progress()))
            if options.dry_run:
                raise _OnlyTried
    except _OnlyTried:
        pass
    return results[0]


def as_json(result: "ImportResult", *, dry_run: bool) -> dict[str, Any]:
    """The account of an import for scripts."""
    return {
        "batch": result.batch.id,
        "format": result.batch.format,
        "dry_run": dry_run,
        "read": result.read,
        "kept": result.kept,
        "sessions": result.sessions,
        "rejected": [_row(*row) for row in result.rejected],
        "rejected_count": result.rejected_count,
        "left_out": result.left_out,
        "joined": [asdict(joined) for joined in result.joined],
        "skipped": [_row(*row) for row in result.skipped],
        "noted": [_row(*row) for row in result.noted],
        "columns": result.columns,
        "behaviours": result.behaviours,
        "made": result.made,
        "same_people": [
            {"participant": person.pseudonym, "rounds": list(person.rounds), "known_before": person.known_before}
            for person in result.same_people
        ],
        "announcements": result.announcements,
    }


def _row(file: str, line: int, reason: str) -> dict[str, Any]:
    return {"file": file, "line": line, "reason": reason}


def account(result: "ImportResult") -> Iterator[str]:
    """The account of an import for people."""
    row = {"text": "line", "boris": "event"}.get(result.batch.format, "row")
    left_out = f", left out {number_text(result.left_out)}" if result.left_out else ""
    yield (
        f"Read {plural(result.read, row)}, kept {number_text(result.kept)}, rejected"
        f" {number_text(result.rejected_count)}{left_out}; {sessions(result.sessions)}."
    )
    if result.columns:
        yield "Columns: " + ", ".join(f"{what} = {column}" for what, column in result.columns.items())
    for what, made in result.made.items():
        if made:
            names = number_text(made) if isinstance(made, int) else _listed(made)
            yield f"Made {what.replace('_', ' ')}: {names}"
    yield from result.announcements
    yield from _places("Rejected", result.rejected, result.rejected_count)
    yield from _places("Noted", result.noted, len(result.noted))
    yield from _places("Skipped", result.skipped, len(result.skipped))


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_LISTED:,} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more


def _places(what: str, rows: list[tuple[str, int, str]], count: int) -> Iterator[str]:
    for file, line, reason in rows[:_MOST_LISTED]:
        yield f"{what}: {file}{f', line {line:,}' if line else ''}: {reason}"
    if count > _MOST_LISTED:
        yield f"… and {count - _MOST_LISTED:,} more; --json lists up to 10,000."
