"""Steps that are copied as text and pasted in another project are the same steps, with the same links."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeymap.core.capture import one_line
from journeymap.core.carried_pictures import read_pictures, write_pictures
from journeymap.core.clock import FixedClock
from journeymap.core.edits import lanes, links, maps, phases, steps
from journeymap.core.edits.as_list import carried_pictures, list_steps
from journeymap.core.edits.from_list import put_step_list
from journeymap.core.model import Attachment, Cell, Channel, JourneyMap, Lane, Phase, Transition
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import OUTCOMES, STEP_KINDS, TRANSITION_KINDS
from journeymap.core.step_list import read_step_list
from journeymap.core.step_list_writing import write_step_list
from journeymap.store.document import Document

SIGNS = st.text(
    st.sampled_from("ab#->→[]\\|: 1.)*•'\"é\t(") | st.characters(exclude_categories=("Cs", "Cc")), max_size=9
)
TITLES = SIGNS.map(lambda text: one_line(text).replace("\t", " ")).filter(bool)
LONG_TITLES = TITLES.map(lambda title: f"{title} {'and so on ' * 40}".strip())
WORDS = SIGNS.map(lambda text: " ".join(text.split()))
LINES = SIGNS.map(str.rstrip)
TEXTS = st.lists(LINES, max_size=3).map(lambda each: "\n".join(each).strip())
CHANNELS = {"": "", "web": "web", "by [phone]": "phone", "the\thotline": "other", "Web (old)": "web"}
OWN_LANES = (("backstage", ""), ("frontstage", "Desk (Backstage)"), ("actions", "Steps too"))
TEXT_LANES = (("thoughts", ""), ("custom", "Thoughts"), ("policy", "Rules: old, new"), ("feelings", ""))


class TwoProjects:
    """A project to copy from and another one to paste into."""

    def __init__(self, here: Edit, there: Edit) -> None:
        self.here = here
        self.there = there
        self.number = 0

    def new_maps(self) -> tuple[JourneyMap, JourneyMap]:
        self.number += 1
        return maps.make_map(self.here, f"Here {self.number}"), maps.make_map(self.there, f"There {self.number}")


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[TwoProjects]:
    """Two empty projects, each in an edit."""
    with (
        Document.create(tmp_path / "a.journey", title="Here", clock=FixedClock()) as one,
        Document.create(tmp_path / "b.journey", title="There", clock=FixedClock()) as other,
        one.edit("Draw") as here,
        other.edit("Paste") as there,
    ):
        yield TwoProjects(here, there)


def drawn(data: st.DataObject, edit: Edit, map_id: str) -> None:
    """Draw a map of all kinds of steps, links and cells."""
    made = []
    inside = maps.make_map(edit, f"Inside {map_id}")
    stages = [phases.add_phase(edit, map_id, title).id for title in ("Apply", "# odd: | Pay")]
    own = [lanes.add_lane(edit, map_id, kind, title).id for kind, title in OWN_LANES]
    texts = [lanes.add_lane(edit, map_id, kind, title) for kind, title in TEXT_LANES[:3]]
    feelings = next(lane for lane in edit.find(Lane, map_id=map_id) if lane.kind == "feelings")
    for title in data.draw(st.lists(TITLES | LONG_TITLES, min_size=1, max_size=7, unique=True), "titles"):
        phase_id = data.draw(st.sampled_from([None, *stages]), "phase")
        step = steps.add_step(
            edit, map_id, title, phase_id=phase_id, kind=data.draw(st.sampled_from(STEP_KINDS), "kind")
        )
        channel = data.draw(st.sampled_from(list(CHANNELS)), "channel")
        change = replace(
            step,
            channel_id=maps.find_or_make_channel(edit, channel, CHANNELS[channel]).id if channel else None,
            description=data.draw(TEXTS, "description"),
            organisation=data.draw(WORDS, "organisation"),
            end_outcome=data.draw(st.sampled_from(["", *OUTCOMES]), "outcome") if step.kind == "end" else "",
            aliases=tuple(dict.fromkeys(alias for alias in data.draw(st.lists(TITLES, max_size=2)) if alias != title)),
            lane_id=data.draw(st.sampled_from([None, None, *own]), "lane"),
        )
        edit.put(change)
        if data.draw(st.booleans(), "opens"):
            steps.open_map_from_step(edit, step.id, inside.id)
        for lane in [*texts, feelings]:
            text = data.draw(st.just("") | TEXTS, "cell")
            if text:
                span = data.draw(st.integers(1, 3), "span")
                cell = lanes.set_cell(edit, step.id, lane.id, text, span=span, assumed=lane == feelings)
                if cell is not None:
                    edit.put(replace(cell, may_be_shared=data.draw(st.booleans(), "may be shared")))
        made.append(step.id)
    ends = st.tuples(st.sampled_from(made), st.sampled_from(made))
    for start, end in data.draw(st.lists(ends, max_size=9, unique=True), "links"):
        links.add_transition(edit, start, end, data.draw(st.sampled_from(TRANSITION_KINDS)), data.draw(WORDS))


def told(reader: Reader, map_id: str) -> list[object]:
    """All that a text can carry of a map, without ids."""
    stages = {phase.id: phase.title for phase in reader.find(Phase)}
    channels = {channel.id: (channel.title, channel.kind) for channel in reader.find(Channel)}
    rows = {lane.id: (lane.kind, lanes.lane_title(lane)) for lane in lanes.lanes_of(reader, map_id)}
    home = next(title for title in rows.values() if title[0] == "actions")
    here = steps.steps_in_order(reader, map_id)
    titles = {step.id: step.title for step in here}
    opened = {found.id for found in reader.find(JourneyMap) if found.title.startswith("Inside")}
    return [
        [
            (
                step.title, stages.get(step.phase_id or ""), step.kind, channels.get(step.channel_id or ""),
                step.description, step.organisation, step.end_outcome, step.aliases,
                rows.get(step.lane_id or "", home), step.opens_map_id in opened,
            )
            for step in here
        ],
        {
            (titles[link.from_step_id], titles[link.to_step_id], link.kind, link.condition)
            for link in reader.find(Transition, map_id=map_id)
        },
        {
            (titles[cell.step_id], rows[cell.lane_id], cell.text, cell.span, cell.assumed, cell.may_be_shared)
            for cell in reader.find(Cell, map_id=map_id)
        },
    ]  # fmt: skip


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
def test_what_is_copied_is_pasted_in_another_project_as_it_was(projects: TwoProjects, data: st.DataObject) -> None:
    journey, empty = projects.new_maps()
    drawn(data, projects.here, journey.id)
    maps.make_map(projects.there, f"Inside {journey.id}")
    ids = [step.id for step in steps.steps_in_order(projects.here, journey.id)]
    text = write_step_list(list_steps(projects.here, ids))
    put = put_step_list(projects.there, empty.id, read_step_list(text))
    assert put.remarks == ()
    assert told(projects.there, empty.id) == told(projects.here, journey.id)


def test_the_text_can_be_read_by_people(projects: TwoProjects) -> None:
    journey, _ = projects.new_maps()
    edit = projects.here
    phase = phases.add_phase(edit, journey.id, "Apply")
    ask = steps.add_step(edit, journey.id, "Upload proof", phase_id=phase.id, kind="decision")
    maps.find_or_make_channel(edit, "Website", "web")
    edit.put(replace(steps.get_step(edit, ask.id), channel_id=edit.find(Channel)[0].id, organisation="City council"))
    steps.describe_step(edit, ask.id, "People send a photo.\n\nIt must show the whole page.")
    end = steps.add_step(edit, journey.id, "Done", phase_id=phase.id, kind="end")
    steps.set_step_kind(edit, end.id, "end", "completed_with_help")
    links.add_transition(edit, ask.id, ask.id, "loop", "photo refused")
    lane = lanes.add_lane(edit, journey.id, "thoughts")
    lanes.set_cell(edit, ask.id, lane.id, "Will they take it?\nI hope so.", span=2)
    assert write_step_list(list_steps(edit, [ask.id, end.id])) == (
        "# Apply\n"
        "Upload proof [Website]\n"
        "  | Kind: decision\n"
        "  | Channel kind: Website\n"
        "  | Organisation: City council\n"
        "  | Next: none\n"
        "  | What it is: People send a photo.\n"
        "  |\n"
        "  |  It must show the whole page.\n"
        "  | In: Thoughts\n"
        "  |  Will they take it?\n"
        "  |  I hope so.\n"
        "  | Over columns: 2\n"
        "  -> Upload proof: photo refused\n"
        "Done\n"
        "  | Kind: end\n"
        "  | Ends: completed with help\n"
    )
    assert carried_pictures(edit, [ask.id, end.id]) == []


def test_what_the_other_project_has_not_is_told_and_the_rest_is_pasted(projects: TwoProjects) -> None:
    _, empty = projects.new_maps()
    text = (
        "Pay\n| Opens: Inside the office\n| Kind: nonsense\n| Ends: happily\n| In: Feelings\n|  angry\n"
        "| Assumed: no\nLetter\n| Lane: Post room\n| In: My notes\n|  by post\n"
    )
    put = put_step_list(projects.there, empty.id, read_step_list(text))
    assert put.remarks[:2] == (
        "“nonsense” is no kind of step, so it was left out.",
        "“happily” is no outcome of a journey, so it was left out.",
    )
    assert "counted from sessions" in put.remarks[2]
    kinds = {lane.title: lane.kind for lane in projects.there.find(Lane, map_id=empty.id) if lane.title}
    assert kinds == {"Post room": "actions", "My notes": "custom"}
    assert [cell.text for cell in projects.there.find(Cell, map_id=empty.id)] == ["by post"]


def test_steps_pasted_where_their_titles_are_taken_get_numbers_and_keep_their_links(projects: TwoProjects) -> None:
    journey, _ = projects.new_maps()
    a, b = (steps.add_step(projects.here, journey.id, title) for title in "ab")
    links.add_transition(projects.here, b.id, a.id, "fallback", "too late")
    text = write_step_list(list_steps(projects.here, [a.id, b.id]))
    put = put_step_list(projects.here, journey.id, read_step_list(text))
    assert [step.title for step in put.steps] == ["a 2", "b 2"]
    (link,) = projects.here.find(Transition, from_step_id=put.steps[1].id)
    assert (link.to_step_id, link.kind, link.condition) == (put.steps[0].id, "fallback", "too late")


PNG = b"\x89PNG\r\n\x1a\n" + b"not looked at here"


def with_picture(edit: Edit, journey: JourneyMap) -> list[str]:
    """Two steps, the second of which has a picture over two columns and words in its cell."""
    made = [steps.add_step(edit, journey.id, title).id for title in ("Find", "Upload")]
    lane = lanes.add_lane(edit, journey.id, "image", "Photos")
    cell = lanes.set_picture(
        edit, made[1], lane.id, name="page.png", media_type="image/png", data=PNG, alt_text="The page & its button"
    )
    edit.put(replace(cell, text="From the test", span=2, may_be_shared=True))
    return made


def test_pictures_go_along_into_another_project_with_their_words(projects: TwoProjects) -> None:
    journey, empty = projects.new_maps()
    ids = with_picture(projects.here, journey)
    pictures, left_out = read_pictures(write_pictures(carried_pictures(projects.here, ids)))
    text = write_step_list(list_steps(projects.here, ids))
    put = put_step_list(projects.there, empty.id, read_step_list(text), None, pictures)
    assert (put.remarks, left_out) == ((), [])
    (cell,) = projects.there.find(Cell)
    (kept,) = projects.there.find(Attachment)
    (lane,) = projects.there.find(Lane, id=cell.lane_id)
    assert (lane.kind, lane.title, cell.step_id) == ("image", "Photos", put.steps[1].id)
    assert (cell.alt_text, cell.text, cell.span, cell.may_be_shared) == (
        "The page & its button", "From the test", 2, True
    )  # fmt: skip
    assert (kept.data, kept.media_type, kept.name, kept.id) == (PNG, "image/png", "page.png", cell.attachment_id)


def test_pasted_in_its_own_project_a_picture_is_not_kept_twice(projects: TwoProjects) -> None:
    journey, _ = projects.new_maps()
    ids = with_picture(projects.here, journey)
    pictures = carried_pictures(projects.here, ids)
    put_step_list(projects.here, journey.id, read_step_list("Find\nUpload"), ids[1], pictures)
    assert len(projects.here.find(Attachment)) == 1
    assert len(projects.here.find(Cell)) == 2


def test_a_picture_that_cannot_be_kept_is_told_and_the_steps_are_put(projects: TwoProjects) -> None:
    journey, empty = projects.new_maps()
    (picture,) = carried_pictures(projects.here, with_picture(projects.here, journey))
    wrong = [
        replace(picture, data=b"GIF89a"), replace(picture, alt_text=" "), replace(picture, step=7),
        replace(picture, lane=replace(picture.lane, kind="thoughts")),
    ]  # fmt: skip
    put = put_step_list(projects.there, empty.id, read_step_list("Find\nUpload"), None, wrong)
    assert len(put.steps) == 2
    assert len(put.remarks) == 4
    assert all("was left out" in remark for remark in put.remarks), put.remarks
    assert projects.there.find(Cell) == []
