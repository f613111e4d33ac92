"""Two sessions side by side: their entries in common rows, by time or by step, and how they differ in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from journeymap.analysis.durations import durations
from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.core.model import Observation
from journeymap.core.observers import is_lead
from journeymap.core.wording import clock_text, duration_text, list_text, number_word, plural, quoted
from journeymap.present.session import StreamEntry, stream_entry
from journeymap.present.sessions_table import SessionRow
from journeymap.present.whole_session import WholeSession

ALIGNED: Final = {"step": "By step", "time": "By time"}
"""How the two are laid side by side."""
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One row: an entry of each side, or of one alone. `middle` is the step or the time that both stand at."""

    middle: str
    left: StreamEntry | None
    right: StreamEntry | None
    heading: bool = False

    @property
    def alone(self) -> bool:
        """Whether only one of the two came to this step."""
        return self.heading and (self.left is None or self.right is None)

    def spoken(self, left: str, right: str) -> str:
        """The row in words; `left` and `right` are what the two sessions are called."""
        said = [f"{name}: {entry.spoken}" for name, entry in ((left, self.left), (right, self.right)) if entry]
        if self.alone:
            said.append(f"only {left if self.left else right}")
        return "; ".join(part for part in (self.middle, *said) if part)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two sessions side by side. `names` tell them apart; `sentences` say how they differ."""

    names: tuple[str, str]
    sentences: tuple[str, ...]
    rows: tuple[BesideRow, ...]


def beside(left: WholeSession, right: WholeSession, aligned: str) -> Beside:
    """Lay two sessions side by side; `aligned` is a key of ALIGNED."""
    names = _names(left.row, right.row)
    rows = _by_time(left, right) if aligned == "time" else _by_step(left, right)
    return Beside(names, differences(left, right, names), tuple(rows))


def differences(left: WholeSession, right: WholeSession, names: tuple[str, str]) -> tuple[str, ...]:
    """How two sessions differ: their ends, their lengths, their steps, their pains, and where the time went."""
    said = [
        _ends(left, right, names),
        _steps(left, right, names),
        _pains(left, right, names),
        _times(left, right, names),
    ]
    return tuple(sentence for sentence in said if sentence)


def _names(left: SessionRow, right: SessionRow) -> tuple[str, str]:
    """What the two are called: the person, with as much more as it takes to tell them apart."""
    if left.pseudonym != right.pseudonym:
        return left.pseudonym, right.pseudonym
    if left.round_title != right.round_title:
        return left.title, right.title
    if left.started != right.started:
        return f"{left.title} · {left.started}", f"{right.title} · {right.started}"
    return f"{left.title}, first", f"{right.title}, second"


def _ends(left: WholeSession, right: WholeSession, names: tuple[str, str]) -> str:
    parts = [
        f"{name}: {side.row.outcome_words}{f' after {side.row.length}' if side.row.length_ms is not None else ''}"
        for name, side in zip(names, (left, right), strict=True)
    ]
    here, there = left.row.length_ms, right.row.length_ms
    if here is None or there is None:
        return f"{'; '.join(parts)}."
    if here == there:
        return f"{'; '.join(parts)}: the same time."
    quicker = names[0] if here < there else names[1]
    return f"{'; '.join(parts)}. {quicker} was {duration_text(abs(here - there))} quicker."


def _steps(left: WholeSession, right: WholeSession, names: tuple[str, str]) -> str:
    titles = {step.id: step.title for side in (left, right) for step in side.head.steps}
    here, there = (tuple(dict.fromkeys(side.summary.places)) for side in (left, right))
    both = [place for place in here if place in there]
    words = f"Both came to {plural(len(both), 'step')}" if both else "They have no step in common"
    alone = [
        f"only {name} to {_listed([place.title(titles) for place in mine if place not in other])}"
        for name, mine, other in ((names[0], here, there), (names[1], there, here))
        if any(place not in other for place in mine)
    ]
    same = "in the same order" if left.summary.places == right.summary.places else ""
    return f"{'; '.join(part for part in (f'{words} {same}'.strip(), *alone) if part)}."


def _pains(left: WholeSession, right: WholeSession, names: tuple[str, str]) -> str:
    parts = [
        f"{name} met {plural(side.row.pains, 'pain')}, the worst: {side.row.worst_words}"
        if side.row.pains
        else f"{name} met no pain"
        for name, side in zip(names, (left, right), strict=True)
    ]
    tags = [dict.fromkeys(each.tag for each in side.summary.encounters if each.tag) for side in (left, right)]
    both = [f"#{tag}" for tag in tags[0] if tag in tags[1]]
    shared = f" Both met {_listed(both)}." if both else ""
    return f"{'; '.join(parts)}.{shared}"


def _times(left: WholeSession, right: WholeSession, names: tuple[str, str]) -> str:
    """The step at which the times of the two lie furthest apart."""
    titles = {step.id: step.title for side in (left, right) for step in side.head.steps}
    here, there = (_stays(side.summary) for side in (left, right))
    common = [place for place in here if place in there]
    if not common:
        return ""
    furthest = max(common, key=lambda place: abs(here[place] - there[place]))
    if here[furthest] == there[furthest]:
        return ""
    times = f"{names[0]} {duration_text(here[furthest])}, {names[1]} {duration_text(there[furthest])}"
    return f"The times lie furthest apart at {quoted(furthest.title(titles))}: {times}."


def _stays(summary: SessionSummary) -> dict[Place, float]:
    """The time at each place, all visits to it together, in ms."""
    return {place: spread.mean_ms * spread.count for place, spread in durations([summary]).steps.items()}


def _listed(words: Sequence[str]) -> str:
    named = [quoted(word) if not word.startswith("#") else word for word in words[:_NAMED]]
    more = len(words) - len(named)
    return list_text([*named, f"{number_word(more)} more"] if more else named)


def _by_step(left: WholeSession, right: WholeSession) -> list[BesideRow]:
    """Visits to the same steps in the same order share a row; what happened there stands below them."""
    titles = {step.id: step.title for side in (left, right) for step in side.head.steps}
    here, there = _visits(left), _visits(right)
    rows: list[BesideRow] = []
    matcher = SequenceMatcher(None, [place for place, _ in here], [place for place, _ in there], autojunk=False)
    for _, first, last, begin, end in matcher.get_opcodes():
        same = [place for place, _ in here[first:last]] == [place for place, _ in there[begin:end]]
        if same:
            pairs = list(zip(here[first:last], there[begin:end], strict=True))
            for (place, mine), (_, theirs) in pairs:
                rows += _rows_at(place.title(titles), left, mine, right, theirs)
        else:
            for place, mine in here[first:last]:
                rows += _rows_at(place.title(titles), left, mine, right, [])
            for place, theirs in there[begin:end]:
                rows += _rows_at(place.title(titles), left, [], right, theirs)
    return rows


def _visits(side: WholeSession) -> list[tuple[Place, list[Observation]]]:
    """The entries of a session by visit: the place, and the visit with what was noted until the next.

    What was noted before the first visit stands at a place without a name.
    """
    parts: list[tuple[Place, list[Observation]]] = []
    for entry in side.entries:
        if entry.kind == "visit" and is_lead(entry.observer, side.head.session.observer):
            place = Place.of(entry.step_id, entry.raw_label)
            parts.append((place, [entry]))
        elif parts:
            parts[-1][1].append(entry)
        else:
            parts.append((Place(None), [entry]))
    return parts


def _rows_at(
    title: str, left: WholeSession, mine: Sequence[Observation], right: WholeSession, theirs: Sequence[Observation]
) -> list[BesideRow]:
    rows = []
    for number, (one, other) in enumerate(zip_longest(mine, theirs)):
        first = number == 0
        rows.append(
            BesideRow(
                middle=(title or "Before the first step") if first else "",
                left=stream_entry(one, left.head) if one else None,
                right=stream_entry(other, right.head) if other else None,
                heading=first and bool(title),
            )
        )
    return rows


def _by_time(left: WholeSession, right: WholeSession) -> list[BesideRow]:
    """Entries of the same second share a row; those without a time come first."""
    seconds: dict[int, tuple[list[StreamEntry], list[StreamEntry]]] = {}
    for number, side in enumerate((left, right)):
        for entry in side.entries:
            second = -1 if entry.at_ms is None or not side.summary.timed else entry.at_ms // 1000
            seconds.setdefault(second, ([], []))[number].append(stream_entry(entry, side.head))
    rows = []
    for second in sorted(seconds):
        for number, (one, other) in enumerate(zip_longest(*seconds[second])):
            clock = "no time" if second < 0 else clock_text(second * 1000)
            rows.append(BesideRow(clock if number == 0 else "", one, other))
    return rows
