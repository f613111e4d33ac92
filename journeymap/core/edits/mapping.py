"""Verbs about the map: what the service intends. Step titles are unique within a map, map titles in a project."""

from dataclasses import replace

from journeymap.core.capture import match_step, title_key
from journeymap.core.edits.people import checked_title
from journeymap.core.errors import Problem
from journeymap.core.model import Channel, JourneyMap, Observation, Phase, Session, Step, Transition
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import STEP_KINDS, TRANSITION_KINDS


def find_map(reader: Reader, title: str) -> JourneyMap | None:
    """The map of this title, case and outer blanks aside."""
    wanted = title_key(title)
    return next((found for found in reader.find(JourneyMap) if title_key(found.title) == wanted), None)


def map_named(reader: Reader, title: str = "") -> JourneyMap:
    """The map of this title, or without one the only map; a Problem that says what there is otherwise."""
    maps = reader.find(JourneyMap)
    titles = ", ".join(f"“{found.title}”" for found in maps)
    if not title:
        if len(maps) == 1:
            return maps[0]
        raise Problem(
            f"There are several maps: {titles}. Please say which with --map."
            if maps
            else "There is no map in this project yet. Please import sessions or make a map first."
        )
    found = find_map(reader, title)
    if found is None:
        raise Problem(f"There is no map “{title}”. {f'There is: {titles}.' if maps else 'There is no map yet.'}")
    return found


def make_map(edit: Edit, title: str) -> JourneyMap:
    """A new, empty map."""
    name = checked_title(title, "map")
    if find_map(edit, name) is not None:
        raise Problem(f"There is a map “{name}” already. Nothing was changed. Please take another name.")
    made = JourneyMap(id=edit.clock.new_id(), project_id=edit.project_id, title=name)
    edit.put(made)
    return made


def find_or_make_map(edit: Edit, title: str) -> JourneyMap:
    """The map of this title; made when there is none."""
    return find_map(edit, title) or make_map(edit, title)


def add_phase(edit: Edit, map_id: str, title: str) -> Phase:
    """A new phase after the others."""
    position = max((row[0] for row in edit.columns(Phase, ["position"], map_id=map_id)), default=-1) + 1
    name = checked_title(title, "phase")
    made = Phase(id=edit.clock.new_id(), project_id=edit.project_id, map_id=map_id, position=position, title=name)
    edit.put(made)
    return made


def add_step(
    edit: Edit,
    map_id: str,
    title: str,
    *,
    phase_id: str | None = None,
    kind: str = "action",
    channel_id: str | None = None,
    description: str = "",
) -> Step:
    """A new step after the others of its map."""
    name = checked_title(title, "step")
    steps = edit.find(Step, map_id=map_id)
    _refuse_same(name, steps)
    if kind not in STEP_KINDS:
        raise Problem(f"“{kind}” is no kind of step. Please take one of: {', '.join(STEP_KINDS)}.")
    made = Step(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        map_id=map_id,
        phase_id=phase_id,
        position=max((step.position for step in steps), default=-1) + 1,
        title=name,
        description=description,
        kind=kind,
        channel_id=channel_id,
    )
    edit.put(made)
    return made


def _refuse_same(title: str, steps: list[Step]) -> None:
    # Letter by letter, as event logs name steps; session text then takes the first that fits without case.
    if any(step.title == title for step in steps):
        raise Problem(f"The map has a step “{title}” already. Nothing was changed. Please take another name.")


def rename_step(edit: Edit, step_id: str, title: str) -> Step:
    """Give a step another title."""
    step = _step(edit, step_id)
    name = checked_title(title, "step")
    _refuse_same(name, [other for other in edit.find(Step, map_id=step.map_id) if other.id != step_id])
    changed = replace(step, title=name)
    edit.put(changed)
    return changed


def move_step(edit: Edit, step_id: str, position: int, phase_id: str | None) -> list[Step]:
    """Put a step at a place among those of its map, counted from 0, and into a phase; gives the steps in order."""
    step = _step(edit, step_id)
    others = [other for other in edit.find(Step, map_id=step.map_id) if other.id != step_id]
    others.insert(max(0, min(position, len(others))), replace(step, phase_id=phase_id))
    moved = [replace(other, position=index) for index, other in enumerate(others)]
    for before, after in zip(others, moved, strict=True):
        if before != after or after.id == step_id:
            edit.put(after)
    return moved


