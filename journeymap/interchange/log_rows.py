"""From an event log to rows: a case is a session of the person whose pseudonym is the case id, an event is a visit."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from journeymap.core.model import Observation, Session
from journeymap.interchange.event_log import NO_END, EventLog
from journeymap.interchange.gathering import Gathered, json_text
from journeymap.interchange.step_book import StepBook

SESSION_FIELDS: Final = (
    "id", "project_id", "import_id", "seq", "participant_id", "map_id", "round_id", "mode", "started_at_ms", "zone",
    "ended_ms", "outcome", "quality", "quality_reason", "case_id",
)  # fmt: skip
VISIT_FIELDS: Final = (
    "id", "project_id", "import_id", "session_id", "seq", "at_ms", "until_ms", "kind", "step_id", "raw_label",
    "source", "attributes",
)  # fmt: skip


@dataclass(slots=True)
class PlannedLog:
    """An event log with its map and round decided. `session_ids` and `people` go by case; None: skipped."""

    log: EventLog
    book: StepBook
    round_id: str | None
    zone: str
    session_ids: list[str | None]
    people: list[str]
    skipped: list[tuple[str, int, str]]
    kept: int

    def write(self, gathered: Gathered) -> int:
        """Write the sessions and visits; gives how many sessions."""
        sessions = gathered.edit.put_rows(Session, SESSION_FIELDS, self.session_rows(gathered))
        gathered.edit.put_rows(Observation, VISIT_FIELDS, self.visit_rows(gathered))
        return sessions

    def session_rows(self, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
        """One row a case that is kept."""
        log, project_id, import_id = self.log, gathered.edit.project_id, gathered.import_id
        at_us, until_us = log.at_us, log.until_us
        has_ends = max(until_us, default=NO_END) != NO_END
        for index, case in enumerate(log.cases):
            session_id = self.session_ids[index]
            if session_id is None:
                continue
            rows = log.rows_of_case[index]
            start = at_us[rows[0]] // 1000
            end = at_us[rows[-1]]
            if has_ends:
                end = max(end, *[until_us[row] for row in rows])
            bad = log.rejected_of_case.get(case, 0)
            yield (
                session_id,
                project_id,
                import_id,
                gathered.next_seq,
                self.people[index],
                self.book.map_id,
                self.round_id,
                "imported",
                start,
                self.zone,
                end // 1000 - start,
                "not_observed",
                "incomplete" if bad else "ok",
                incomplete(bad) if bad else "",
                case,
            )
            gathered.next_seq += 1

    def visit_rows(self, gathered: Gathered) -> Iterator[tuple[Any, ...]]:
        """One row an event."""
        log, project_id, import_id = self.log, gathered.edit.project_id, gathered.import_id
        at_us, until_us, step_of, life_of = log.at_us, log.until_us, log.step_of, log.life_of
        found = [(self.book.step_id(title), title) for title in log.steps]
        places = [(step_id, None if step_id else title) for step_id, title in found]
        lives = [json_text([["lifecycle", life]] if life else []) for life in log.lives]
        new_id = gathered.ids.series(self.kept)
        for rows, session_id in zip(log.rows_of_case, self.session_ids, strict=True):
            if session_id is None:
                continue
            start = at_us[rows[0]] // 1000
            for seq, row in enumerate(rows, start=1):
                until = until_us[row]
                yield (
                    next(new_id),
                    project_id,
                    import_id,
                    session_id,
                    seq,
                    at_us[row] // 1000 - start,
                    None if until == NO_END else until // 1000 - start,
                    "visit",
                    *places[step_of[row]],
                    "import",
                    lives[life_of[row]],
                )


def incomplete(rows: int) -> str:
    """Why a session with rejected rows is not counted."""
    return f"incomplete: {rows} {'row' if rows == 1 else 'rows'} rejected"


def plan_log(log: EventLog, gathered: Gathered, map_title: str, round_title: str | None, zone: str) -> PlannedLog:
    """Decide a log's map, round, people and sessions, and note its steps. Sessions the project has are skipped."""
    log.put_in_order()
    book = gathered.book(map_title)
    round_id = gathered.round(round_title) if round_title else None
    sessions = gathered.sessions
    planned = PlannedLog(log, book, round_id, zone, [], [], [], 0)
    titles = list(log.steps)
    paths: Counter[tuple[int, ...]] = Counter()
    for case, rows in zip(log.cases, log.rows_of_case, strict=True):
        pseudonym = gathered.pseudonym(case, round_title)
        known = gathered.people.get(pseudonym)
        start = log.at_us[rows[0]] // 1000
        if known is not None and sessions.has_start(known, book.map_id, start):
            planned.session_ids.append(None)
            planned.people.append(known)
            planned.skipped.append((log.name, 0, f"the session of {pseudonym} is in the project already"))
            continue
        person = gathered.participant(pseudonym, round_id)
        sessions.add_start(person, book.map_id, start)
        planned.people.append(person)
        planned.session_ids.append(gathered.ids())
        planned.kept += len(rows)
        paths[tuple([log.step_of[row] for row in rows])] += 1
    for path, times in paths.items():
        book.meet([titles[index] for index in path], times)
    for title in titles:
        book.spelled(title)
    return planned
