"""The journey at a glance fits the page, keeps its words whole and says what it leaves out."""

from pathlib import Path

from journeymap.present.map import load_map
from journeymap.present.picture import Words
from journeymap.present.text_width import text_width
from journeymap.report.content import Drawing
from journeymap.report.journey_strip import WIDTH, journey_strip, shown_steps
from tests.report.projects import journey, sample, session, told


def test_every_step_of_the_sample_is_on_the_strip_and_inside_its_card(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        view = load_map(project.reader, project.chosen)
    strip = journey_strip(view)
    assert strip.width == WIDTH
    assert {group.key for group in strip.of_kind("card")} == {step.step_id for step in view.steps}
    titles = {step.step_id: step.title for step in view.steps}
    for card in strip.of_kind("card"):
        words = [shape for shape in card.shapes if isinstance(shape, Words)]
        assert " ".join(shape.text for shape in words if shape.weight == 600) == titles[card.key]
        for shape in words:
            assert card.bounds.x <= shape.x
            assert shape.x + text_width(shape.text, shape.size, shape.weight) <= card.bounds.right
            assert card.bounds.y < shape.y <= card.bounds.bottom


def test_a_long_journey_goes_on_in_further_rows(tmp_path: Path) -> None:
    lines = [f"[00:{number:02d}:00] > Step {number:02d} of a long journey" for number in range(30)]
    with told(tmp_path, session("P1", *lines, "[00:40:00] = completed")) as project:
        strip = journey_strip(load_map(project.reader, project.chosen))
    cards = strip.of_kind("card")
    assert len(cards) == 30
    assert len({card.bounds.y for card in cards}) > 2
    assert max(card.bounds.right for card in cards) <= WIDTH + 0.01
    assert max(card.bounds.bottom for card in cards) <= strip.height + 0.01


def test_steps_that_are_not_on_the_strip_are_counted_below_it(tmp_path: Path) -> None:
    ways = [
        session(
            f"P{number}",
            "[00:00:01] > Find",
            f"[00:01:00] > Way {number}",
            "[00:02:00] > Pay",
            "[00:03:00] = completed",
        )
        for number in range(6)
    ]
    with told(tmp_path, *ways) as project:
        view = load_map(project.reader, project.chosen)
        report = project.report()
    beside = len(view.steps) - len(shown_steps(view))
    assert beside > 1
    drawing = next(block for block in report.blocks if isinstance(block, Drawing) and block.on == "paper")
    assert f"{beside} more steps beside the main path" in drawing.caption


def test_the_public_sees_the_plan_without_a_number(tmp_path: Path) -> None:
    with told(tmp_path, *[journey(f"P{number}", "!4 stuck #x") for number in range(7)]) as project:
        report = project.report("public")
    drawings = [block for block in report.blocks if isinstance(block, Drawing)]
    words = [shape.text for drawing in drawings for shape in drawing.picture.shapes() if isinstance(shape, Words)]
    assert words == ["Find", "Upload", "Pay"]
