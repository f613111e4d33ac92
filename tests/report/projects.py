"""Projects for the tests of the report, told as session text and kept in real files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from journeymap.core.clock import FixedClock
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap, Project
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.interchange.importing import import_sources
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.sample import ACTOR, put_sample, sample_project
from journeymap.report.build import build_report
from journeymap.report.content import Anchor, Report
from journeymap.store.document import Document

MADE_AT_MS = 1_772_445_600_000
EVERYTHING = "notes, quotes, share_team, share_org, publish"


@dataclass(frozen=True, slots=True)
class Told:
    """An open project and the filter of its only map."""

    document: Document
    reader: Reader
    chosen: Filter

    @property
    def anchor(self) -> Anchor:
        last = self.document.last_entry()
        return Anchor(last.seq, last.hash)

    def report(self, audience: str = "team") -> Report:
        return build_report(self.reader, self.chosen, audience=audience, anchor=self.anchor, made_at_ms=MADE_AT_MS)


def _told(document: Document) -> Told:
    reader = document.read()
    maps = reader.find(JourneyMap)
    return Told(document, reader, Filter(maps[0].id if maps else ""))


@contextmanager
def told(folder: Path, *sessions: str, title: str = "Renew a permit", classification: str = "") -> Iterator[Told]:
    """A project with these sessions, each a session text."""
    with Document.create(folder / "told.journey", title=title, clock=FixedClock(), actor="tester") as document:
        if classification:
            with document.edit("Set the classification") as edit:
                project = edit.get(Project, edit.project_id)
                assert project is not None
                edit.put(replace(project, classification=classification))
        if sessions:
            source = folder / "told.txt"
            source.write_text("===\n".join(sessions), encoding="utf-8", newline="\n")
            with document.edit("Import") as edit:
                import_sources(edit, [source], ImportOptions(), Progress())
        yield _told(document)


@contextmanager
def sample(folder: Path) -> Iterator[Told]:
    """The sample project."""
    about = sample_project()
    path = folder / "sample.journey"
    with Document.create(path, title=about.title, zone=about.zone, clock=FixedClock(), actor=ACTOR) as document:
        put_sample(document.edit)
        yield _told(document)


def session(person: str, *lines: str, consent: str | None = EVERYTHING, round_title: str = "Round 1") -> str:
    """The text of one session on the map "Permit"; `consent` None: nothing is said about it."""
    head = [f"participant: {person}", f"round: {round_title}", "map: Permit", "started: 2026-03-02T10:00:00Z"]
    if consent is not None:
        head.append(f"consent: {consent}")
    return "\n".join([*head, "---", *lines]) + "\n"


def journey(person: str, pain: str = "", consent: str | None = EVERYTHING) -> str:
    """A session over three steps with at most one pain."""
    lines = ["[00:00:01] > Find", "[00:01:00] > Upload"]
    lines += [f"[00:02:00] {pain}"] if pain else []
    return session(person, *lines, "[00:03:00] > Pay", "[00:04:00] = completed", consent=consent)
