"""Opening, welcome page, other windows, damaged files, bugs: always a calm sentence, nothing lost."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt

from journeymap.store.document import Document
from journeymap.ui.problems import ReportDialog, report_text, without_options
from journeymap.ui.settings import FILE_NAME, Settings, load_settings, save_settings
from tests.stories.driving import Driver


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"PK\x03\x04" + b"x" * 600, "not a journeymap project"), (b"SQLite format 3\0" + b"x" * 90, "")],
)
def test_a_file_that_is_no_project_is_told_on_the_welcome_page(
    driver: Driver, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.journey"
    path.write_bytes(content)
    welcome = driver.desk.show_welcome()
    driver.desk.open(path)
    driver.until(lambda: bool(welcome.messages.text()))
    assert "odd.journey" in welcome.messages.text()
    assert words in welcome.messages.text()
    assert not driver.desk.windows
    assert path.read_bytes() == content


def test_a_project_that_another_program_has_is_shown_for_reading(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "shared.journey"
    with Document.create(path, title="Shared"):
        driver.desk.open(path)
        window = driver.window()
        assert window.read_only
        assert "is open in another window" in window.messages.text()
        assert not window.commands.action("record.start").isEnabled()
        assert window.status_bar.saved_text() == "Open for reading only"
        driver.desk.close_all()


def test_the_same_file_twice_is_one_window(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "one.journey")
    driver.desk.open(tmp_path / "one.journey")
    driver.qtbot.wait(50)
    assert driver.desk.windows == [window]


def test_a_new_project_is_saved_and_listed_as_recent(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "permits.journey"
    window = driver.new_project(path)
    driver.until(lambda: window.status_bar.saved_text().startswith("✓"))
    assert [known.path for known in load_settings().recent] == [str(path)]
    window.close()
    driver.until(lambda: not driver.desk.windows)
    with Document.open(path, read_only=True) as document:
        assert document.read().project_id
    welcome = driver.desk.show_welcome()
    welcome.chosen.emit(str(path))
    assert driver.window().project_title == "permits"


def test_settings_that_make_no_sense_are_as_if_never_set(journeymap_home: Path) -> None:
    (journeymap_home / FILE_NAME).write_text(json.dumps({"look": 3, "recent": [1, {"path": "x"}], "folder": "y"}))
    assert load_settings() == Settings(folder="y")
    (journeymap_home / FILE_NAME).write_text("{" * 100)
    assert load_settings() == Settings()
    save_settings(Settings(look="dark"))
    assert load_settings().look == "dark"


@pytest.mark.allows_log_warnings
def test_a_bug_is_reported_without_anybodys_words_and_the_window_goes_on(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    window.document.do(lambda _document: [][len("the name of a person")])
    driver.until(lambda: driver.desk.troubles.dialog is not None)
    dialog = driver.desk.troubles.dialog
    assert isinstance(dialog, ReportDialog)
    dialog.accept()
    assert driver.desk.troubles.dialog is None
    assert window.isVisible()


def test_a_report_holds_no_words_of_the_error() -> None:
    try:
        raise ValueError("Mrs Example of 3 High Street")
    except ValueError as error:
        text = report_text(error)
    assert "Example" not in text
    assert "ValueError" in text
    assert str(Path.home()) not in text


@pytest.mark.parametrize("size", [(1366, 768), (960, 600), (820, 600), (1920, 1080)])
def test_nothing_is_cut_off_at_any_usual_size(driver: Driver, size: tuple[int, int]) -> None:
    window = driver.sample()
    window.resize(QSize(*size))
    driver.press(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: bool(driver.recorder(window).before.person.currentText()))
    driver.press_focused(Qt.Key.Key_Return)
    place = driver.recorder(window)
    driver.until(place.during.consent.isVisible)
    driver.qtbot.wait(50)
    strip = place.during.consent
    assert strip.height() >= strip.heightForWidth(strip.width()) > 0
    place.during.consent.as_on_form.click()
    driver.until(lambda: bool(place.during.chips.steps))
    for button in (*place.during.signs.impacts, place.during.signs.quote):
        assert button.width() >= button.sizeHint().width()
    assert place.during.stream.height() >= 56


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("x is odd. These can: .csv, .txt; or say with --as what it is.", "x is odd. These can: .csv, .txt."),
        (
            "x is not UTF-8; read as Windows-1252. Say --encoding if it is another.",
            "x is not UTF-8; read as Windows-1252.",
        ),
        ("No row may be left out (--strict). Please correct it.", "No row may be left out. Please correct it."),
        ("Nothing of the kind -- here.", "Nothing of the kind -- here."),
    ],
)
def test_the_window_names_no_options_of_the_command_line(told: str, shown: str) -> None:
    assert without_options(told) == shown
