"""The time axis in the real window: walked by keys, told in words, by time and by order."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from journeymap.store.document import Document
from journeymap.ui.sessions.axis_painting import HEAD, ROW_HEIGHT, mark_place
from tests.analysis.study import mark, pain, study, telling, visit
from tests.stories.driving import Driver
from tests.ui.sessions.hands import CTRL, SHIFT, Hands


def axis_of(hands: Hands, person: str = "P01") -> Hands:
    hands.choose(person)
    hands.press(hands.table, Qt.Key.Key_F4)
    hands.driver.until(hands.axis.isVisible)
    assert hands.axis.hasFocus()
    return hands


def test_up_and_down_go_from_session_to_session_and_left_and_right_through_its_entries(hands: Hands) -> None:
    axis_of(hands)
    hands.press(hands.axis, Qt.Key.Key_Down)
    assert hands.axis.words().startswith(
        "P02 · Round 1; completed with help; 18\u00a0m\u00a025; 11 visits; 3 pains, worst: needed help"
    )
    hands.press(hands.axis, Qt.Key.Key_Right)
    assert hands.axis.words() == "00:00:06 goes to Reminder letter (1 of 30 entries of P02)"
    hands.press(hands.axis, Qt.Key.Key_Right)
    assert hands.axis.words().startswith("00:00:50 feels negative, at Reminder letter")
    hands.press(hands.axis, Qt.Key.Key_End)
    assert "(30 of 30 entries of P02)" in hands.axis.words()
    hands.press(hands.axis, Qt.Key.Key_Up)
    assert hands.axis.words().startswith("P01 · Round 1")
    hands.press(hands.axis, Qt.Key.Key_End, CTRL)
    assert hands.axis.words().startswith("P12 · Round 2")
    assert hands.axis.verticalScrollBar().value() == hands.axis.verticalScrollBar().maximum()


def test_what_has_the_keyboard_is_the_description_that_a_screen_reader_hears(hands: Hands) -> None:
    axis_of(hands)
    hands.press(hands.axis, Qt.Key.Key_Right)
    heard = QAccessible.queryAccessibleInterface(hands.axis)
    assert heard.text(QAccessible.Text.Name) == "Time axis of the sessions"
    words = heard.text(QAccessible.Text.Description)
    assert words.startswith("line 1 of 13: 00:00:04 goes to Reminder letter")
    assert words.endswith(hands.axis.words())


def test_table_and_axis_have_one_selection(hands: Hands) -> None:
    axis_of(hands)
    for _ in range(3):
        hands.press(hands.axis, Qt.Key.Key_Down, SHIFT)
    assert [row.pseudonym for row in hands.panel.model.rows_with(hands.table.chosen())] == ["P01", "P02", "P03", "P04"]
    hands.press(hands.axis, Qt.Key.Key_F4)
    assert hands.table.hasFocus()
    assert len(hands.table.chosen()) == 4


def test_enter_opens_the_session_at_the_entry(hands: Hands) -> None:
    axis_of(hands)
    for _ in range(4):
        hands.press(hands.axis, Qt.Key.Key_Right)
    hands.press(hands.axis, Qt.Key.Key_Return)
    hands.driver.until(lambda: hands.place.page.value is not None)
    entry = hands.place.page.entry()
    assert entry is not None
    assert entry.text == "Four weeks, it says. But four weeks from when"


def test_zooming_keeps_the_place_and_ctrl_0_shows_everything(hands: Hands) -> None:
    axis_of(hands)
    line = hands.axis.current_line()
    assert line is not None
    hands.press(hands.axis, Qt.Key.Key_Right)
    for _ in range(4):
        hands.window.do("map.zoom_in")
    assert hands.window.current == "sessions"
    assert hands.axis.zoom > 2
    assert hands.window.status_bar.findChildren(type(hands.window.status_bar._zoom))
    assert hands.axis.horizontalScrollBar().maximum() > 0
    hands.press(hands.axis, Qt.Key.Key_Right, CTRL)
    assert hands.axis.horizontalScrollBar().value() > 0
    hands.window.do("map.fit")
    assert hands.axis.zoom == 1
    assert hands.axis.horizontalScrollBar().maximum() == 0


def test_the_pointer_hears_the_words_of_what_it_points_at_and_a_click_takes_it(hands: Hands) -> None:
    axis_of(hands)
    line = hands.axis._lines[hands.panel.model.rows[2].id]
    number = next(place for place, found in enumerate(line.marks) if found.impact == 4)
    spot = mark_place(line, number, hands.axis._span(), HEAD + 2 * ROW_HEIGHT)
    assert spot is not None
    assert "impact 4 of 4, could not go on" in hands.axis.words_at(spot)
    QTest.mouseClick(hands.axis.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert hands.axis.words().startswith(line.marks[number].words)
    assert hands.axis.words_at(QPointF(20, HEAD + 10)).startswith("P01 · Round 1")
    assert not hands.axis.words_at(QPointF(20, 4))


def test_sessions_without_times_are_said_to_be_seen_by_order_only(driver: Driver, tmp_path: Path) -> None:
    with study(tmp_path, ("Find", "Pay")) as (document, told), telling(document, told) as making:
        making.session("P1", visit("Find", 0), mark("pause", 10), mark("resume", 20), pain(4, at_s=30), ended_s=40)
        making.session("P2", visit("Find"), visit("Pay"), outcome="timed_out")
    driver.desk.open(tmp_path / "study.journey")
    hands = Hands(driver, driver.window())
    driver.until(lambda: len(hands.panel.model.rows) == 2)
    axis_of_two = hands.panel
    hands.choose("P2")
    hands.window.do("sessions.axis")
    assert axis_of_two._note.text() == "1 session has no times and can be seen by order only."
    hands.press(hands.axis, Qt.Key.Key_F4, SHIFT)
    assert hands.axis.scale == "order"
    assert axis_of_two._note.isHidden()
    hands.press(hands.axis, Qt.Key.Key_Right)
    assert hands.axis.words() == "goes to Find (1 of 2 entries of P2)"
    assert hands.axis.grab().width() > 0


def test_the_axis_is_as_it_is_stored_after_an_edit(hands: Hands) -> None:
    axis_of(hands)
    hands.choose("P03")
    hands.window.do("sessions.delete")
    hands.driver.until(lambda: len(hands.panel.model.rows) == 12)
    hands.driver.until(lambda: len(hands.axis._lines) == 12)
    document_rows = hands.driver.ask(hands.window, _count)
    assert document_rows == 12


def _count(document: Document) -> int:
    from journeymap.core.model import Session

    return document.read().count(Session)


def test_who_was_chosen_in_the_table_is_seen_on_the_axis(hands: Hands) -> None:
    hands.window.resize(1000, 520)
    axis_of(hands, "P12")
    top = hands.axis._top(hands.people().index("P12"))
    assert HEAD <= top <= hands.axis.viewport().height() - ROW_HEIGHT
    assert hands.axis.verticalScrollBar().value() > 0


def test_a_row_that_is_scrolled_half_away_does_not_run_into_the_times_above(hands: Hands) -> None:
    hands.window.resize(1000, 520)
    axis_of(hands)
    head = QRect(0, 0, hands.axis.viewport().width(), HEAD - 1)
    down = hands.axis.verticalScrollBar()
    down.setValue(0)
    before = hands.axis.viewport().grab(head).toImage()
    down.setValue(ROW_HEIGHT // 2)
    assert hands.axis.viewport().grab(head).toImage() == before
