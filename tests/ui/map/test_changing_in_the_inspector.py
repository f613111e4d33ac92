"""The fields of the inspector on a real window: each change is one entry to undo, and nothing is lost by a refusal."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from journeymap.core.edits.steps import steps_in_order
from journeymap.core.model import Channel, Phase, Step, Transition
from journeymap.core.scales import TRANSITION_KINDS
from journeymap.present.form import LINK_KIND_WORDS, Form
from journeymap.store.document import Document
from journeymap.ui.inspector_fields import ChoiceField, LineField, TextField, TypedField
from journeymap.ui.inspector_form import FormView
from journeymap.ui.looking import Selected
from journeymap.ui.map.place import MapPlace
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver


def read(driver: Driver, window: ProjectWindow, work: Callable[[Document], object]) -> object:
    found: list[object] = []
    window.document.do(work, found.append)
    driver.until(lambda: bool(found))
    return found[0]


def steps(driver: Driver, window: ProjectWindow) -> list[Step]:
    map_id = window.looking.filter.map_id
    found = read(driver, window, lambda document: steps_in_order(document.read(), map_id))
    assert isinstance(found, list)
    return found


def opened(driver: Driver) -> tuple[ProjectWindow, list[Step]]:
    """The sample with its third step selected, and the fields of it on screen."""
    window = driver.sample()
    window.resize(1366, 768)
    there = steps(driver, window)
    window.looking.select(Selected("step", there[2].id))
    driver.until(lambda: window.inspector.form is not None)
    return window, there


def form(window: ProjectWindow) -> FormView:
    assert window.inspector.form is not None
    return window.inspector.form


def test_a_title_is_renamed_with_enter_and_the_change_can_be_undone(driver: Driver) -> None:
    window, there = opened(driver)
    field = form(window).fields["title"]
    assert isinstance(field, LineField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Start <b>now</b>")
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.until(lambda: steps(driver, window)[2].title == "Start <b>now</b>")
    assert steps(driver, window)[2].aliases == (there[2].title,)
    driver.until(lambda: "aliases" in [field.key for field in form(window).form.fields])
    window.do("edit.undo")
    driver.until(lambda: steps(driver, window)[2].title == there[2].title)
    assert steps(driver, window) == there


def test_a_title_that_is_taken_is_refused_in_words_and_the_field_goes_back(driver: Driver) -> None:
    window, there = opened(driver)
    field = form(window).fields["title"]
    assert isinstance(field, LineField)
    field.setFocus()
    field.setText(there[0].title)
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.until(lambda: "already" in window.messages.text())
    assert field.text() == there[2].title
    assert steps(driver, window) == there


def test_escape_brings_the_old_words_back_and_changes_nothing(driver: Driver) -> None:
    window, there = opened(driver)
    field = form(window).fields["title"]
    assert isinstance(field, LineField)
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == there[2].title


def test_a_description_is_kept_when_its_field_is_left_by_tab(driver: Driver) -> None:
    window, _ = opened(driver)
    field = form(window).fields["description"]
    assert isinstance(field, TextField)
    field.setFocus()
    field.setPlainText("Two\nlines")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    driver.until(lambda: steps(driver, window)[2].description == "Two\nlines")


def test_new_words_make_a_channel_and_a_phase(driver: Driver) -> None:
    window, _ = opened(driver)
    for key, words in (("channel", "Counter"), ("phase", "Afterwards")):
        field = form(window).fields[key]
        assert isinstance(field, TypedField)
        field.setFocus()
        field.setEditText(words)
        line = field.lineEdit()
        assert line is not None
        QTest.keyClick(line, Qt.Key.Key_Return)

        def made(words: str = words) -> bool:
            kind = Channel if words == "Counter" else Phase
            return words in str(read(driver, window, lambda document: document.read().find(kind)))

        driver.until(made)


def test_walking_through_a_choice_with_arrows_changes_nothing_until_enter(driver: Driver) -> None:
    window, there = opened(driver)
    field = form(window).fields["kind"]
    assert isinstance(field, ChoiceField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    driver.until(lambda: field.view().isVisible())
    QTest.keyClick(field.view(), Qt.Key.Key_End)
    assert steps(driver, window) == there
    QTest.keyClick(field.view(), Qt.Key.Key_Return)
    driver.until(lambda: steps(driver, window)[2].kind == "end")
    driver.until(lambda: "end_outcome" in form(window).fields)


def test_what_is_only_typed_when_the_window_closes_is_kept(driver: Driver) -> None:
    window, there = opened(driver)
    field = form(window).fields["title"]
    assert isinstance(field, LineField)
    field.setFocus()
    field.setText("Typed and never left")
    path = window.path
    window.close()
    driver.until(lambda: not driver.desk.windows)
    with Document.open(path) as document:
        step = document.read().get(Step, there[2].id)
    assert step is not None
    assert step.title == "Typed and never left"


def test_a_link_is_added_conditioned_and_removed(driver: Driver) -> None:
    window, there = opened(driver)
    links = form(window).links
    links.add.setFocus()
    QTest.keyClick(links.add, Qt.Key.Key_Down)
    driver.until(links.add.view().isVisible)
    QTest.keyClick(links.add.view(), Qt.Key.Key_Home)
    QTest.keyClick(links.add.view(), Qt.Key.Key_Return)

    def found() -> list[Transition]:
        ends = {"from_step_id": there[2].id, "to_step_id": there[0].id}
        rows = read(driver, window, lambda document: document.read().find(Transition, **ends))
        assert isinstance(rows, list)
        return rows

    driver.until(lambda: len(found()) == 1)
    link_id = found()[0].id
    driver.until(lambda: link_id in form(window).links.rows)
    row = form(window).links.rows[link_id]
    row.condition.setFocus()
    row.condition.setText("photo refused")
    QTest.keyClick(row.condition, Qt.Key.Key_Return)
    driver.until(lambda: found()[0].condition == "photo refused")
    QTest.mouseClick(row.remove, Qt.MouseButton.LeftButton)
    driver.until(lambda: not found())
    driver.until(lambda: link_id not in form(window).links.rows)


def test_a_link_that_was_only_walked_says_how_often_and_can_be_planned(driver: Driver) -> None:
    window, there = opened(driver)
    window.looking.select(Selected("transition", f"{there[4].id}>{there[0].id}"))
    driver.until(lambda: window.inspector.form is not None and form(window).form.subject == "transition")
    assert window.inspector.value is not None
    assert window.inspector.value.title == f"{there[4].title} → {there[0].title}"
    driver.until(form(window).plan.isVisible)
    QTest.mouseClick(form(window).plan, Qt.MouseButton.LeftButton)
    driver.until(lambda: "link.kind" in form(window).fields)


def test_every_kind_of_link_has_a_word() -> None:
    assert set(LINK_KIND_WORDS) == set(TRANSITION_KINDS)


def test_the_form_of_several_steps_has_only_what_can_be_set_for_all(driver: Driver) -> None:
    from journeymap.present.form import step_form

    window, there = opened(driver)
    ids = tuple(step.id for step in there[:3])
    made = read(driver, window, lambda document: step_form(document.read(), ids))
    assert isinstance(made, Form)
    assert made.ids == ids
    assert not {"title", "description", "opens"} & {field.key for field in made.fields}
    assert not made.links


@pytest.mark.parametrize("key", ["channel", "phase", "organisation"])
def test_what_several_steps_have_is_set_and_emptied_for_all_of_them(driver: Driver, key: str) -> None:
    window, there = opened(driver)
    place = window.places["map"]
    assert isinstance(place, MapPlace)
    ids = [step.id for step in there[:4]]
    place.panel.canvas.choose(ids, ids[0])
    driver.until(lambda: form(window).form.ids == tuple(ids))

    def found() -> list[str | None]:
        now = {step.id: step for step in steps(driver, window)}
        name = key if key == "organisation" else f"{key}_id"
        return [getattr(now[step_id], name) for step_id in ids]

    def chosen() -> TypedField:
        field = form(window).fields[key]
        assert isinstance(field, TypedField)
        field.setFocus()
        return field

    before = found()
    field = chosen()
    field.setEditText("Words for all")
    line = field.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    driver.until(lambda: len(set(found())) == 1 and found() != before)
    window.do("edit.undo")
    driver.until(lambda: found() == before)
    if len(set(before)) > 1:
        driver.until(lambda: chosen().currentText() == "")
    field = chosen()
    QTest.keyClick(field, Qt.Key.Key_Down)
    driver.until(lambda: field.view().isVisible())
    QTest.keyClick(field.view(), Qt.Key.Key_Home)
    QTest.keyClick(field.view(), Qt.Key.Key_Return)
    driver.until(lambda: not any(found()))
    window.do("edit.undo")
    driver.until(lambda: found() == before)
