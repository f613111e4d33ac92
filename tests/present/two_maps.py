"""The sample's map with thoughts and touchpoints written into it, and a copy of it changed in a dozen ways."""

from journeymap.core.edits import lanes, links, maps, phases, steps
from journeymap.core.model import JourneyMap, Lane, Phase, Step, Transition
from journeymap.core.reader import Edit


def step_of(edit: Edit, map_id: str, title: str) -> Step:
    return next(step for step in edit.find(Step, map_id=map_id) if step.title == title)


def lane_of(edit: Edit, map_id: str, kind: str) -> Lane:
    return next(lane for lane in edit.find(Lane, map_id=map_id) if lane.kind == kind)


def phase_of(edit: Edit, map_id: str, title: str) -> Phase:
    return next(phase for phase in edit.find(Phase, map_id=map_id) if phase.title == title)


def as_is_and_to_be(edit: Edit) -> tuple[str, str]:
    """The ids of both maps. The first one is the only map of the project."""
    (as_is,) = edit.find(JourneyMap)
    thoughts, touchpoints = (lanes.add_lane(edit, as_is.id, kind) for kind in ("thoughts", "touchpoint"))
    for title, text in (
        ("Reminder letter", "Did I not do this last year?"),
        ("Upload proof of address", "Which of these bills do they take?"),
        ("Pay", "Is this page safe?"),
    ):
        lanes.set_cell(edit, step_of(edit, as_is.id, title).id, thoughts.id, text)
    for title, text in (("Ask for help by phone", "Phone line, 9 to 5"), ("Pay", "Card payment page")):
        lanes.set_cell(edit, step_of(edit, as_is.id, title).id, touchpoints.id, text)
    to_be = maps.copy_map(edit, as_is.id, "Renew a parking permit, as it should be").id
    _change(edit, to_be)
    return as_is.id, to_be


def _change(edit: Edit, to_be: str) -> None:
    # The phone call is gone with its cell and its links; the zone is not asked for any more.
    steps.remove_steps(edit, [step_of(edit, to_be, title).id for title in ("Ask for help by phone", "Check the zone")])
    enter, upload = step_of(edit, to_be, "Enter vehicle details"), step_of(edit, to_be, "Upload proof of address")
    steps.rename_step(edit, upload.id, "Confirm the address we know")
    steps.set_step_organisation(edit, upload.id, "Council tax office")
    links.add_transition(edit, enter.id, upload.id)
    prove = phase_of(edit, to_be, "Prove address")
    chat = steps.add_step(edit, to_be, "Ask in the chat", phase_id=prove.id, after_id=upload.id)
    links.add_transition(edit, upload.id, chat.id, kind="fallback", condition="The address is wrong")
    links.add_transition(edit, chat.id, step_of(edit, to_be, "Confirm details").id)
    lanes.set_cell(edit, chat.id, lane_of(edit, to_be, "thoughts").id, "Somebody answers at once")
    letter, pay = step_of(edit, to_be, "Reminder letter"), step_of(edit, to_be, "Pay")
    steps.set_step_channel(edit, letter.id, maps.find_or_make_channel(edit, "Email", "email").id)
    lanes.set_cell(edit, letter.id, lane_of(edit, to_be, "thoughts").id, "")
    lanes.set_cell(edit, pay.id, lane_of(edit, to_be, "thoughts").id, "This is quick")
    lanes.set_cell(edit, letter.id, lane_of(edit, to_be, "touchpoint").id, "E-mail with a link to the form")
    loop = next(link for link in edit.find(Transition, map_id=to_be) if link.kind == "loop")
    links.change_transition(edit, loop.id, kind="branch", condition="The car is another one")
    after = phases.add_phase(edit, to_be, "Use the permit")
    shown = steps.add_step(edit, to_be, "Permit in the app", phase_id=after.id)
    links.add_transition(edit, step_of(edit, to_be, "Permit arrives").id, shown.id)
