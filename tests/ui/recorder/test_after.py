"""After a session, in the real window: ratings, questionnaires, the debrief, leaving out; all of it undoable."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from journeymap.core.model import Consent, Observation, PainPoint, Questionnaire, Session, Step
from journeymap.store.document import Document
from journeymap.ui.recorder.after import AfterPage
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.recorder.scale_buttons import ScaleButtons
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver

CTRL = Qt.KeyboardModifier.ControlModifier


class Ended:
    """A session that was recorded and ended in the window."""

    def __init__(self, driver: Driver, window: ProjectWindow, place: RecordPlace) -> None:
        self.driver = driver
        self.window = window
        self.place = place
        self.page: AfterPage = place.after

    def session(self) -> Session:
        return self.driver.ask(self.window, lambda document: document.read().find(Session)[0])

    def until(self, condition: Callable[[Document], bool]) -> None:
        self.driver.until(lambda: self.driver.ask(self.window, condition))

    def row(self, words: str) -> QWidget:
        """The row of the debrief that says this."""

        def shown() -> list[QWidget]:
            parts = self.page.debriefing.findChildren(QWidget)
            return [each for each in parts if each.isVisible() and words in str(each.property("text") or "")]

        self.driver.until(lambda: bool(shown()))
        row = shown()[0].parentWidget()
        assert row is not None
        return row


@pytest.fixture
def ended(driver: Driver, tmp_path: Path) -> Ended:
    window = driver.new_project(tmp_path / "permits.journey")
    place = driver.start_session(window)
    for text in ("> Find the service", "! does not see it", "!3 no upload button"):
        driver.type_entry(place, text)
    line = place.during.line_frame.line
    QTest.keyClicks(line, "= completed")
    QTest.keyClick(line, Qt.Key.Key_Return)
    driver.until(lambda: place.after.isVisible() and place.after.value is not None)
    return Ended(driver, window, place)


def test_ease_and_satisfaction_are_kept_and_undone(ended: Ended) -> None:
    ended.page.ease.choose(6)
    ended.page.satisfaction.choose(4)
    ended.until(lambda document: document.read().find(Session)[0].satisfaction == 4)
    assert ended.session().ease == 6
    ended.window.do("edit.undo")
    ended.until(lambda document: document.read().find(Session)[0].satisfaction is None)
    ended.driver.until(lambda: ended.page.satisfaction.value is None)
    assert ended.page.ease.value == 6


def test_a_questionnaire_is_answered_by_keys_and_every_answer_is_kept_at_once(ended: Ended) -> None:
    ended.page.questions["sus"].click()
    page = ended.page.questionnaire
    assert page.isVisible()
    for number, answer in enumerate((4, 1, 5, 2, 5, 1, 4, 2, 3, 1)):
        focused = ended.driver.focused() if number == 0 else page.scales[number].findChildren(QPushButton)[0]
        QTest.keyClick(focused, Qt.Key(Qt.Key.Key_0.value + answer))
    ended.until(
        lambda document: (
            [each.answers for each in document.read().find(Questionnaire)] == [(4, 1, 5, 2, 5, 1, 4, 2, 3, 1)]
        )
    )
    page.finish.click()
    ended.driver.until(lambda: ended.page.questions["sus"].accessibleDescription() == "85 of 100")
    assert ended.page.questions["sus"].hasFocus()


def test_tab_goes_from_the_last_question_to_the_button_below(ended: Ended) -> None:
    ended.page.questions["umux_lite"].click()
    page = ended.page.questionnaire
    ended.driver.until(lambda: page.isAncestorOf(ended.driver.focused()))
    for key in (Qt.Key.Key_5, Qt.Key.Key_Tab, Qt.Key.Key_6, Qt.Key.Key_Tab):
        ended.driver.press_focused(key)
    assert ended.driver.focused() is page.finish
    assert [scale.value for scale in page.scales] == [5, 6]


def test_a_step_is_placed_a_pain_rated_and_grouped_from_the_list(ended: Ended) -> None:
    ended.row("“Find the service” has no place").findChildren(QPushButton)[0].click()
    ended.until(lambda document: [step.title for step in document.read().find(Step)] == ["Find the service"])
    scale = ended.row("is not rated").findChild(ScaleButtons)
    assert isinstance(scale, ScaleButtons)
    scale.choose(2)
    ended.until(lambda document: document.read().count(Observation, kind="pain", impact=2) == 1)
    ended.driver.until(lambda: ended.page.value is not None and len(ended.page.value.attention) == 2)
    row = ended.row("“no upload button” belongs to no pain point")
    tag = row.findChild(QComboBox)
    assert isinstance(tag, QComboBox)
    tag.setEditText("upload button")
    row.findChildren(QPushButton)[0].click()
    ended.until(lambda document: [point.tag for point in document.read().find(PainPoint)] == ["upload-button"])
    ended.window.do("edit.undo")
    ended.until(lambda document: document.read().find(PainPoint) == [])


def test_a_tag_that_cannot_be_one_is_refused_in_a_sentence(ended: Ended) -> None:
    row = ended.row("“no upload button” belongs to no pain point")
    tag = row.findChild(QComboBox)
    assert isinstance(tag, QComboBox)
    tag.setEditText("9 lives!")
    row.findChildren(QPushButton)[0].click()
    assert "cannot be a tag" in ended.window.messages.text()


def test_a_session_is_left_out_with_a_reason_and_counted_again(ended: Ended) -> None:
    ended.page.leaving.button.click()
    ended.page.leave_out.click()
    assert ended.page.reason.hasFocus()  # without a reason nothing is left out
    QTest.keyClicks(ended.page.reason, "a pilot")
    QTest.keyClick(ended.page.reason, Qt.Key.Key_Return)
    ended.until(lambda document: document.read().find(Session)[0].quality_reason == "a pilot")
    ended.driver.until(ended.page.count_again.isVisible)
    ended.page.count_again.click()
    ended.until(lambda document: document.read().find(Session)[0].quality == "ok")


def test_consent_that_was_put_off_is_noted_afterwards(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    QTest.keyClick(window, Qt.Key.Key_R, CTRL)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    driver.press_focused(Qt.Key.Key_Return)
    driver.until(lambda: place.recording is not None and place.during.consent.isVisible())
    place.during.consent.later.click()
    driver.until(place.during.line_frame.line.hasFocus)
    QTest.keyClicks(place.during.line_frame.line, "= gave up")
    QTest.keyClick(place.during.line_frame.line, Qt.Key.Key_Return)
    driver.until(lambda: place.after.isVisible() and place.after.value is not None)
    row = Ended(driver, window, place).row("It is not recorded what this person agreed to")
    next(button for button in row.findChildren(QPushButton) if button.text() == "Refused").click()
    driver.until(
        lambda: (
            driver.ask(window, lambda document: [each.state for each in document.read().find(Consent)]) == ["refused"]
        )
    )
