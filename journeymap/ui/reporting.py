"""The Report place: for whom, in which formats, where to; then the files, one key away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.core.changes import Changes
from journeymap.core.clock import SystemClock
from journeymap.core.errors import Problem
from journeymap.core.model import Consent, ImportBatch, JourneyMap, Session
from journeymap.core.reader import Reader
from journeymap.core.wording import count_text, plural, sessions
from journeymap.report.audience import permission
from journeymap.report.export import Exported
from journeymap.report.formats import FORMATS
from journeymap.ui.document import DocumentThread
from journeymap.ui.exporting import Export, run_export
from journeymap.ui.looking import Looking
from journeymap.ui.notice import Notice
from journeymap.ui.panel import Panel
from journeymap.ui.picture_choices import PictureChooser
from journeymap.ui.pieces import card, centred, empty, fill, scrolled
from journeymap.ui.place import Place
from journeymap.ui.plain import label, plain, plain_tip, restyle
from journeymap.ui.problems import sentence
from journeymap.ui.settings import load_settings, save_settings
from journeymap.ui.tasks import ProgressStrip, Task

AUDIENCES = (
    ("team", "The team", "all sessions whose people agreed to notes for the team, or were not asked yet"),
    ("board", "The board", "only sessions whose people agreed to sharing in the organisation"),
    ("public", "The public", "only sessions whose people agreed to publishing; no group under five people"),
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """How many sessions the filter leaves, and how many of them each audience may see."""

    map_title: str
    left: int
    by_audience: dict[str, int]


class AllowedPanel(Panel[Allowed]):
    """The sessions that consent lets into the report, for each audience, in the radio buttons' words."""

    shows = (Session, Consent, ImportBatch, JourneyMap)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.value: Allowed | None = None
        self.group = QButtonGroup(self)
        self._counts = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for key, words, about in AUDIENCES:
            button = QRadioButton(words)
            button.setProperty("key", key)
            button.setAccessibleDescription(about)
            self.group.addButton(button)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(button)
            count = label("", "heading")
            self._counts[key] = (count, button, about)
            row.addWidget(count)
            row.addStretch(1)
            layout.addLayout(row)
            under = label(about, "small", wrap=True)
            under.setContentsMargins(30, 0, 0, 4)
            layout.addWidget(under)
        self.group.buttons()[0].setChecked(True)

    @property
    def audience(self) -> str:
        """The key of the audience that is chosen."""
        chosen = self.group.checkedButton()
        return str(chosen.property("key")) if chosen is not None else "public"

    def focus_first(self) -> None:
        """Put the keyboard on the audience that is chosen."""
        chosen = self.group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def load(self, reader: Reader, changes: Changes | None) -> Allowed:
        del changes
        chosen = self.looking.filter
        summaries = self.document.counts.summaries(reader, chosen)
        consents: dict[str, list[Consent]] = {}
        for consent in reader.find(Consent):
            consents.setdefault(consent.session_id, []).append(consent)
        journey = reader.get(JourneyMap, chosen.map_id) if chosen.map_id else None
        now_ms = SystemClock().now_ms()  # as the export has it: what has run out was agreed to no more
        return Allowed(
            map_title=journey.title if journey else "",
            left=len(summaries),
            by_audience={
                key: sum(permission(consents.get(each.id, []), key, now_ms).enters for each in summaries)
                for key, _, _ in AUDIENCES
            },
        )

    def show_value(self, value: Allowed) -> None:
        self.value = value
        for key, (count, button, about) in self._counts.items():
            words = f"{count_text(value.by_audience[key], value.left)} sessions"
            count.setText(words)
            button.setAccessibleDescription(f"{words}; {about}")


_SIZED = frozenset({"png", "poster", "tiles"})
"""Formats whose size can be chosen."""


