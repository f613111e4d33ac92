"""The import dialog: what the files hold is shown first, and nothing is changed before Import is pressed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.core.model import JourneyMap, Participant, Round, Session, Step
from journeymap.core.wording import list_text, plural, sessions
from journeymap.interchange.importing import ImportResult
from journeymap.interchange.options import ImportOptions
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.import_behaviours import Behaviours
from journeymap.ui.import_observer import ObserverChoices
from journeymap.ui.import_preview import ImportPreview
from journeymap.ui.notice import Notice
from journeymap.ui.pieces import scrolled, typed_choice
from journeymap.ui.plain import label
from journeymap.ui.problems import sentence
from journeymap.ui.rehearsing import Imported, bring_in, rehearse, table_columns
from journeymap.ui.settings import load_settings
from journeymap.ui.tab_order import go_through, stops_as_laid_out
from journeymap.ui.tasks import ProgressStrip, Task

if TYPE_CHECKING:
    from journeymap.ui.window import ProjectWindow

KINDS = "Sessions, event logs and BORIS projects (*.txt *.csv *.tsv *.xes *.boris *.gz *.journey);;All files (*)"
_ROLES = (("case", "&Case or session"), ("step", "&Step"), ("time", "&Time"), ("end", "&End of a step"))
Lists = tuple[tuple[str, ...], tuple[str, ...], list[str], bool, list[tuple[str, str]]]


def ask_import(window: "ProjectWindow", paths: Sequence[Path]) -> None:
    """Open the dialog over a window; without files it asks for them first."""
    chosen = list(paths)
    if not chosen:
        start = load_settings().folder or str(window.path.parent)
        names, _ = QFileDialog.getOpenFileNames(window, "Import", start, KINDS)
        chosen = [Path(name) for name in names]
    if chosen:
        dialog = ImportDialog(window.document, chosen, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class ImportDialog(QDialog):
    """Rehearses the import whenever something is chosen otherwise; `Import` does it."""

    def __init__(self, document: DocumentThread, paths: list[Path], window: "ProjectWindow") -> None:
        super().__init__(window)
        self._document = document
        self._paths = paths
        self._window = window
        self._task: Task[Imported] | None = None
        self._rehearsed_with = ImportOptions()
        self._choosing = False
        self.setWindowTitle("Import")
        screen = window.screen().availableGeometry()
        self.resize(min(760, screen.width() - 80), min(720, screen.height() - 80))
        names = ", ".join(path.name for path in paths)
        self.columns: dict[str, QComboBox] = {}
        self._column_row = QWidget()
        self._map = typed_choice("Map")
        self._round = typed_choice("Round")
        self.place = QCheckBox("&Put steps on the map that it does not know")
        self.apart = QCheckBox("&Keep people of different rounds apart")
        self.behaviours = Behaviours()
        self.behaviours.chosen.connect(self._rehearse_again)
        self.observers = ObserverChoices(paths)
        self.observers.chosen.connect(self._rehearse_again)
        self.preview = ImportPreview()
        self._strip = ProgressStrip()
        self._strip.cancelled.connect(self._on_cancel_task)
        self.trouble = Notice("bad", wrap=True)
        self.trouble.hide()
        self.go = QPushButton("&Import")
        self.go.setProperty("role", "primary")
        self.go.setEnabled(False)
        self.go.clicked.connect(self._on_import)
        cancel = QPushButton("Close")
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label("Import", "inspector-title"))
        layout.addWidget(label(names, "secondary", wrap=True))
        layout.addWidget(scrolled(self._page(), "What to import, and what it would do"), 1)
        layout.addWidget(self.trouble)
        layout.addWidget(self._strip)
        buttons = QHBoxLayout()
        buttons.addWidget(label("Nothing is changed before you press Import; afterwards Undo takes it back.", "small"))
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        layout.addLayout(buttons)
        document.do(lambda opened: _lists(opened, paths), self._on_lists, self._on_failed, owner=self)

    def _page(self) -> QWidget:
        """What is chosen, and below it what the files hold."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        ways = QHBoxLayout()
        ways.addWidget(self.place)
        ways.addWidget(self.apart)
        ways.addStretch(1)
        layout.addWidget(self._column_row)
        layout.addWidget(self._targets())
        layout.addWidget(self.observers)
        layout.addWidget(self.behaviours)
        layout.addLayout(ways)
        layout.addWidget(self.preview, 1)
        return page

    def reject(self) -> None:
        self._on_cancel_task()
        super().reject()

    def options(self) -> ImportOptions:
        """What was chosen; whatever was left alone stays a guess."""

        def column(role: str) -> str | None:
            box = self.columns.get(role)
            return box.currentText() if box is not None and box.currentIndex() > 0 else None

        return ImportOptions(
            case=column("case"),
            step=column("step"),
            time=column("time"),
            end=column("end"),
            map=self._map.currentText().strip() or None,
            round=self._round.currentText().strip() or None,
            place=self.place.isChecked(),
            people_per_round=self.apart.isChecked(),
            behaviours=self.behaviours.choices(),
            observer=self.observers.name(),
            session=self.observers.session_id(),
            offset_ms=self.observers.offset_ms(),
        )

    def _on_lists(self, lists: Lists) -> None:
        maps, rounds, names, any_steps, there = lists
        self.observers.offer(there)
        for box, titles, words in ((self._map, maps, "as the files say"), (self._round, rounds, "as the files say")):
            box.addItems(titles)
            box.setCurrentText("")
            edit = box.lineEdit()
            assert edit is not None
            edit.setPlaceholderText(words)
            edit.editingFinished.connect(self._rehearse_again)
            box.activated.connect(self._rehearse_again)
        self.place.setChecked(not any_steps)
        self.place.toggled.connect(self._rehearse_again)
        self.apart.toggled.connect(self._rehearse_again)
        self._make_columns(names)
        self._rehearse()

    def _make_columns(self, names: list[str]) -> None:
        self._column_row.setVisible(bool(names))
        grid = QGridLayout(self._column_row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for place, (role, words) in enumerate(_ROLES if names else ()):
            box = QComboBox()
            box.addItem("guessed" if role != "end" else "none, or guessed")
            box.addItems(names)
            box.setAccessibleName(f"Column of the {words.replace('&', '').lower()}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(self._rehearse_again)
            name = label(words, "small")
            name.setBuddy(box)
            row, column = divmod(place, 2)
            grid.addWidget(name, 2 * row, column)
            grid.addWidget(box, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
            self.columns[role] = box

    def _targets(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for place, (words, box) in enumerate((("Into the &map", self._map), ("&Round", self._round))):
            name = label(words, "small")
            name.setBuddy(box)
            grid.addWidget(name, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
        return holder

    def _rehearse_again(self) -> None:
        if self.options() != self._rehearsed_with:
            self._choosing = True
            self._rehearse()

    def _rehearse(self) -> None:
        self._rehearsed_with = self.options()
        options, paths = self._rehearsed_with, self._paths
        self.go.setEnabled(False)
        task = self._begin("Reading …")
        task.done.connect(self._on_rehearsed)
        task.start_on_document(self._document, lambda document, progress: rehearse(document, paths, options, progress))

    def _begin(self, words: str) -> Task[Imported]:
        if self._task is not None:
            self._task.cancel()
            self._task.deleteLater()
        task: Task[Imported] = Task(self)
        task.progressed.connect(self._strip.show_progress)
        task.failed.connect(self._on_failed)
        task.stopped.connect(self._on_stopped)
        self._task = task
        self.trouble.hide()
        self._strip.begin(words)
        return task

    def _on_rehearsed(self, imported: Imported) -> None:
        self._strip.hide()
        self.preview.show_result(imported.result)
        self.behaviours.show_behaviours(imported.result.behaviours)
        for role, box in self.columns.items():
            guess = imported.result.columns.get(role, "")
            box.setItemText(0, f"{guess} (guessed)" if guess else ("none" if role == "end" else "not found"))
        self.go.setEnabled(imported.result.kept > 0)
        self.go.setText(f"&Import {_brought(imported.result)}")
        asked = (*self.columns.values(), self._map, self._round, *stops_as_laid_out(self.observers))
        go_through((*asked, *self.behaviours.boxes.values(), self.place, self.apart, self.preview.rows))
        if not self._choosing:  # whoever chooses goes on with that
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_import(self) -> None:
        options, paths = self.options(), self._paths
        self.go.setEnabled(False)
        task = self._begin("Importing …")
        task.done.connect(self._on_imported)
        task.start_on_document(self._document, lambda document, progress: bring_in(document, paths, options, progress))

    def _on_imported(self, imported: Imported) -> None:
        self._task = None
        result = imported.result
        rejected = f" {result.rejected_count:,} rows could not be read." if result.rejected_count else ""
        words = f"Imported: {_brought(result)}.{rejected} Undo takes the whole import back."
        self._window.messages.say(words, until_undone=True)
        if imported.map_id:
            self._window.looking.look_at(Filter(map_id=imported.map_id))
        self._window.go("map" if result.sessions else "sessions")
        self.accept()
        self._window.activateWindow()  # no window manager has to, and Undo is pressed there

    def _on_failed(self, error: BaseException) -> None:
        self._strip.hide()
        self.preview.clear()
        if isinstance(error, Problem):
            self.trouble.setText(sentence(error))
            self.trouble.show()
        else:
            self._window.show_trouble(error)
            self.reject()

    def _on_stopped(self) -> None:
        self._strip.hide()
        self.trouble.setText("Stopped; nothing was changed.")
        self.trouble.show()

    def _on_cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _lists(document: Document, paths: Sequence[Path]) -> Lists:
    reader = document.read()
    maps = tuple(found.title for found in reader.find(JourneyMap))
    rounds = tuple(found.title for found in reader.find(Round))
    names = dict.fromkeys(name for path in paths for name in table_columns(path))
    people: dict[str, str] = dict(reader.columns(Participant, ("id", "pseudonym")))
    titles: dict[str, str] = dict(reader.columns(Round, ("id", "title")))
    there = [
        (id_, " · ".join(part for part in (people[person], titles.get(round_id or "", ""), f"session {seq}") if part))
        for id_, seq, person, round_id in reader.columns(Session, ("id", "seq", "participant_id", "round_id"))
    ]
    return maps, rounds, list(names), reader.count(Step) > 0, there


def _brought(result: ImportResult) -> str:
    """What an import brings, in words: sessions, or the entries of second observers."""
    entries = sum(joined.entries for joined in result.joined)
    noted = f"{plural(entries, 'entry', 'entries')} of {list_text(list({joined.observer for joined in result.joined}))}"
    if not result.joined:
        return sessions(result.sessions)
    return f"{sessions(result.sessions)} and {noted}" if result.sessions else noted
