"""new, info, undo, verify: the project file itself."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from journeymap.cli.opening import project
from journeymap.cli.parsing import Commands, add_command, add_json, add_project_file
from journeymap.cli.terminal import print_json, say, say_all, tell
from journeymap.core import model
from journeymap.core.capture import one_line
from journeymap.core.errors import Problem
from journeymap.core.reader import Reader
from journeymap.core.wording import list_text, plural, sessions

COUNTED: Final[dict[str, tuple[type[model.Entity], str]]] = {
    "maps": (model.JourneyMap, "map"),
    "phases": (model.Phase, "phase"),
    "lanes": (model.Lane, "lane"),
    "steps": (model.Step, "step"),
    "cells": (model.Cell, "cell"),
    "transitions": (model.Transition, "planned link"),
    "channels": (model.Channel, "channel"),
    "rounds": (model.Round, "round"),
    "scenarios": (model.TaskScenario, "task"),
    "participants": (model.Participant, "participant"),
    "identities": (model.ParticipantIdentity, "identity"),
    "sessions": (model.Session, "session"),
    "consents": (model.Consent, "consent"),
    "questionnaires": (model.Questionnaire, "questionnaire"),
    "observations": (model.Observation, "entry"),
    "pictures": (model.Attachment, "picture"),
    "pain_points": (model.PainPoint, "pain point"),
    "imports": (model.ImportBatch, "import"),
}
"""Key in the JSON → what is counted, and the word for one of it."""


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "new", run_new, "make a new project",
        'new permit.journey --title "Renew a parking permit"',
        "new clinic.journey --template service-blueprint",
    )  # fmt: skip
    add_project_file(parser)
    parser.add_argument(
        "--template", metavar="NAME", help="begin with the map of a template; without one there is no map"
    )
    parser.add_argument("--title", metavar="T", help="the project's title; otherwise the file's name")

    parser = add_command(
        commands, "info", run_info, "show what is in a project", "info permit.journey", "info permit.journey --json"
    )
    add_project_file(parser)
    add_json(parser)

    parser = add_command(
        commands, "undo", run_undo, "undo the last entry of the journal and say which it was", "undo permit.journey"
    )
    add_project_file(parser)

    parser = add_command(
        commands, "verify", run_verify,
        "check the file: its integrity, references, tables, journal and every record's digest",
        "verify permit.journey",
    )  # fmt: skip
    add_project_file(parser)


def run_new(options: argparse.Namespace) -> int:
    from journeymap.interchange.map_file import put_map, read_map_file
    from journeymap.store.document import Document

    path = Path(options.file)
    plan = read_map_file(template_file(options.template)) if options.template is not None else None
    title = one_line(options.title if options.title is not None else path.stem)
    if not title:
        raise Problem("A project needs a title; give one with --title. Nothing was made.")
    with Document.create(path, title=title, zone=local_zone()) as document:
        if plan is not None:
            with document.edit(f"Start from the template {options.template}") as edit:
                put_map(edit, plan)
    say(f"Made {path}: “{title}”{f', with the map “{plan.title}”' if plan is not None else ', without a map yet'}.")
    return 0


def local_zone() -> str:
    """The IANA name of this computer's time zone, or UTC where it says none that can be used."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from tzlocal import get_localzone_name

    try:
        name = get_localzone_name()
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, LookupError, ValueError, OSError, TypeError):
        return "UTC"
    return name


def template_file(name: str) -> Path:
    """The file of a template; raises Problem, naming those there are, when there is none of this name."""
    from journeymap.core.resources import resource

    files = {file.stem: file for file in sorted(resource("templates").glob("*.toml"))}
    if name not in files:
        raise Problem(f"There is no template called “{name}”. There is: {', '.join(files)}. Nothing was made.")
    return files[name]


def run_info(options: argparse.Namespace) -> int:
    with project(options.file, read_only=True) as document:
        last = document.last_entry()
        reader = document.read()
        value = {
            **_about(reader),
            "schema_version": document.schema_version,
            "counts": {**counts(reader), "journal_entries": last.seq},
            "rounds": list(_rounds(reader)),
            "maps": list(_maps(reader)),
            "last_entry": {"seq": last.seq, "hash": last.hash},
        }
    if options.json:
        print_json(value)
    else:
        say_all(_info_lines(value))
    return 0


def counts(reader: Reader) -> dict[str, int]:
    """How many there are of every entity; imports that are switched off are not counted."""
    found = {key: reader.count(kind) for key, (kind, _) in COUNTED.items() if kind is not model.ImportBatch}
    return {**found, "imports": reader.count(model.ImportBatch, live=True)}


def _about(reader: Reader) -> dict[str, Any]:
    about = reader.get(model.Project, reader.project_id)
    assert about is not None
    return {
        "id": about.id,
        "title": about.title,
        "description": about.description,
        "classification": about.classification,
        "language": about.language,
        "zone": about.zone,
        "made_up": about.made_up,
        "file_format": "journey",
    }


def _rounds(reader: Reader) -> Iterator[dict[str, Any]]:
    for round_ in reader.find(model.Round):
        sessions = reader.count(model.Session, round_id=round_.id)
        yield {"id": round_.id, "title": round_.title, "method": round_.method, "sessions": sessions}


def _maps(reader: Reader) -> Iterator[dict[str, Any]]:
    for journey_map in reader.find(model.JourneyMap):
        yield {
            "id": journey_map.id,
            "title": journey_map.title,
            "steps": reader.count(model.Step, map_id=journey_map.id),
            "sessions": reader.count(model.Session, map_id=journey_map.id),
        }


def _info_lines(value: dict[str, Any]) -> Iterator[str]:
    yield value["title"]
    if value["made_up"]:
        yield "A sample: everybody in it is made up."
    yield f"Version of the tables {value['schema_version']}, time zone {value['zone']}"
    last = value["last_entry"]
    yield f"Last journal entry {last['seq']}, {last['hash'][:16]}…" if last["seq"] else "The journal is empty"
    yield ""
    for key, (_, word) in COUNTED.items():
        several = f"{word[:-1]}ies" if word.endswith("y") else ""
        yield f"  {plural(value['counts'][key], word, several)}"
    for what in ("maps", "rounds"):
        if value[what]:
            yield ""
            yield f"{what.capitalize()}:"
            yield from (f"  {row['title']} · {sessions(row['sessions'])}" for row in value[what])


def run_undo(options: argparse.Namespace) -> int:
    with project(options.file) as document:
        changes = document.undo()
    files = [
        name for item in changes.items if isinstance(item.entity, model.ImportBatch) for name, _ in item.entity.sources
    ]
    say(f"Undone: {changes.label}{f' ({list_text(files)})' if files else ''}, journal entry {changes.of}.")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    from journeymap.store.verify import verify

    found = verify(Path(options.file))
    for note in found.notes:
        tell(note)
    if found.wrong:
        say_all(found.wrong)
        more = f" {len(found.wrong) - 1} more are listed in the output." if len(found.wrong) > 1 else ""
        raise Problem(f"{options.file} is not sound: {found.wrong[0]}{more} Take another copy, or restore a backup.")
    say(f"{options.file} is sound. Checked: {'; '.join(found.checks)}.")
    say(f"Last journal entry {found.last.seq}, hash {found.last.hash}.")
    return 0
