"""Verbs about whole maps. Titles are unique in a project."""

from dataclasses import replace

from journeymap.core.capture import title_key
from journeymap.core.edits.existing import existing
from journeymap.core.edits.people import checked_title
from journeymap.core.errors import Problem
from journeymap.core.model import Cell, Channel, JourneyMap, Lane, Phase, Session, Step, Transition
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import MAP_KINDS, MAP_STATES
from journeymap.core.wording import sessions


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


def make_map(edit: Edit, title: str, *, kind: str = "journey", state: str = "as_is") -> JourneyMap:
    """A new, empty map."""
    if kind not in MAP_KINDS:
        raise Problem(f"“{kind}” is no kind of map. Please take one of: {', '.join(MAP_KINDS)}.")
    _check_state(state)
    made = JourneyMap(
        id=edit.clock.new_id(), project_id=edit.project_id, title=_free_title(edit, title), kind=kind, state=state
    )
    edit.put(made)
    return made


def find_or_make_map(edit: Edit, title: str) -> JourneyMap:
    """The map of this title; made when there is none."""
    return find_map(edit, title) or make_map(edit, title)


def rename_map(edit: Edit, map_id: str, title: str) -> JourneyMap:
    """Give a map another title."""
    changed = replace(get_map(edit, map_id), title=_free_title(edit, title, besides=map_id))
    edit.put(changed)
    return changed


def set_map_state(edit: Edit, map_id: str, state: str) -> JourneyMap:
    """Say whether a map shows the service as it is or as it should be."""
    _check_state(state)
    changed = replace(get_map(edit, map_id), state=state)
    edit.put(changed)
    return changed


def copy_map(edit: Edit, map_id: str, title: str, *, state: str = "to_be") -> JourneyMap:
    """A copy of all that is planned on a map, under another title; sessions stay with the map they happened on."""
    source = get_map(edit, map_id)
    _check_state(state)
    copied = replace(source, id=edit.clock.new_id(), title=_free_title(edit, title), state=state, import_id=None)
    edit.put(copied)
    new_ids: dict[str | None, str | None] = {None: None}
    for phase in edit.find(Phase, map_id=map_id):
        new_ids[phase.id] = edit.clock.new_id()
        edit.put(replace(phase, id=new_ids[phase.id] or "", map_id=copied.id, import_id=None))
    for lane in edit.find(Lane, map_id=map_id):
        new_ids[lane.id] = edit.clock.new_id()
        edit.put(replace(lane, id=new_ids[lane.id] or "", map_id=copied.id))
    for step in edit.find(Step, map_id=map_id):
        new_ids[step.id] = edit.clock.new_id()
        edit.put(
            replace(
                step, id=new_ids[step.id] or "", map_id=copied.id, phase_id=new_ids[step.phase_id],
                lane_id=new_ids[step.lane_id], import_id=None,
            )
        )  # fmt: skip
    for cell in edit.find(Cell, map_id=map_id):
        lane_id, step_id = new_ids[cell.lane_id] or "", new_ids[cell.step_id] or ""
        edit.put(replace(cell, id=edit.clock.new_id(), map_id=copied.id, lane_id=lane_id, step_id=step_id))
    for link in edit.find(Transition, map_id=map_id):
        ends = {"from_step_id": new_ids[link.from_step_id] or "", "to_step_id": new_ids[link.to_step_id] or ""}
        edit.put(replace(link, id=edit.clock.new_id(), map_id=copied.id, import_id=None, **ends))
    return copied


def remove_map(edit: Edit, map_id: str) -> None:
    """Take a map away; refused while sessions happened on it, for nothing recorded is ever lost."""
    found = get_map(edit, map_id)
    there = edit.count(Session, map_id=map_id)
    if there:
        raise Problem(f"{sessions(there)} happened on “{found.title}”, so it stays. Please move or delete them first.")
    for opener in edit.find(Step, opens_map_id=map_id):
        edit.put(replace(opener, opens_map_id=None))
    for kind in (Cell, Transition, Step, Lane, Phase):
        for entity in edit.find(kind, map_id=map_id):
            edit.remove(entity)
    edit.remove(found)


def find_or_make_channel(edit: Edit, title: str, kind: str = "other") -> Channel:
    """The channel of this title; made when there is none."""
    name = checked_title(title, "channel")
    found = next((channel for channel in edit.find(Channel) if title_key(channel.title) == title_key(name)), None)
    if found is not None:
        return found
    made = Channel(id=edit.clock.new_id(), project_id=edit.project_id, title=name, kind=kind)
    edit.put(made)
    return made


def get_map(reader: Reader, map_id: str) -> JourneyMap:
    """The map of this id; a Problem when it is gone."""
    return existing(reader, JourneyMap, map_id)


def _check_state(state: str) -> None:
    if state not in MAP_STATES:
        raise Problem(f"“{state}” is no state of a map. Please take one of: {', '.join(MAP_STATES)}.")


def _free_title(edit: Edit, title: str, besides: str = "") -> str:
    name = checked_title(title, "map")
    found = find_map(edit, name)
    if found is not None and found.id != besides:
        raise Problem(f"There is a map “{name}” already. Nothing was changed. Please take another name.")
    return name