class ReportPlace(Place):
    """Chooses, exports with progress and cancel, and lists what was written."""

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self._task: Task[Exported] | None = None
        settings = load_settings()
        self.allowed = AllowedPanel(document, looking, self)
        self.allowed.refreshed.connect(self._head)
        self.formats: dict[str, QCheckBox] = {}
        chosen = [name for name in settings.export_formats if name in FORMATS] or ["pdf", "html"]
        for each in FORMATS.values():
            box = QCheckBox(plain(each.title))
            box.setChecked(each.name in chosen)
            box.setAccessibleDescription(each.description)
            box.toggled.connect(self._on_toggled)
            self.formats[each.name] = box
        self.pictures = PictureChooser()
        self.picture_card = card("How large are the pictures?", self.pictures)
        self.folder = QLineEdit(settings.export_folder)
        self.folder.setAccessibleName("Folder")
        self.folder.textChanged.connect(self._on_toggled)
        self.export = QPushButton("Export")
        self.export.setProperty("role", "primary")
        self.export.setProperty("tall", "true")
        self.export.clicked.connect(self.start_export)
        self.progress = ProgressStrip()
        self.progress.hide()
        self.progress.cancelled.connect(self._on_cancel)
        self.said = Notice("bad", wrap=True)
        self.said.hide()
        self._results = QVBoxLayout()
        self._results.setSpacing(6)
        self.written = card("Written", self._results)
        self.written.hide()
        self._lay_out()
        self._on_toggled()

    def wants_inspector(self) -> bool:
        return False

    def entered(self) -> None:
        self._head()
        if not self.folder.text():
            self.document.do(lambda document: str(document.path.parent), self.folder.setText, owner=self)

    def focus_first(self) -> None:
        self.allowed.focus_first()

    def leaving(self) -> None:
        self._on_cancel()

    def chosen_formats(self) -> list[str]:
        """The names of the formats that are ticked, in the order of the list."""
        return [name for name, box in self.formats.items() if box.isChecked()]

    def start_export(self) -> None:
        """Write the files; nothing half done is ever left behind."""
        folder = Path(self.folder.text().strip()).expanduser()
        formats = tuple(self.chosen_formats())
        wanted = Export(self.looking.filter, self.allowed.audience, formats, folder, self.pictures.choices())
        settings = replace(load_settings(), export_formats=wanted.formats, export_folder=str(folder))
        save_settings(settings)
        self._say("")
        self.export.setEnabled(False)
        self.progress.begin("Getting ready …")
        task: Task[Exported] = Task(self)
        self._task = task
        task.progressed.connect(self.progress.show_progress)
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.stopped.connect(self._on_stopped)
        run_export(self.document, task, wanted)

    def _lay_out(self) -> None:
        formats = QGridLayout()
        formats.setVerticalSpacing(4)
        formats.setHorizontalSpacing(14)
        formats.setColumnStretch(1, 1)
        for row, each in enumerate(FORMATS.values()):
            formats.addWidget(self.formats[each.name], row, 0)
            formats.addWidget(label(each.description, "small", wrap=True), row, 1)
        browse = QPushButton("C&hoose…")
        browse.setAccessibleName("Choose the folder")
        browse.clicked.connect(self._on_browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.folder, 1)
        place.addWidget(browse)
        act = QHBoxLayout()
        act.addWidget(self.progress, 1)
        act.addStretch(0)
        act.addWidget(self.export, 0, Qt.AlignmentFlag.AlignRight)
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addWidget(card("Who is it for?", self.allowed))
        left.addWidget(card("Into which folder?", place))
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(14)
        right.addWidget(card("In which formats?", formats))
        right.addWidget(self.picture_card)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        column = QVBoxLayout()
        column.setContentsMargins(22, 18, 22, 22)
        column.setSpacing(14)
        column.addLayout(columns)
        column.addLayout(act)
        column.addWidget(self.said)
        column.addWidget(self.written)
        column.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(1180)
        inner.setLayout(column)
        page = centred(inner, 20)
        area = scrolled(page, "Report")
        fill(self, area)

    def _head(self) -> None:
        value = self.allowed.value
        if self.isVisible() or value is None:
            about = " · ".join(part for part in (value.map_title, sessions(value.left)) if part) if value else ""
            self.headed.emit("Report", about)

    def _on_toggled(self) -> None:
        count = len(self.chosen_formats())
        self.picture_card.setVisible(not _SIZED.isdisjoint(self.chosen_formats()))
        self.export.setText(f"Export {plural(count, 'file')}" if count else "Choose a format")
        self.export.setEnabled(bool(count and self.folder.text().strip()) and self._task is None)

    def _on_browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the report", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _finish(self) -> None:
        if self._task is not None:
            self._task.deleteLater()
        self._task = None
        self.progress.hide()
        self._on_toggled()

    def _on_done(self, exported: Exported) -> None:
        self._finish()
        self._show_files(exported.paths)
        if exported.remarks:
            remarks = "\n".join(remark.text for remark in exported.remarks)
            self._say(f"Please look at this before the files leave your hands:\n{remarks}", "warn")

    def _on_failed(self, error: BaseException) -> None:
        self._finish()
        if isinstance(error, Problem):
            self._say(sentence(error))
        else:
            self.document.troubled.emit(error)

    def _on_stopped(self) -> None:
        self._finish()
        self._say("Stopped. No file was written or changed.", "secondary")

    def _say(self, words: str, role: str = "bad") -> None:
        restyle(self.said, role=role)
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _show_files(self, paths: Sequence[Path]) -> None:
        empty(self._results)
        for path in paths:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label("✓", "good"))
            line.addWidget(label(path.name), 1)
            line.addWidget(self._button("Open", path, f"Open {path.name}"))
            self._results.addWidget(row)
        if paths:
            show = self._button("Show in folder", paths[0].parent, "Show the files in their folder")
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 4, 0, 0)
            line.addWidget(show)
            line.addStretch(1)
            self._results.addWidget(holder)
            show.setFocus(Qt.FocusReason.OtherFocusReason)
        self.written.setVisible(bool(paths))

    def _button(self, words: str, path: Path, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("path", str(path))
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(str(path)))
        button.clicked.connect(self._on_open)
        return button

    def _on_open(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(button.property("path"))))
