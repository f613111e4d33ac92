"""What a screen reader says, as Orca was heard to: names, descriptions and roles, and news."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from journeymap.ui.keys_page import KeysDialog
from journeymap.ui.notice import Notice
from journeymap.ui.rail import PlaceButton
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.sessions.switch import Switch
from journeymap.ui.tab_order import stops_as_laid_out, stops_in
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier
Role = QAccessible.Role


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def recorded(driver: Driver) -> tuple[ProjectWindow, RecordPlace]:
    window = driver.sample()
    return window, driver.start_session(window)


def test_what_was_undone_and_what_the_window_has_to_say_is_news(driver: Driver) -> None:
    window = driver.sample()
    window.undoing.undo()
    driver.until(lambda: window.status_bar.note_text().startswith("Undone"))
    window.messages.say("Everything is saved.")
    said = {name(notice) for notice in window.findChildren(Notice) if notice.isVisible() and notice.text()}
    assert said == {window.status_bar.note_text(), "Everything is saved."}
    assert all(role(notice) == Role.Notification for notice in window.findChildren(Notice))


def test_places_are_tabs_switches_are_radio_buttons_and_pages_say_nothing(driver: Driver) -> None:
    window = driver.sample()
    assert {role(button) for button in window.rail.findChildren(PlaceButton)} == {Role.PageTab}
    assert "Map, shown" in {name(button) for button in window.rail.findChildren(PlaceButton)}
    assert role(window.pages) == Role.Client
    window.go("sessions")
    switches = window.findChildren(Switch)
    assert {role(button) for switch in switches for button in switch.buttons.values()} == {Role.RadioButton}
    window.go("record")
    record = driver.recorder(window)
    assert role(record.before.about_fold.button) == Role.Button
    QAccessible.queryAccessibleInterface(record.before.about_fold.button).actionInterface().doAction("Press")
    assert record.before.about.isVisible()
    assert record.before.about_fold.button.accessibleDescription() == "open"


def test_the_line_says_what_was_kept_refused_and_corrected(driver: Driver) -> None:
    _, place = recorded(driver)
    frame = place.during.line_frame
    driver.type_entry(place, "> Pay")
    assert frame.line.accessibleDescription().endswith("goes to Pay")
    driver.type_entry(place, "looks for the price")
    assert frame.line.accessibleDescription().endswith("does looks for the price")
    QTest.keyClicks(frame.line, "> Conf")
    assert frame.line.accessibleDescription().startswith("Confirm details, 1 of ")
    frame.line.empty()
    assert not frame.line.accessibleDescription()
    QTest.keyClick(frame.line, Qt.Key.Key_Up)
    assert frame.line.accessibleDescription().startswith("Correcting ")
    QTest.keyClicks(frame.line, " again")
    QTest.keyClick(frame.line, Qt.Key.Key_Return)
    driver.until(lambda: frame.line.accessibleDescription().startswith("Corrected: "))
    assert frame.line.accessibleDescription().endswith("looks for the price again")
    QTest.keyClick(frame.line, Qt.Key.Key_Up)
    QTest.keyClick(frame.line, Qt.Key.Key_Down)
    assert frame.line.accessibleDescription() == "A new entry"
    place.during.refuse("The disk is full.")
    assert frame.line.accessibleDescription() == "The disk is full."


def test_tab_goes_through_the_pages_of_the_recorder_as_they_are_read(driver: Driver) -> None:
    window = driver.sample()
    window.go("record")
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    tasks = place.before.tasks
    assert stops_in(tasks) == stops_as_laid_out(tasks)
    tasks.another.click()
    assert stops_in(tasks) == stops_as_laid_out(tasks)
    stops = stops_in(place.before)
    assert stops.index(place.before.inclusion) < stops.index(tasks.rows[0].title)
    assert stops.index(tasks.another) < stops.index(place.before.round)


def test_after_a_session_its_end_is_told_and_each_question_by_its_sentence(driver: Driver) -> None:
    window, place = recorded(driver)
    for text in ("> Somewhere new", "!3 no price", "! no way back"):
        driver.type_entry(place, text)
    place.during.line_frame.line.put("= completed")
    QTest.keyClick(place.during.line_frame.line, Qt.Key.Key_Return)
    driver.until(lambda: place.after.isVisible() and place.after.value is not None)
    after = place.after
    driver.until(lambda: "Outcome: completed" in after.another.accessibleDescription())
    driver.until(after.debriefing.place_steps.isVisible)
    assert stops_in(after.debriefing) == stops_as_laid_out(after.debriefing)
    stops = stops_in(window)
    assert max(stops.index(stop) for stop in stops_in(after)) < min(
        stops.index(stop) for stop in stops_in(window.status_bar)
    )


def test_the_page_of_keys_says_in_its_line_why_keys_were_not_taken(driver: Driver) -> None:
    page = KeysDialog(driver.sample())
    page.choose("project.sample")
    page.show()
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_K, CTRL)
    driver.until(lambda: "keeps its keys" in page.says() or "has no keys" in page.says())
    line = page.field.focusProxy() or page.field
    inner = [each for each in (line, *page.field.findChildren(QWidget)) if each.accessibleName() == "New keys"]
    assert len(inner) > 1
    assert {each.accessibleDescription() for each in inner} == {page.says()}
    page.close()
