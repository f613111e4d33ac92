"""Two sessions side by side in the real window."""

from PySide6.QtCore import Qt

from tests.ui.sessions.hands import CTRL, NONE, Hands


def test_the_two_that_are_chosen_stand_side_by_side(hands: Hands) -> None:
    hands.choose("P02", "P03")
    hands.press(hands.window, Qt.Key.Key_F7)
    pair = hands.place.pair
    hands.driver.until(lambda: bool(pair.table.pairs.value.rows))
    assert pair.table.pairs.value.names == ("P02", "P03")
    assert pair._words.text().startswith("P02: completed with help after 18\u00a0m\u00a025; P03: gave up")
    assert not hands.place.wants_inspector()
    assert not hands.window.inspector.isVisible()
    alone = [row for row in pair.table.pairs.value.rows if row.alone]
    assert [row.middle for row in alone][-1] == "Permit arrives"
    assert pair.table.hasFocus()


def test_one_alone_stands_beside_its_neighbour_and_another_is_chosen(hands: Hands) -> None:
    hands.choose("P12")
    hands.press(hands.window, Qt.Key.Key_F7)
    pair = hands.place.pair
    hands.driver.until(lambda: bool(pair.table.pairs.value.rows))
    assert pair.table.pairs.value.names == ("P12", "P11")
    pair.other.setCurrentIndex(0)
    pair.other.activated.emit(0)
    hands.driver.until(lambda: pair.table.pairs.value.names == ("P12", "P01"))
    pair.aligned.choose("time")
    hands.driver.until(lambda: pair.table.pairs.middle == "Time")
    times = [row.middle for row in pair.table.pairs.value.rows if row.middle]
    assert times == sorted(times)


def test_both_sessions_of_one_person_are_told_apart(hands: Hands) -> None:
    ids = [row.id for row in hands.panel.model.rows if row.pseudonym == "P11"]
    hands.table.choose(ids, ids[0])
    hands.window.do("sessions.compare")
    pair = hands.place.pair
    hands.driver.until(lambda: bool(pair.table.pairs.value.rows))
    assert pair.table.pairs.value.names == (
        "P11 · Round 2 · 13 May 2026 10:30", "P11 · Round 2 · 13 May 2026 10:45",
    )  # fmt: skip


def test_esc_goes_back_to_the_list(hands: Hands) -> None:
    hands.choose("P02", "P03")
    hands.window.do("sessions.compare")
    pair = hands.place.pair
    hands.driver.until(pair.table.hasFocus)
    hands.press(pair.table, Qt.Key.Key_Escape)
    assert hands.place.shown is hands.panel
    assert len(hands.table.chosen()) == 2
    assert hands.window.inspector.isVisible()


def test_a_session_that_is_deleted_meanwhile_leads_back_to_the_list(hands: Hands) -> None:
    hands.choose("P02", "P03")
    hands.window.do("sessions.compare")
    hands.driver.until(lambda: bool(hands.place.pair.table.pairs.value.rows))
    session_id = hands.panel.model.rows[1].id

    from journeymap.core.edits.sessions import delete_sessions
    from journeymap.store.document import Document

    def delete(document: Document) -> int:
        with document.edit("Delete sessions") as edit:
            return delete_sessions(edit, [session_id])

    assert hands.driver.ask(hands.window, delete) == 1
    hands.driver.until(lambda: hands.place.shown is hands.panel)
    hands.press(hands.window, Qt.Key.Key_3, CTRL)
    hands.press(hands.table, Qt.Key.Key_Down, NONE)
