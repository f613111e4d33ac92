"""Finding words on a map: in titles of steps, cells, pain points and their tags, conditions, and labels in the tray."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from journeymap.present.map_values import MapCell, MapView
from journeymap.present.tray import TrayLabel


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the words stand: at a step, or in the tray where `step_id` is empty. `words` say which."""

    step_id: str
    words: str
    label: str = ""  # a label in the tray


def find_on_map(view: MapView, tray: Sequence[TrayLabel], typed: str) -> tuple[Found, ...]:
    """Everything that holds all the typed words, whatever their case: step by step in the order of the map."""
    wanted = typed.casefold().split()
    if not wanted:
        return ()
    lanes = {lane.lane_id: lane.title for lane in view.lanes}
    phases = view.phases
    cells: dict[str, list[MapCell]] = defaultdict(list)
    for cell in view.texts:
        cells[cell.step_id].append(cell)
    conditions: dict[str, list[str]] = defaultdict(list)
    for link in view.links:
        if link.condition:
            conditions[link.from_step_id].append(link.condition)
    found: list[Found] = []

    def look(step_id: str, name: str, *texts: str) -> None:
        if _holds(wanted, texts):
            found.append(Found(step_id, name))

    for step in view.steps:
        phase = phases[step.phase] if step.phase < len(phases) else ""
        look(step.step_id, f"Step “{step.title}”", step.title)
        look(step.step_id, f"“{step.title}”: in {phase}", phase)
        look(step.step_id, f"“{step.title}”: {step.channel_title}", step.channel_title)
        look(step.step_id, f"“{step.title}”: {step.organisation}", step.organisation)
        for pain in step.pains:
            tag = f" #{pain.tag}" if pain.tag else ""
            look(step.step_id, f"“{step.title}”: pain: {pain.title}{tag}", pain.title, tag)
        for cell in cells[step.step_id]:
            words = cell.text or cell.alt_text
            look(step.step_id, f"“{step.title}”, {lanes.get(cell.lane_id, '')}: {words}", cell.text, cell.alt_text)
        for condition in conditions[step.step_id]:
            look(step.step_id, f"“{step.title}”: condition: {condition}", condition)
    found += [
        Found("", f"In the tray: {waiting.words}", waiting.label)
        for waiting in tray
        if _holds(wanted, (waiting.label,))
    ]
    return tuple(found)


def _holds(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    words = " ".join(texts).casefold()
    return bool(words.strip()) and all(word in words for word in wanted)
