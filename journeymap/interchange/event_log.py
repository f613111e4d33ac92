"""An event log as read from a file, kept small: some 30 bytes an event, whatever the order of the rows."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

NO_END = -(1 << 63)
"""Stands in `until_us` for an event without an end."""
LISTED = 10_000
"""So many rejected rows are kept with line and reason; the rest is only counted."""


@dataclass(slots=True)
class EventLog:
    """The events of one file in file order: event `i` is of case `case_of[i]`, at `at_us[i]`, and so on.

    Times are microseconds since 1970 UTC; `finer` holds the nanoseconds of the few events that have any. Indices
    point into `cases`, `steps` and `lives` (lifecycle values, the first one empty), which keep order of appearance.
    """

    name: str
    stem: str
    cases: dict[str, int] = field(default_factory=dict)
    steps: dict[str, int] = field(default_factory=dict)
    lives: dict[str, int] = field(default_factory=lambda: {"": 0})
    rows_of_case: list[list[int]] = field(default_factory=list)
    step_of: "array[int]" = field(default_factory=lambda: array("i"))
    life_of: "array[int]" = field(default_factory=lambda: array("i"))
    at_us: "array[int]" = field(default_factory=lambda: array("q"))
    until_us: "array[int]" = field(default_factory=lambda: array("q"))
    finer: dict[int, int] = field(default_factory=dict)
    read: int = 0
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    rejected_count: int = 0
    rejected_of_case: Counter[str] = field(default_factory=Counter)
    columns: dict[str, str] = field(default_factory=dict)
    announced: list[str] = field(default_factory=list)

    def add(self, case: str, step: str, at_us: int, until_us: int, life: str) -> None:
        """Take in one event."""
        row = len(self.at_us)
        index = self.cases.get(case)
        if index is None:
            index = self.cases[case] = len(self.rows_of_case)
            self.rows_of_case.append([])
        self.rows_of_case[index].append(row)
        steps = self.steps
        self.step_of.append(steps[step] if step in steps else steps.setdefault(step, len(steps)))
        lives = self.lives
        self.life_of.append(lives[life] if life in lives else lives.setdefault(life, len(lives)))
        self.at_us.append(at_us)
        self.until_us.append(until_us)

    def reject(self, line: int, reason: str, case: str = "") -> None:
        """Note a row that could not be read, and the case it belongs to where that is known."""
        self.rejected_count += 1
        if len(self.rejected) < LISTED:
            self.rejected.append((self.name, line, reason))
        if case:
            self.rejected_of_case[case] += 1

    def put_in_order(self) -> None:
        """Bring the events of every case into the order of their times; ties stay in file order."""
        at_us, finer = self.at_us, self.finer
        for rows in self.rows_of_case:
            if finer:
                rows.sort(key=lambda row: (at_us[row], finer.get(row, 0)))
            else:
                rows.sort(key=at_us.__getitem__)
