"""The page before a session: who is here, the tasks, the round's form, consent."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from journeymap.core.edits import people
from journeymap.core.model import (
    Consent,
    Participant,
    ParticipantIdentity,
    Project,
    Round,
    Session,
    TaskScenario,
)
from journeymap.core.reader import Reader
from journeymap.store.document import Document
from journeymap.ui.recorder.about_person import About
from journeymap.ui.recorder.before import BeforePage
from journeymap.ui.recorder.place import RecordPlace
from journeymap.ui.recorder.starting import begin
from journeymap.ui.recorder.task_plan import limit_ms, limit_text
from journeymap.ui.recorder.wanted import Wanted
from journeymap.ui.settings import Settings, load_settings, save_settings
from journeymap.ui.window import ProjectWindow
from tests.stories.driving import Driver


def open_page(driver: Driver, window: ProjectWindow) -> tuple[RecordPlace, BeforePage]:
    driver.press(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    place = driver.recorder(window)
    driver.until(lambda: bool(place.before.person.currentText()))
    return place, place.before


def start(driver: Driver, place: RecordPlace) -> None:
    place.before.start.click()
    driver.until(lambda: place.recording is not None and place.during.consent.isVisible())


def agree(driver: Driver, place: RecordPlace) -> None:
    place.during.consent.as_on_form.click()
    driver.until(place.during.line_frame.line.hasFocus)


def end(driver: Driver, place: RecordPlace, outcome: str = "completed") -> None:
    recording = place.recording
    assert recording is not None
    recording.end(outcome)
    driver.until(lambda: not recording.running)


def test_pseudonyms_are_given_with_the_letter_of_this_computer(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    assert page.person.currentText() == "A01"
    page.way.prefix.setText("b")
    page.way.prefix.editingFinished.emit()
    driver.until(lambda: page.person.currentText() == "B01")
    start(driver, place)
    agree(driver, place)
    assert load_settings().pseudonym_prefix == "B"
    end(driver, place)
    place.show_before()
    driver.until(lambda: page.person.currentText() == "B02")


def test_a_letter_that_is_none_is_told_and_nothing_begins(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    page.way.prefix.setText("7")
    page.start.click()
    assert "letters" in page._trouble.text()
    assert place.recording is None


def test_what_is_known_of_a_person_is_kept_and_offered_when_they_come_again(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    page.about.question.setText("Region")
    page.about.add.click()
    driver.until(lambda: "Region" in page.about.answers)
    page.about_fold.button.click()
    page.inclusion.setCurrentIndex(page.inclusion.findData(4))
    page.about.fields["segments"].setEditText("Carer, tenant")
    page.about.fields["assistive_tech"].setEditText("screen magnifier")
    page.about.fields["device"].setEditText("phone")
    page.about.answers["Region"].setText("North")
    page.about.name.setText("Maria Example")
    start(driver, place)
    agree(driver, place)
    (person,) = driver.ask(window, lambda document: document.read().find(Participant))
    assert person.segments == ("Carer", "tenant")
    assert (person.assistive_tech, person.device, person.digital_inclusion) == ("screen magnifier", "phone", 4)
    assert person.attributes == (("Region", "North"),)
    (identity,) = driver.ask(window, lambda document: document.read().find(ParticipantIdentity))
    assert identity.name == "Maria Example"
    end(driver, place)
    place.show_before()
    driver.until(lambda: page.person.currentText() == "A02")
    assert page.about.value().name == ""
    assert page.inclusion.currentData() is None
    page.person.setEditText("A01")
    assert "been here before: 1 session" in page._person_words.text()
    assert page.about.value().attributes == (("Region", "North"),)
    assert page.about.value().name == "Maria Example"
    assert page.inclusion.currentData() == 4
    page.person.setEditText("A02")
    assert page.about.value().name == ""


def test_a_question_to_everybody_is_taken_back_and_its_answers_stay(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    page.about.question.setText("Region")
    page.about.add.click()
    driver.until(lambda: "Region" in page.about.answers)
    page.about.answers["Region"].setText("North")
    start(driver, place)
    agree(driver, place)
    end(driver, place)
    place.show_before()
    page.about_fold.button.click()
    remove = next(
        button
        for button in page.about.findChildren(QPushButton)
        if button.accessibleName() == "Ask no more for Region" and not button.isHidden()
    )
    remove.click()
    driver.until(lambda: not page.about.answers)
    (project,) = driver.ask(window, lambda document: document.read().find(Project))
    assert project.attribute_names == ()
    (person,) = driver.ask(window, lambda document: document.read().find(Participant))
    assert person.attributes == (("Region", "North"),)


def test_a_task_is_made_in_place_with_rule_and_limit(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    row = page.tasks.rows[0]
    row.choose("Renew your permit")
    row.instructions.setPlainText("It runs out on Friday.\nPlease renew it.")
    row.success_rule.setText("sees the number")
    row.limit.setText("soon")
    page.start.click()
    assert "cannot be read" in page._trouble.text()
    row.limit.setText("2:30")
    start(driver, place)
    (task,) = driver.ask(window, lambda document: document.read().find(TaskScenario))
    assert task.instructions == "It runs out on Friday.\nPlease renew it."
    assert (task.success_rule, task.time_limit_ms) == ("sees the number", 150_000)
    assert place.recording is not None
    assert place.recording.head.task == task


def test_a_time_limit_is_read_in_minutes() -> None:
    assert limit_ms("5") == 300_000
    assert limit_ms(" 2:30 ") == 150_000
    assert limit_ms("10 min") == 600_000
    assert limit_ms("0") is None
    assert limit_ms("2:75") is None
    assert limit_text(150_000) == "2:30"
    assert limit_text(300_000) == "5"
    assert limit_text(None) == ""


def test_a_round_has_its_form_and_one_click_agrees_to_it(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    page.round.setEditText("Round 7")
    start(driver, place)
    strip = place.during.consent
    assert strip.as_on_form.text() == "As proposed"
    strip.more.button.click()
    strip._chips["publish"].setChecked(True)
    strip.details.version.setText("v3")
    strip.details.make_form.click()
    driver.until(lambda: strip.as_on_form.text().startswith("As on this round"))
    (round_,) = driver.ask(window, lambda document: document.read().find(Round))
    assert (round_.title, round_.form_version) == ("Round 7", "v3")
    assert round_.consent_scopes == ("notes", "quotes", "share_team", "publish")
    strip.details.how.setEditText("on paper")
    agree(driver, place)
    recording = place.recording
    assert recording is not None
    driver.until(lambda: recording.head.scopes is not None)
    (consent,) = driver.ask(window, lambda document: document.read().find(Consent))
    assert consent.scopes == round_.consent_scopes
    assert (consent.how, consent.form_version) == ("as on this round's form, on paper", "v3")
    assert load_settings().consent_how == "on paper"


def test_the_clock_waits_where_it_is_to_be_started_by_key(driver: Driver, tmp_path: Path) -> None:
    save_settings(Settings(clock_by_key=True))
    window = driver.new_project(tmp_path / "permits.journey")
    place, _page = open_page(driver, window)
    start(driver, place)
    agree(driver, place)
    recording = place.recording
    assert recording is not None
    assert recording.elapsed_ms() is None
    driver.type_entry(place, "small talk")
    assert recording.entries[0].at_ms is None
    driver.press(place.during.line_frame.line, Qt.Key.Key_F8)
    driver.until(lambda: recording.clock.runs)
    driver.type_entry(place, "reads aloud")
    assert [entry.text for entry in recording.entries] == ["small talk", "reads aloud"]
    assert recording.entries[1].at_ms is not None
    assert [session.timed for session in driver.ask(window, sessions)] == [True]


def test_what_is_known_of_somebody_who_was_not_shown_is_not_taken_back(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")

    def begun(document: Document) -> Participant:
        with document.edit("Test") as edit:
            person = people.find_or_make_participant(edit, "Z9")
            people.describe_participant(edit, person.id, segments=("Carer",), device="phone")
            people.set_identity(edit, person.id, "Maria Example", "")
        wanted = Wanted("Z9", None, "", "", "Renew", about=About(device="tablet"), seen=False)
        begin(document, wanted)
        (kept,) = document.read().find(Participant)
        assert (kept.segments, kept.device) == (("Carer",), "tablet")
        assert people.identity_of(document.read(), person.id) is not None
        begin(document, replace(wanted, seen=True, about=About(device="tablet")))
        assert people.identity_of(document.read(), person.id) is None
        (found,) = document.read().find(Participant)
        return found

    found = driver.ask(window, begun)
    assert (found.segments, found.device) == ((), "tablet")


def sessions(document: Document) -> list[Session]:
    reader: Reader = document.read()
    return reader.find(Session)


def test_the_file_waits_only_while_a_session_runs(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, _ = open_page(driver, window)
    waits = "the file follows when the session ends"
    assert waits not in window.status_bar.saved_text()
    start(driver, place)
    agree(driver, place)
    driver.until(lambda: waits in window.status_bar.saved_text())
    end(driver, place)
    driver.until(place.after.isVisible)
    driver.until(lambda: waits not in window.status_bar.saved_text())


def test_what_is_missing_has_the_keyboard(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    place, page = open_page(driver, window)
    page.journey.setEditText("")
    driver.press_focused(Qt.Key.Key_Return)
    assert "name the journey" in page._trouble.text()
    assert page.journey.hasFocus()
    driver.type(driver.focused(), "Renew")
    driver.press_focused(Qt.Key.Key_Return)
    driver.until(lambda: place.recording is not None)
