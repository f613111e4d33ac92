"""The sample project: an invented service, twelve made-up people in two rounds, as the files in resources/samples.

A caller makes an empty project and puts the sample into it. With a FixedClock, the title, the zone and
the actor given here, every byte of what is exported from it is the same on every computer.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final

from journeymap.core.errors import Problem
from journeymap.core.model import PainPoint, Project
from journeymap.core.progress import Progress
from journeymap.core.reader import Edit
from journeymap.core.resources import resource
from journeymap.interchange.importing import import_sources
from journeymap.interchange.map_file import MapPlan, put_map, read_map_file
from journeymap.interchange.options import ImportOptions

FOLDER: Final = "samples/parking-permit"
FILE_NAME: Final = "parking-permit.journey"
ACTOR: Final = "journeymap"


@dataclass(frozen=True, slots=True)
class SampleProject:
    """What an empty project must be made with before the sample is put into it."""

    title: str
    zone: str
    plan: MapPlan


def sample_project() -> SampleProject:
    """The sample's title, zone and planned map."""
    plan = read_map_file(resource(f"{FOLDER}/map.toml"))
    return SampleProject(plan.project["project"], plan.project["zone"], plan)


def put_sample(edits: Callable[[str], AbstractContextManager[Edit]], progress: Progress | None = None) -> None:
    """Put the planned map and all sessions into a new project, and mark it as made up.

    `edits` opens an edit under a label (`document.edit`): one for the map, one for the sessions, so that each can be
    undone.
    """
    plan = sample_project().plan
    with edits("Make the map of the sample") as edit:
        project = edit.get(Project, edit.project_id)
        assert project is not None
        edit.put(replace(project, description=plan.project["description"], made_up=True))
        put_map(edit, plan)
    with edits("Import the sessions of the sample") as edit:
        _put_sessions(edit, plan, progress or Progress())


def _put_sessions(edit: Edit, plan: MapPlan, progress: Progress) -> None:
    sources = sorted(resource(FOLDER).glob("round-*.txt"))
    result = import_sources(edit, sources, ImportOptions(), progress)
    if result.rejected:
        raise Problem(
            f"The sample that came with journeymap is damaged: {result.rejected[0]}. Please install it again."
        )
    for pain_point in edit.find(PainPoint):
        title = plan.pain_points.get(pain_point.tag)
        if title is not None:
            edit.put(replace(pain_point, title=title, state="confirmed"))
