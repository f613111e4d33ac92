"""The small picture of where a person is: the steps around, branches below, what was walked."""

from journeymap.analysis.sessions import Place, SessionSummary
from journeymap.core.model import Observation, Session, Step, Transition
from journeymap.present.map_plan import MapPlan
from journeymap.present.session import SessionHead
from journeymap.present.where_we_are import COLUMNS, Ways, WhereWeAre, ways_of, where_we_are

MAP = "map"


def step(number: int) -> Step:
    return Step(id=f"s{number}", project_id="p", map_id=MAP, phase_id=None, title=f"Step {number}", position=number)


def head(*steps: Step) -> SessionHead:
    session = Session(id="now", project_id="p", seq=1, participant_id="who", map_id=MAP)
    return SessionHead(session, None, None, "A map", None, None, steps, {}, ())


def visits(*steps: str | None) -> list[Observation]:
    return [
        Observation(
            id=str(number), project_id="p", session_id="now", seq=number, at_ms=None, kind="visit",
            step_id=step_id, raw_label=None if step_id else "Elsewhere",
        )
        for number, step_id in enumerate(steps)
    ]  # fmt: skip


def walked(number: int, *steps: str) -> SessionSummary:
    return SessionSummary(
        f"other {number}", number, f"person {number}", f"P{number}", MAP, None, "completed", "ok", "", None,
        timed=False, places=tuple(Place(each) for each in steps),
        starts_ms=(None,) * len(steps), ends_ms=(None,) * len(steps), channel_ids=(None,) * len(steps),
    )  # fmt: skip


def plan(steps: tuple[Step, ...], *links: tuple[str, str, str]) -> MapPlan:
    transitions = tuple(
        Transition(id=f"t{at}", project_id="p", map_id=MAP, from_step_id=one, to_step_id=other, kind=kind)
        for at, (one, other, kind) in enumerate(links)
    )
    return MapPlan(None, None, (), steps, transitions, {}, {})


def states(shown: WhereWeAre) -> dict[str, tuple[str, int, int]]:
    return {ring.title: (ring.state, ring.column, ring.row) for ring in shown.rings}


FIVE = tuple(step(number) for number in range(5))
BRANCHED = Ways({("s0", "s1"): 9, ("s1", "s2"): 6, ("s1", "s3"): 3, ("s2", "s4"): 6, ("s3", "s4"): 3})


def test_a_branch_stands_below_the_way_that_most_took() -> None:
    shown = where_we_are(head(*FIVE), visits("s0", "s1"), BRANCHED)
    found = states(shown)
    assert found["Step 0"] == ("been", 0, 0)
    assert found["Step 1"] == ("here", 1, 0)
    assert found["Step 2"][2] == 0
    assert found["Step 3"] == ("ahead", 2, 1)
    assert shown.words == "Step 2 of 5"
    assert shown.spoken == "Step 2 of 5, Step 1; 2 of 5 steps visited; from here to Step 2 and Step 3"
    lines = {(shown.rings[line.source].title, shown.rings[line.target].title): line for line in shown.lines}
    assert lines["Step 0", "Step 1"].walked
    assert not lines["Step 1", "Step 3"].walked


def test_a_way_back_is_told_from_the_others_and_own_ways_are_drawn_though_nobody_planned_them() -> None:
    shown = where_we_are(head(*FIVE), visits("s0", "s1", "s2", "s0"), Ways({("s0", "s1"): 1, ("s1", "s2"): 1}))
    lines = {(shown.rings[line.source].title, shown.rings[line.target].title): line for line in shown.lines}
    assert lines["Step 2", "Step 0"].back
    assert lines["Step 2", "Step 0"].walked
    assert not lines["Step 0", "Step 1"].back


def test_before_the_first_step_and_off_the_map_it_says_so() -> None:
    before = where_we_are(head(*FIVE), [], BRANCHED)
    assert before.words == "Before the first step"
    assert {ring.state for ring in before.rings} == {"ahead"}
    off = where_we_are(head(*FIVE), visits("s0", None), BRANCHED)
    assert off.words == "At a step that is not on the map yet"
    assert "here" not in {ring.state for ring in off.rings}
    assert where_we_are(head(), visits(None), Ways()) == WhereWeAre()


def test_of_a_long_map_the_columns_around_are_shown() -> None:
    steps = tuple(step(number) for number in range(400))
    ways = ways_of(plan(steps), [])
    shown = where_we_are(head(*steps), visits("s200"), ways)
    assert [ring.title for ring in shown.rings] == [f"Step {number}" for number in range(197, 203)]
    assert len(shown.rings) == COLUMNS
    last = where_we_are(head(*steps), visits("s399"), ways)
    assert [ring.column for ring in last.rings if ring.state == "here"] == [COLUMNS - 1]


def test_a_map_on_which_every_step_leads_to_every_other_is_cut_down() -> None:
    steps = tuple(step(number) for number in range(60))
    everything = {(one.id, other.id): 1.0 for one in steps for other in steps if one is not other}
    shown = where_we_are(head(*steps), visits("s30"), Ways(everything))
    assert "here" in {ring.state for ring in shown.rings}
    assert len(shown.rings) <= 24


def test_ways_are_those_planned_and_those_that_a_tenth_took_three_from_a_step_at_most() -> None:
    sessions = [walked(number, "s0", "s1") for number in range(19)]
    sessions += [walked(20, "s0", "s2"), walked(21, "s1", "s0", "s0")]
    found = ways_of(plan(FIVE, ("s0", "s4", "branch"), ("s0", "s1", "next")), sessions)
    assert found.moves == {("s0", "s1"): 19.0, ("s0", "s4"): 0.1, ("s1", "s0"): 1.0}
    assert found.aside == {"s4"}
    in_order = ways_of(plan(FIVE), [])
    assert list(in_order.moves) == [("s0", "s1"), ("s1", "s2"), ("s2", "s3"), ("s3", "s4")]
