"""record: the capture line in a terminal, or from a pipe. An entry is printed back when it is durable, never before."""

import argparse
import sys
from typing import TYPE_CHECKING, Final

from journeymap.cli.opening import project
from journeymap.cli.parsing import Commands, add_command, add_project_file
from journeymap.cli.terminal import say, tell
from journeymap.core.errors import Problem

if TYPE_CHECKING:
    from journeymap.cli.session_start import Begun
    from journeymap.cli.typing_line import LineSource, TypedLine
    from journeymap.core.capture import Line
    from journeymap.store.document import Document

LABELS: Final = {
    "visit": "Record a step",
    "do": "Record what the person does",
    "think": "Record a thought",
    "quote": "Record a quote",
    "pain": "Record a pain",
    "emotion": "Record a feeling",
    "help": "Record help",
    "idea": "Park an idea",
    "marker": "Record a note",
    "end": "End the session",
}
"""What the journal says of each kind of entry; never the entry's own words."""

HINT: Final = (
    'Signs: > step   !0–4 pain   " quote   ? thought   ~−2…+2 feeling   & help   * idea   #tag   = outcome.'
    "   Ctrl+D leaves the session open."
)


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "record", run_record, "record a session with the capture line, from the keyboard or a pipe",
        'record permit.journey --participant P07 --round "Round 1" --consent notes,quotes',
        "record permit.journey < notes.txt",
    )  # fmt: skip
    add_project_file(parser)
    parser.add_argument("--participant", metavar="P07", help="the pseudonym; otherwise the next free one")
    parser.add_argument("--round", metavar="R", help="the round, made when missing")
    parser.add_argument("--map", metavar="M", help="the map, made when missing; otherwise the only one")
    parser.add_argument(
        "--consent",
        metavar="SCOPES",
        help="what the person agreed to, with commas between, or “refused”; otherwise it is kept as not recorded",
    )


def run_record(options: argparse.Namespace) -> int:
    from journeymap.cli.session_start import Wanted, begin
    from journeymap.cli.typing_line import line_source
    from journeymap.core.edits.consent import read_consent

    scopes = read_consent(options.consent) if options.consent is not None else None
    with project(options.file) as document:
        began_ms = document.clock.monotonic_ms()
        begun = begin(document, Wanted(options.participant, options.round, options.map, scopes))
        for sentence in begun.news:
            tell(sentence)
        recorder = _Recorder(document, begun, began_ms)
        document.recording = True
        try:
            recorder.record_all(line_source(document.clock, recorder.prompt))
        finally:
            document.recording = False
    return 0


class _Recorder:
    """One running session: its clock, its place, and what happens to each line."""

    def __init__(self, document: "Document", begun: "Begun", began_ms: int) -> None:
        from journeymap.core.model import Step

        self._document = document
        self._session_id = begun.session.id
        self._zero_ms = began_ms - begun.clock_ms  # on the monotonic scale
        self._live = sys.stdin.isatty()
        steps = document.read().find(Step, map_id=begun.session.map_id)
        self._titles = {step.id: step.title for step in steps}
        self._place = ""

    def prompt(self) -> str:
        """The session's clock and the current step."""
        from journeymap.core.wording import clock_text

        place = f" {self._place}" if self._place else ""
        return f"[{clock_text(self._document.clock.monotonic_ms() - self._zero_ms)}]{place} ▸ "

    def record_all(self, source: "LineSource") -> None:
        """Record line after line until the session or the input ends."""
        if self._live:
            say(HINT)
        for typed in source:
            if typed.text.strip() and self._record(typed):
                if source.left_over:
                    tell("The session has ended, so the lines after its end were not recorded.")
                return
        tell("The session stays open; the same command goes on with it.")

    def _record(self, typed: "TypedLine") -> bool:
        """Record one line and print it back; gives True when it has ended the session."""
        from journeymap.core.capture import Line, line_of, parse_line
        from journeymap.core.edits.recording import record
        from journeymap.core.model import Session

        line = parse_line(typed.text)
        at_ms = max(typed.began_ms - self._zero_ms, 0)
        try:
            with self._document.edit(LABELS[line.kind], scope=self._session_id) as edit:
                entry = record(edit, self._session_id, line, at_ms, fuzzy=self._live)
        except Problem as problem:
            tell(str(problem))
            return False
        # The transaction is on disk, so from here on the entry may be called recorded.
        if isinstance(entry, Session):
            self._print_back(Line("end", outcome=entry.outcome, at_ms=entry.ended_ms))
            return True
        title = self._titles.get(entry.step_id or "", "")
        if entry.kind == "visit":
            self._place = entry.raw_label or title
        self._print_back(line_of(entry, title))
        if not line.readable:
            tell("That line could not be read, so it was kept as a plain note.")
        return False

    def _print_back(self, line: "Line") -> None:
        from journeymap.core.capture import format_line

        say(format_line(line))
        sys.stdout.flush()
