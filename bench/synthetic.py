"""Made-up projects and logs to measure on, where the public ones are not there or are too small."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.harness import SHARED_DATA

if TYPE_CHECKING:
    from journeymap.store.document import Document

STEPS = tuple(f"Step {number}" for number in range(1, 12))


def fines_log(folder: Path, copies: int = 1) -> Path:
    """traffic_fines_10k, or a made-up log of its size, `copies` times over with new case ids."""
    target = folder / f"fines-{copies}.csv"
    source = SHARED_DATA / "eventlogs" / "traffic_fines_10k.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for copy in range(copies):
            rows = _read(source) if source.exists() else _made_up_rows()
            head = next(rows)
            if copy == 0:
                writer.writerow(head)
            writer.writerows([f"{copy}-{row[0]}", *row[1:]] for row in rows)
    return target


def _read(source: Path) -> Iterator[list[str]]:
    with source.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def _made_up_rows(cases: int = 10_000) -> Iterator[list[str]]:
    chance = random.Random(11)
    yield ["case_id", "activity", "resource", "timestamp", "amount"]
    for case in range(cases):
        for number in range(chance.choice((2, 3, 4, 5))):
            minute, hour = divmod(case + 61 * number, 24)[::-1]
            time = f"2024-{1 + number:02d}-{1 + case % 28:02d}T{hour % 24:02d}:{minute % 60:02d}:00Z"
            yield [f"A{case}", chance.choice(STEPS), "", time, "35.0"]


def running_project(path: Path, entries: int) -> tuple["Document", str]:
    """An open project with a map, and a session in progress that holds this many entries; and the session's id."""
    from journeymap.core.capture import Line
    from journeymap.core.edits.maps import make_map
    from journeymap.core.edits.people import find_or_make_participant
    from journeymap.core.edits.recording import start_session
    from journeymap.core.edits.steps import add_step
    from journeymap.core.model import Observation
    from journeymap.store.document import Document

    document = Document.create(path, title="Bench")
    document.recording = True
    with document.edit("Make ready") as edit:
        journey_map = make_map(edit, "Bench")
        steps = [add_step(edit, journey_map.id, title) for title in STEPS]
        person = find_or_make_participant(edit, "P01")
        session = start_session(edit, participant_id=person.id, map_id=journey_map.id)
        for number in range(entries):
            line = Line("visit") if number % 10 == 0 else Line("do", "reads the page and goes on")
            edit.put(
                Observation(
                    id=edit.clock.new_id(), project_id=edit.project_id, session_id=session.id, seq=number + 1,
                    at_ms=number * 1000, kind=line.kind, text=line.text,
                    step_id=steps[number // 10 % len(steps)].id if line.kind == "visit" else None,
                )
            )  # fmt: skip
    return document, session.id