def remove_step(edit: Edit, step_id: str) -> None:
    """Take a step off the map; refused while a session has been there, whose visits would have no place."""
    step = _step(edit, step_id)
    visits = len({row[0] for row in edit.columns(Observation, ["session_id"], step_id=step_id)})
    if visits:
        sessions = "1 session" if visits == 1 else f"{visits:,} sessions"
        raise Problem(f"The step “{step.title}” was visited in {sessions}, so it stays. Please rename it instead.")
    for end in ("from_step_id", "to_step_id"):
        for transition in edit.find(Transition, **{end: step_id}):
            edit.remove(transition)
    for session in edit.find(Session, map_id=step.map_id):
        if step_id in session.not_asked_step_ids:
            left = tuple(other for other in session.not_asked_step_ids if other != step_id)
            labels = (*session.not_asked_labels, step.title)
            edit.put(replace(session, not_asked_step_ids=left, not_asked_labels=labels))
    edit.remove(step)


def add_transition(
    edit: Edit, from_step_id: str, to_step_id: str, kind: str = "next", condition: str = ""
) -> Transition:
    """A planned link between two steps of one map."""
    start, end = _step(edit, from_step_id), _step(edit, to_step_id)
    if start.map_id != end.map_id:
        raise Problem("These two steps are on different maps, so they cannot be linked. Nothing was changed.")
    if kind not in TRANSITION_KINDS:
        raise Problem(f"“{kind}” is no kind of link. Please take one of: {', '.join(TRANSITION_KINDS)}.")
    if edit.count(Transition, from_step_id=from_step_id, to_step_id=to_step_id):
        raise Problem(f"“{start.title}” and “{end.title}” are linked already. Nothing was changed.")
    made = Transition(
        id=edit.clock.new_id(),
        project_id=edit.project_id,
        map_id=start.map_id,
        from_step_id=from_step_id,
        to_step_id=to_step_id,
        kind=kind,
        condition=condition,
    )
    edit.put(made)
    return made


def place_label(edit: Edit, map_id: str, label: str, step_id: str | None = None) -> Step:
    """Give a raw label a place: it joins a step, or becomes one. All visits of the map's sessions to it move along."""
    if step_id is None:
        step = match_step(label, edit.find(Step, map_id=map_id)) or add_step(edit, map_id, label)
    else:
        step = _step(edit, step_id)
        if step.map_id != map_id:
            raise Problem("This step is on another map. Nothing was changed.")
    wanted = title_key(label)
    sessions = {session.id: session for session in edit.find(Session, map_id=map_id)}
    spellings = {
        raw
        for (raw,) in edit.columns(Observation, ["raw_label"], step_id=None)
        if raw is not None and title_key(raw) == wanted
    }
    for visit in edit.find(Observation, raw_label=tuple(spellings)) if spellings else ():
        if visit.session_id in sessions:
            edit.put(replace(visit, step_id=step.id, raw_label=None))
    for session in sessions.values():
        left = tuple(other for other in session.not_asked_labels if title_key(other) != wanted)
        if left != session.not_asked_labels:
            ids = tuple(dict.fromkeys((*session.not_asked_step_ids, step.id)))
            edit.put(replace(session, not_asked_labels=left, not_asked_step_ids=ids))
    return step


def find_or_make_channel(edit: Edit, title: str, kind: str = "other") -> Channel:
    """The channel of this title; made when there is none."""
    name = checked_title(title, "channel")
    found = next((channel for channel in edit.find(Channel) if title_key(channel.title) == title_key(name)), None)
    if found is not None:
        return found
    made = Channel(id=edit.clock.new_id(), project_id=edit.project_id, title=name, kind=kind)
    edit.put(made)
    return made


def _step(edit: Edit, step_id: str) -> Step:
    found = edit.get(Step, step_id)
    if found is None:
        raise Problem("This step is not on the map any more. Nothing was changed.")
    return found
