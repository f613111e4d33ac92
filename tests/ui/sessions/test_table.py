"""The table of sessions in the real window: sorted, found, chosen, changed many at a time, undone at once."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from journeymap.core.model import Consent, Observation, Round, Session
from journeymap.store.document import Document
from journeymap.ui.inspector_fields import ChoiceField, TypedField
from tests.stories.driving import Driver
from tests.ui.sessions.hands import CTRL, SHIFT, Hands

EVERYBODY = ["P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P11", "P12"]


def test_every_session_is_a_row_and_the_sentence_says_what_they_are(hands: Hands) -> None:
    assert hands.people() == EVERYBODY
    assert hands.panel.value is not None
    assert hands.panel.value.view.sentence.startswith("13 sessions: 5 completed, 3 completed with help, 3 gave up")
    assert hands.table.hasFocus()


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(hands: Hands) -> None:
    heads = hands.table.horizontalHeader()
    at = hands.panel.model.column_of("length")
    spot = heads.sectionViewportPosition(at) + 20
    for _ in range(2):
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=heads.rect().center().__class__(spot, 10))
    lengths = [row.length_ms or 0 for row in hands.panel.model.rows]
    assert lengths == sorted(lengths, reverse=True)
    assert hands.panel.model.headerData(at, Qt.Orientation.Horizontal) == "Length ↓"
    assert hands.panel.sorting.text() == "Length ↓ ▾"


def test_a_column_is_sorted_by_keys_and_who_was_chosen_stays_so(hands: Hands) -> None:
    hands.choose("P04")
    for _ in range(hands.panel.model.column_of("pains")):
        hands.press(hands.table, Qt.Key.Key_Right)
    hands.press(hands.table, Qt.Key.Key_T, CTRL)
    assert hands.panel.model.sorted_by == "pains"
    hands.press(hands.table, Qt.Key.Key_T, CTRL)
    assert [row.worst for row in hands.panel.model.rows][:4] == [4, 4, 4, 3]
    assert [row.pseudonym for row in hands.panel.model.rows_with(hands.table.chosen())] == ["P04"]
    assert hands.table.currentIndex().row() == hands.people().index("P04")


def test_typing_in_the_table_finds_sessions_and_enter_goes_back(hands: Hands) -> None:
    QTest.keyClicks(hands.table, "g")
    assert hands.panel.finder.hasFocus()
    QTest.keyClicks(hands.panel.finder, "ave up")
    assert hands.people() == ["P03", "P06", "P08"]
    hands.press(hands.panel.finder, Qt.Key.Key_Return)
    assert hands.table.hasFocus()
    assert hands.table.current()
    hands.panel.finder.setText("nobody is called so")
    assert hands.people() == []
    hands.panel.finder.clear()
    assert hands.people() == EVERYBODY


def test_ctrl_f_finds_here_and_does_not_leave_for_the_map(hands: Hands) -> None:
    hands.press(hands.table, Qt.Key.Key_F, CTRL)
    assert hands.window.current == "sessions"
    assert hands.panel.finder.hasFocus()


def test_the_filter_bar_is_obeyed(hands: Hands) -> None:
    hands.window.looking.look_at(replace(hands.window.looking.filter, outcomes=("abandoned",)))
    hands.driver.until(lambda: hands.people() == ["P03", "P06", "P08"])
    assert hands.panel.value is not None
    assert hands.panel.value.view.sentence == "3 sessions under the filter, of 13: all gave up."


def test_tab_leaves_the_table(hands: Hands) -> None:
    hands.press(hands.table, Qt.Key.Key_Tab)
    assert not hands.table.hasFocus()


def test_several_are_chosen_by_keys_and_the_status_bar_and_the_inspector_say_so(hands: Hands) -> None:
    hands.choose("P02")
    for _ in range(2):
        hands.press(hands.table, Qt.Key.Key_Down, SHIFT)
    assert hands.window.status_bar.note_text() == "3 sessions chosen: 2 completed with help, 1 gave up"
    hands.driver.until(
        lambda: hands.window.inspector.value is not None and hands.window.inspector.value.title == "3 sessions"
    )
    hands.press(hands.table, Qt.Key.Key_A, CTRL)
    assert len(hands.table.chosen()) == 13


def test_many_sessions_move_to_a_new_round_as_one_thing_to_undo(hands: Hands) -> None:
    hands.choose("P01", "P02", "P03")
    hands.press(hands.table, Qt.Key.Key_R, CTRL | SHIFT)
    hands.driver.until(lambda: hands.place.acting.menu is not None and hands.place.acting.menu.isVisible())
    menu = hands.place.acting.menu
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Round 1", "Round 2", "Another round…", "No round",
    ]  # fmt: skip
    _take(menu, "Another round…")
    question = hands.place.acting.question
    assert question is not None
    hands.driver.until(question.isVisible)
    QTest.keyClicks(question.field, "Round 3")
    hands.press(question.field, Qt.Key.Key_Return)
    hands.driver.until(lambda: [row.round_title for row in hands.panel.model.rows[:3]] == ["Round 3"] * 3)
    assert hands.window.status_bar.note_text() == "3 sessions moved to Round 3."
    assert hands.undo() == "Move sessions to another round"
    hands.driver.until(lambda: [row.round_title for row in hands.panel.model.rows[:3]] == ["Round 1"] * 3)
    rounds = hands.driver.ask(hands.window, lambda document: document.read().find(Round))
    assert [found.title for found in rounds] == ["Round 1", "Round 2"], "the round went with it"


def test_sessions_are_left_out_with_a_reason_and_counted_again(hands: Hands) -> None:
    hands.choose("P04", "P05")
    hands.press(hands.table, Qt.Key.Key_H, CTRL | SHIFT)
    question = hands.place.acting.question
    assert question is not None
    QTest.keyClicks(question.field, "the prototype was down")
    hands.press(question.field, Qt.Key.Key_Return)
    hands.driver.until(lambda: hands.panel.model.rows[3].reason == "left out: the prototype was down")
    assert hands.panel.value is not None
    assert hands.panel.value.view.sentence.endswith("; 2 left out of all counts.")
    assert [one.quality for one in hands.stored()].count("excluded") == 2
    hands.choose("P04", "P05")
    hands.window.do("sessions.include")
    hands.driver.until(lambda: all(row.counted for row in hands.panel.model.rows))


def test_an_outcome_is_set_for_many_in_the_inspector(hands: Hands) -> None:
    hands.choose("P03", "P06")
    hands.driver.until(
        lambda: hands.window.inspector.form is not None and len(hands.window.inspector.form.form.ids) == 2
    )
    form = hands.window.inspector.form
    assert form is not None
    field = form.fields["session.outcome"]
    assert isinstance(field, ChoiceField)
    field.setCurrentIndex(field.findData("error"))
    field.activated.emit(field.currentIndex())
    hands.driver.until(lambda: hands.stored_of("P03").outcome == hands.stored_of("P06").outcome == "error")
    assert hands.undo() == "Set the outcome of sessions"
    assert hands.stored_of("P03").outcome == "abandoned"


def test_a_reason_typed_in_the_inspector_leaves_one_out_and_emptied_counts_it_again(hands: Hands) -> None:
    hands.choose("P07")
    hands.driver.until(lambda: hands.window.inspector.value is not None and hands.window.inspector.value.title == "P07")
    form = hands.window.inspector.form
    assert form is not None
    field = form.fields["session.reason"]
    assert isinstance(field, TypedField)
    field.setEditText("a trial run")
    _leave(field)
    hands.driver.until(lambda: hands.stored_of("P07").quality == "excluded")
    form = hands.window.inspector.form
    assert form is not None
    again = form.fields["session.reason"]
    assert isinstance(again, TypedField)
    hands.driver.until(lambda: _stored_in(hands, "session.reason") == "a trial run")
    again.setEditText("")
    _leave(again)
    hands.driver.until(lambda: hands.stored_of("P07").quality == "ok")


def test_deleted_sessions_are_gone_from_the_file_and_come_back_with_one_undo(hands: Hands) -> None:
    def counts(document: Document) -> tuple[int, ...]:
        reader = document.read()
        return tuple(reader.count(kind) for kind in (Session, Observation, Consent))

    before = hands.driver.ask(hands.window, counts)
    hands.choose("P01", "P02", "P12")
    hands.press(hands.table, Qt.Key.Key_Delete)
    hands.driver.until(lambda: len(hands.panel.model.rows) == 10)
    assert hands.driver.ask(hands.window, counts) < before
    assert hands.window.status_bar.note_text() == "3 sessions deleted; Undo brings them back."
    assert hands.undo() == "Delete sessions"
    hands.driver.until(lambda: hands.people() == EVERYBODY)
    assert hands.driver.ask(hands.window, counts) == before


def test_a_cell_tells_a_screen_reader_its_words(hands: Hands) -> None:
    index = hands.panel.model.index(2, hands.panel.model.column_of("pains"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "3 pains, worst: could not go on"
    row = {
        column.key: hands.panel.model.index(2, number).data(Qt.ItemDataRole.AccessibleTextRole)
        for number, column in enumerate(hands.panel.model.columns)
    }
    assert (row["steps"], row["quotes"], row["task"]) == ("6 steps", "2 quotes", "no task")
    table = QAccessible.queryAccessibleInterface(hands.table)
    assert table.role() == QAccessible.Role.Table
    assert table.text(QAccessible.Text.Name) == "Sessions"


def test_an_empty_project_says_what_will_be_here_and_offers_to_record(driver: Driver, tmp_path: Path) -> None:
    hands = Hands(driver, driver.new_project(tmp_path / "permits.journey"))
    driver.until(hands.panel.empty.isVisible)
    assert hands.panel.empty.button.text() == "Record a session"
    hands.panel.empty.button.click()
    assert hands.window.current == "record"


def test_a_filter_that_leaves_nobody_offers_to_count_all(hands: Hands) -> None:
    hands.window.looking.look_at(replace(hands.window.looking.filter, outcomes=("error",)))
    hands.driver.until(hands.panel.empty.isVisible)
    hands.panel.empty.button.click()
    hands.driver.until(lambda: len(hands.panel.model.rows) == 13)
    assert hands.panel.model.parent() is hands.panel
    assert QModelIndex() != hands.table.currentIndex()


def _leave(field: TypedField) -> None:
    line = field.lineEdit()
    assert line is not None
    line.editingFinished.emit()


def _stored_in(hands: Hands, key: str) -> str:
    """What a field of the inspector shows as stored."""
    form = hands.window.inspector.form
    return next((field.value for field in form.form.fields if field.key == key), "") if form is not None else ""


def _take(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if action.text() == words)
    action.trigger()
    menu.close()
