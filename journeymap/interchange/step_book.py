"""The steps of a map as an import meets them: known ones by title, new ones in their places and phases."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from journeymap.core.capture import title_key
from journeymap.core.model import Step


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to be made; `phase_id` is that of a phase of the map, or of one that is made with it."""

    id: str
    position: int
    title: str
    description: str
    phase_id: str | None


class StepBook:
    """The steps of one map. Titles that are met and have no step become one, or stay raw labels (`grows` False).

    A title that no step has now is that of the step which had it before. `phases` are (id, title) in their order.
    """

    def __init__(self, map_id: str, steps: list[Step], *, grows: bool, phases: Sequence[tuple[str, str]] = ()) -> None:
        self.map_id = map_id
        self.grows = grows
        self._phases = {title_key(title): id_ for id_, title in reversed(phases)}
        self._next_phase = len(phases)
        self._described: dict[str, tuple[str, str]] = {}
        self.new_phases: list[tuple[str, int, str]] = []
        self._ids = {step.title: step.id for step in steps}
        self._spelling: dict[str, str] = {}
        for step in steps:
            self._spelling.setdefault(title_key(step.title), step.title)
        for step in steps:
            for alias in step.aliases:
                self._ids.setdefault(alias, step.id)
                self._spelling.setdefault(title_key(alias), alias)
        self._next_position = max((step.position for step in steps), default=-1) + 1
        self._met: dict[str, list[float]] = {}
        self.new: list[NewStep] = []

    def describe(self, title: str, description: str, phase: str) -> None:
        """Say what a step of this title is and which phase it belongs to, should it be made; empty: none."""
        self._described[title] = description, phase

    def meet(self, titles: list[str], sessions: int = 1) -> None:
        """Note that so many sessions went through these titles in this order."""
        last = len(titles) - 1 or 1
        first: dict[str, int] = {}
        for index, title in enumerate(titles):
            first.setdefault(title, index)
        for title, index in first.items():
            if title not in self._ids:
                place = self._met.setdefault(title, [0.0, 0.0])
                place[0] += index / last * sessions
                place[1] += sessions

    def spelled(self, title: str) -> str:
        """The title that means the same without regard to case and outer blanks: the first met, or this one."""
        return self._spelling.setdefault(title_key(title), title)

    def settle(self, new_id: Callable[[], str]) -> None:
        """Make the steps that are to be made, ordered by where in the sessions they come on average.

        Those of one phase stand together, phases in the order of their places; steps without one come last.
        """
        if self.grows:
            mean = {title: place / times for title, (place, times) in self._met.items()}
            phases = {title: self._described.get(title, ("", ""))[1] for title in mean}
            within: dict[str, list[float]] = {}
            for title, phase in phases.items():
                within.setdefault(title_key(phase), []).append(mean[title])
            middle = {phase: math.fsum(found) / len(found) for phase, found in within.items()}

            def place(title: str) -> tuple[bool, float, str, float]:
                phase = title_key(phases[title])
                return not phase, middle[phase], phase, mean[title]

            for title in sorted(mean, key=place):
                step_id = new_id()
                self._ids[title] = step_id
                description, phase = self._described.get(title, ("", ""))
                phase_id = self._phase(phase, new_id)
                self.new.append(NewStep(step_id, self._next_position, title, description, phase_id))
                self._next_position += 1
        self._met.clear()

    def _phase(self, title: str, new_id: Callable[[], str]) -> str | None:
        """The id of the phase of this title, made when the map has none; None for no title."""
        if not title:
            return None
        found = self._phases.get(title_key(title))
        if found is None:
            found = self._phases[title_key(title)] = new_id()
            self.new_phases.append((found, self._next_phase, title.strip()))
            self._next_phase += 1
        return found

    def step_id(self, title: str) -> str | None:
        """The step that has, or had, exactly this title; None when it has no place on the map."""
        return self._ids.get(title)

    def step_id_of(self, label: str) -> str | None:
        """The step of this label, without regard to case and outer blanks."""
        return self._ids.get(self._spelling.get(title_key(label), label))
