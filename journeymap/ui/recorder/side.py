"""Beside the stream: who the person is, what they agreed to, where we are on the map, and ideas parked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journeymap.core.model import Observation
from journeymap.core.wording import duration_text
from journeymap.present.session import SessionHead, consent_words
from journeymap.present.whereabouts import PathStep, path_steps
from journeymap.ui import theme
from journeymap.ui.pieces import empty, fill, scrolled
from journeymap.ui.plain import label

WIDTH = 300
_MODE_WORDS = {"from_recording": "from a recording", "reconstructed": "from memory"}


class WhereWeAre(QWidget):
    """The steps of the map as a row of rings, filled where the person is."""

    PER_ROW = 7
    ROW_HEIGHT = 34

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: tuple[PathStep, ...] = ()
        self.setMinimumHeight(self.ROW_HEIGHT)
        theme.current().changed.connect(self.update)

    def show_path(self, path: tuple[PathStep, ...]) -> None:
        """Show the steps; the picture in words goes into the accessible name."""
        self._path = path
        rows = max(1, -(-len(path) // self.PER_ROW))
        self.setFixedHeight(rows * self.ROW_HEIGHT)
        here = next((index for index, step in enumerate(path) if step.state == "here"), None)
        been = sum(step.state != "ahead" for step in path)
        place = f"step {here + 1} of {len(path)}, {path[here].title}" if here is not None else "before the first step"
        self.setAccessibleName(f"Where we are: {place}; {been} of {len(path)} steps visited")
        self.setToolTip("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = (self.width() - 24) / (self.PER_ROW - 1)
        points = [
            QPointF(12 + (index % self.PER_ROW) * gap, 16 + (index // self.PER_ROW) * self.ROW_HEIGHT)
            for index in range(len(self._path))
        ]
        for index in range(1, len(points)):
            both = self._path[index].state != "ahead" and self._path[index - 1].state != "ahead"
            painter.setPen(QPen(theme.color("ink" if both else "line2"), 2.5))
            if index % self.PER_ROW:
                painter.drawLine(points[index - 1], points[index])
        for point, step in zip(points, self._path, strict=True):
            here = step.state == "here"
            colour = "accent" if here else ("ink" if step.state == "been" else "line2")
            painter.setPen(QPen(theme.color(colour), 2.2))
            painter.setBrush(theme.color("accent" if here else "surface"))
            painter.drawEllipse(point, 7 if here else 6, 7 if here else 6)
        painter.end()


class SidePanel(QFrame):
    """Filled anew when something of it changes. `consent_asked` when the consent is to be changed."""

    consent_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inspector")
        self.setFixedWidth(WIDTH)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self._title = label("", "inspector-title", wrap=True)
        self._where = WhereWeAre()
        self._place = label("", "small", wrap=True)
        self.picture = QLabel()
        self.picture.hide()
        self._ideas_title = label("Parked ideas", "section")
        self._ideas = label("", wrap=True)
        change = QPushButton("Change consent")
        change.setProperty("role", "quiet")
        change.setProperty("touch", "true")
        change.clicked.connect(self.consent_asked)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(6)
        layout.addWidget(label("Participant", "secondary"))
        layout.addWidget(self._title)
        layout.addSpacing(2)
        layout.addLayout(self._facts)
        row = QHBoxLayout()
        row.setContentsMargins(-7, 0, 0, 0)
        row.addWidget(change)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(8)
        self._where_title = label("Where we are", "section")
        layout.addWidget(self._where_title)
        layout.addWidget(self._where)
        layout.addWidget(self._place)
        layout.addSpacing(12)
        layout.addWidget(self.picture)
        layout.addWidget(self._ideas_title)
        layout.addWidget(self._ideas)
        layout.addStretch(1)
        area = scrolled(page, "About this session")
        fill(self, area)

    def show_head(self, head: SessionHead) -> None:
        """Who it is and what was agreed to."""
        self._title.setText(head.pseudonym)
        empty(self._facts)
        given, missing = consent_words(head.scopes)
        task = head.task
        facts = [
            *head.about,
            ("Task", task.title if task else ""),
            ("Done when", task.success_rule if task else ""),
            ("May take", duration_text(task.time_limit_ms) if task and task.time_limit_ms else ""),
            ("Round", head.round_title),
            ("Recorded", _MODE_WORDS.get(head.session.mode, "")),
            ("Consent", f"✓ {given}" if head.scopes else given),
            ("", f"not: {missing}" if missing else ""),
        ]
        for row, (name, value) in enumerate((name, value) for name, value in facts if value):
            top = Qt.AlignmentFlag.AlignTop
            self._facts.addWidget(label(name, "secondary"), row, 0, top)
            self._facts.addWidget(label(value, "small" if not name else "", wrap=True), row, 1, top)

    def show_picture(self, data: bytes, words: str) -> None:
        """Show the picture of the entry that is looked at, with the words that stand for it; no bytes: none."""
        pixmap = QPixmap()
        shown = bool(data) and pixmap.loadFromData(data)
        if shown:
            ratio = self.devicePixelRatioF()
            size = QSize(round((WIDTH - 40) * ratio), round(220 * ratio))
            pixmap = pixmap.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            pixmap.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixmap)
            self.picture.setAccessibleName(f"Picture: {words}")
        self.picture.setVisible(shown)

    def show_entries(self, head: SessionHead, entries: Sequence[Observation]) -> None:
        """Where the person is, and what was parked."""
        path = path_steps(head, entries)
        self._where.show_path(path)
        self._where_title.setVisible(bool(path))
        self._where.setVisible(bool(path))
        here = next((index for index, step in enumerate(path) if step.state == "here"), None)
        self._place.setText(f"Step {here + 1} of {len(path)}" if here is not None else "")
        ideas = [entry.text for entry in entries if entry.kind == "idea"]
        self._ideas.setText("\n".join(ideas))
        self._ideas_title.setVisible(bool(ideas))
