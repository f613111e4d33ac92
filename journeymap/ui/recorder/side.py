"""Beside the stream: who the person is, what they agreed to, where we are on the map, and ideas parked."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from journeymap.core.model import Observation
from journeymap.core.wording import duration_text
from journeymap.present.session import SessionHead, consent_words, held_until
from journeymap.present.sessions_table import moment_text
from journeymap.present.where_we_are import WhereWeAre
from journeymap.ui.pictures import shown_picture
from journeymap.ui.pieces import empty, fill, scrolled
from journeymap.ui.plain import label
from journeymap.ui.recorder.where_we_are import WhereWeArePicture

WIDTH = 300
_MODE_WORDS = {"from_recording": "from a recording", "reconstructed": "from memory"}


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
        self.where = WhereWeArePicture()
        self._place = label("", "small", wrap=True)
        self.picture = QLabel()
        self.picture.hide()
        self._ideas_title = label("Parked ideas", "section")
        self._ideas = label("", wrap=True)
        change = QPushButton("Change consent")
        change.setProperty("role", "quiet")
        change.setProperty("touch", "true")
        change.setProperty("edge", "left")
        change.clicked.connect(self.consent_asked)
        page = QWidget()
        fill(self, scrolled(page, "About this session"))
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(6)
        layout.addWidget(label("Participant", "secondary"))
        layout.addWidget(self._title)
        layout.addSpacing(2)
        layout.addLayout(self._facts)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(change)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(8)
        self._where_title = label("Where we are", "section")
        layout.addWidget(self._where_title)
        layout.addWidget(self.where)
        layout.addWidget(self._place)
        layout.addSpacing(12)
        layout.addWidget(self.picture)
        layout.addWidget(self._ideas_title)
        layout.addWidget(self._ideas)
        layout.addStretch(1)

    def show_head(self, head: SessionHead) -> None:
        """Who it is and what was agreed to."""
        self._title.setText(head.pseudonym)
        empty(self._facts)
        given, missing = consent_words(head.scopes)
        task, until, started = head.task, held_until(head), head.session.started_at_ms
        facts = [
            *head.about,
            ("Task", task.title if task else ""),
            ("Done when", task.success_rule if task else ""),
            ("May take", duration_text(task.time_limit_ms) if task and task.time_limit_ms else ""),
            ("Round", head.round_title),
            ("Recorded", _MODE_WORDS.get(head.session.mode, "")),
            ("Took place", moment_text(started, head.session.zone) if head.written_up and started is not None else ""),
            ("Consent", f"✓ {given}" if head.scopes else given),
            ("", f"until {until}" if until else ""),
            ("", f"not: {missing}" if missing else ""),
        ]
        for row, (name, value) in enumerate((name, value) for name, value in facts if value):
            top = Qt.AlignmentFlag.AlignTop
            self._facts.addWidget(label(name, "secondary"), row, 0, top)
            self._facts.addWidget(label(value, "small" if not name else "", wrap=True), row, 1, top)

    def show_picture(self, data: bytes, words: str) -> None:
        """Show the picture of the entry that is looked at, with the words that stand for it; no bytes: none."""
        image = shown_picture(data)
        shown = not image.isNull()
        if shown:
            pixmap = QPixmap.fromImage(image)
            ratio = self.devicePixelRatioF()
            size = QSize(round((WIDTH - 40) * ratio), round(220 * ratio))
            pixmap = pixmap.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            pixmap.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixmap)
            self.picture.setAccessibleName(f"Picture: {words}")
        self.picture.setVisible(shown)

    def show_where(self, shown: WhereWeAre) -> None:
        """Where the person is on the map."""
        self.where.show_where(shown)
        self._place.setText(shown.words)
        for part in (self._where_title, self.where, self._place):
            part.setVisible(bool(shown.rings))

    def show_ideas(self, entries: Sequence[Observation]) -> None:
        """What was parked."""
        ideas = [entry.text for entry in entries if entry.kind == "idea"]
        self._ideas.setText("\n".join(ideas))
        self._ideas_title.setVisible(bool(ideas))
