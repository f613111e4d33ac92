"""Import, look, rank, filter, undo: what a service designer does with sessions that exist already."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from journeymap.core.filters import Filter
from journeymap.core.model import Round, Session
from journeymap.ui.importing import ImportDialog
from journeymap.ui.priorities.place import PrioritiesPlace
from journeymap.ui.priorities.rows import spoken
from tests.stories.driving import Driver

NOTES = """participant: P0{n}
round: Round 1
map: Renew a permit
consent: notes, quotes, share_team
---
[00:00:05] > Find the service
[00:01:10] !{impact} does not see <b>the</b> button & stops #upload
[00:02:10] "cost < 5 & <img src=x> #upload
[00:03:00] = {outcome}
"""
CTRL = Qt.KeyboardModifier.ControlModifier


def notes(folder: Path, people: int = 6) -> Path:
    path = folder / "notes.txt"
    parts = [NOTES.format(n=n, impact=1 + n % 4, outcome="completed" if n % 2 else "abandoned") for n in range(people)]
    path.write_text("===\n".join(parts), encoding="utf-8")
    return path


def open_import(driver: Driver, path: Path, source: Path) -> ImportDialog:
    window = driver.new_project(path)
    window.import_asked.emit([str(source)])
    driver.until(lambda: bool(window.findChildren(ImportDialog)))
    return window.findChildren(ImportDialog)[0]


def test_notes_are_rehearsed_imported_ranked_and_taken_back(driver: Driver, tmp_path: Path) -> None:
    dialog = open_import(driver, tmp_path / "permits.journey", notes(tmp_path))
    window = driver.window()
    driver.until(dialog.go.isEnabled)
    assert dialog.preview.summary.text().startswith("24 rows read, 24 kept, none rejected: 6")
    assert driver.ask(window, lambda document: document.read().count(Session)) == 0, "a rehearsal changes nothing"
    dialog.go.click()
    driver.until(lambda: "Imported: 6" in window.messages.text())
    assert driver.ask(window, lambda document: document.read().count(Session)) == 6

    window.go("priorities")
    place = window.places["priorities"]
    assert isinstance(place, PrioritiesPlace)
    driver.until(lambda: place.panel.list.ranks.rowCount() == 1)
    item = place.panel.list.ranks.item(0)
    ranked = place.ranked
    assert item is not None
    assert ranked is not None
    assert "6 of 6" in spoken(item, ranked.view)
    words = [label.text() for label in window.inspector.findChildren(QLabel)]
    assert any("<img src=x>" in text for text in words), "a person's markup is shown letter by letter"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in window.inspector.findChildren(QLabel))

    driver.press(window, Qt.Key.Key_Z, CTRL)
    driver.until(place.panel.empty.isVisible)
    assert driver.ask(window, lambda document: document.read().count(Session)) == 0
    driver.press(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    driver.until(place.panel.list.isVisible)


def test_a_table_without_the_columns_says_so_and_they_can_be_chosen(driver: Driver, tmp_path: Path) -> None:
    table = tmp_path / "log.csv"
    table.write_text("who,what,when\n1,Find,2026-01-01T10:00:00Z\n1,Pay,2026-01-01T10:05:00Z\n", encoding="utf-8")
    dialog = open_import(driver, tmp_path / "permits.journey", table)
    driver.until(dialog.trouble.isVisible)
    assert "log.csv" in dialog.trouble.text()
    assert not dialog.go.isEnabled()
    for role, name in (("case", "who"), ("step", "what"), ("time", "when")):
        box = dialog.columns[role]
        box.setCurrentText(name)
        box.activated.emit(box.currentIndex())
    driver.until(dialog.go.isEnabled)
    assert dialog.preview.summary.text().startswith("2 rows read, 2 kept")
    dialog.reject()


def test_a_file_that_cannot_be_read_is_one_sentence_and_nothing_is_changed(driver: Driver, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"case,step,time\n1,a\0b,2026-01-01\n")
    dialog = open_import(driver, tmp_path / "permits.journey", broken)
    driver.until(dialog.trouble.isVisible)
    assert "broken.csv" in dialog.trouble.text()
    assert "Traceback" not in dialog.trouble.text()
    assert driver.ask(driver.window(), lambda document: document.read().count(Session)) == 0
    dialog.reject()


def test_every_place_obeys_the_filter(driver: Driver) -> None:
    window = driver.sample()
    window.go("priorities")
    place = window.places["priorities"]
    assert isinstance(place, PrioritiesPlace)
    driver.until(lambda: place.ranked is not None and place.ranked.view.people == 12)
    rounds = driver.ask(window, lambda document: document.read().find(Round))
    window.looking.look_at(Filter(window.looking.filter.map_id, round_ids=(rounds[1].id,)))
    driver.until(lambda: place.ranked is not None and place.ranked.view.people == 6)
    driver.until(lambda: "of 13 sessions" in window.filter_bar.left_text())
    assert window.commands.action("view.all").isEnabled()
    window.do("view.all")
    driver.until(lambda: window.filter_bar.left_text() == "13 sessions")


def test_the_weights_change_the_scores_and_say_what_stays(driver: Driver) -> None:
    window = driver.sample()
    window.go("priorities")
    place = window.places["priorities"]
    assert isinstance(place, PrioritiesPlace)
    driver.until(lambda: place.ranked is not None and place.ranked.view.ranked)
    assert place.ranked is not None
    before = place.ranked.view.items[0].score
    place.panel.weights.slide_to(1.5)
    driver.until(lambda: place.ranked is not None and place.ranked.view.items[0].score != before)
    assert place.ranked.view.weights == (1 / 1.5, 1.0, 1.5, 2.25)
