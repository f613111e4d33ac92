"""The capture line in its frame: its time, what is on offer, and a list of suggestions above it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from journeymap.ui.plain import label, restyle
from journeymap.ui.recorder.capture_line import CaptureLine
from journeymap.ui.recorder.key_button import KeyButton
from journeymap.ui.recorder.suggesting import Known, Suggestion, suggestions

_ROW = 44
_TIME_WIDTH = 84


class LineFrame(QFrame):
    """`kept` carries a line that was entered; `walked` −1 or +1; `begun` the first keystroke; `escaped` Esc.

    `moved` carries −1 or +1 for an entry that is to change places, `picture_refused` comes when the picture that waits
    for the line is not wanted.
    """

    kept = Signal(str)
    walked = Signal(int)
    moved = Signal(int)
    picture_refused = Signal()
    begun = Signal()
    emptied = Signal()
    escaped = Signal()

    def __init__(self, list_parent: QWidget) -> None:
        super().__init__(list_parent)
        self.known = Known()
        self._page = list_parent
        self._offered: list[Suggestion] = []
        self._chosen = 0
        self._news = ""
        self.setProperty("role", "capture")
        self.setFixedHeight(56)
        self.time = QPushButton()
        self.time.setProperty("role", "line-time")
        self.time.setFixedSize(_TIME_WIDTH, 44)
        self.time.setAccessibleName("Time of this entry")
        self.time.setToolTip("Writes the time into the line, to be changed there")
        self.time.clicked.connect(self._on_time)
        self.line = CaptureLine()
        self._chip = label("", "offer")
        self._chip.hide()
        self.picture = QPushButton("Picture ✕")
        self.picture.setProperty("role", "scope-big")
        self.picture.setFixedHeight(44)
        self.picture.setAccessibleName("A picture goes with this line")
        self.picture.setAccessibleDescription("Takes it away")
        self.picture.clicked.connect(self.picture_refused)
        self.picture.hide()
        self._hint = label("", "warn")
        self._hint.hide()
        self.enter = KeyButton("Keep", "Enter", role="keep")
        self.enter.clicked.connect(self._on_enter)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 5, 0)
        row.setSpacing(8)
        row.addWidget(self.time)
        row.addWidget(self.line, 1)
        row.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._hint)
        row.addWidget(self.enter, 0, Qt.AlignmentFlag.AlignVCenter)
        self.list = QListWidget(list_parent)
        self.list.setProperty("role", "offers")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Suggestions")
        self.list.itemClicked.connect(self._on_clicked)
        self.list.hide()
        self.line.typed.connect(self._on_typed)
        self.line.kept.connect(self._on_kept)
        self.line.taken.connect(self._take)
        self.line.chosen.connect(self._on_chosen)
        self.line.walked.connect(self.walked)
        self.line.moved.connect(self.moved)
        self.line.begun.connect(self.begun)
        self.line.emptied.connect(self.emptied)
        self.line.escaped.connect(self._on_escaped)

    def show_time(self, words: str) -> None:
        """The time that the line has, or would have if it were typed now."""
        if words == self.time.text():
            return
        self.time.setText(words)
        if self.line.text():  # a screen reader need not hear the seconds go by
            self.time.setAccessibleDescription(words)

    def show_picture(self, *, shown: bool) -> None:
        """Say that a picture goes with the line."""
        self.picture.setVisible(shown)

    def set_open(self, *, is_open: bool, why_not: str = "") -> None:
        """Let the line be typed in, or say in it why not yet."""
        for part in (self.line, self.time, self.enter):
            part.setEnabled(is_open)
        self.line.setPlaceholderText("Type what happens" if is_open else why_not)
        restyle(self, open="true" if is_open else "false")

    def say(self, words: str, enter: str = "Keep") -> None:
        """What Enter does now, and what else may be known; no words: the line is a new one."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self.enter.set_words(enter)

    def tell(self, words: str) -> None:
        """News for whoever does not see the page: a screen reader speaks the description of what has the keyboard."""
        self._news = words
        if words:
            self.line.setAccessibleDescription(words)
        else:
            self._show_chosen()

    def hide_offers(self) -> None:
        self._offer([])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()

    def _on_typed(self, text: str) -> None:
        self._news = ""  # it has been heard, and says nothing of the line that is typed now
        self._offer(suggestions(text, self.known) if text else [])

    def _offer(self, offered: list[Suggestion]) -> None:
        self._offered = offered
        self._chosen = 0
        self.line.offering = bool(offered)
        self.list.clear()
        for each in offered:
            item = QListWidgetItem(f"{each.title}    {each.words}" if each.words else each.title)
            self.list.addItem(item)
        self._show_chosen()
        self.list.setVisible(len(offered) > 1)
        self._place_list()

    def _show_chosen(self) -> None:
        if not self._offered:
            self._chip.hide()
            self.line.setAccessibleDescription(self._news)
            return
        best = self._offered[self._chosen]
        words = f"{best.title} — {best.words}" if best.words else best.title
        self._chip.setText(f"{words if len(words) < 48 else words[:47] + '…'}   Tab")
        self._chip.setVisible(len(self._offered) == 1)
        self.list.setCurrentRow(self._chosen)
        self.line.setAccessibleDescription(f"{words}, {self._chosen + 1} of {len(self._offered)}, Tab takes it")

    def _place_list(self) -> None:
        if not self.list.isVisible():
            return
        height = self.list.count() * _ROW + 10
        corner = self.mapTo(self._page, QPoint(0, 0))
        self.list.setGeometry(corner.x() + 88, corner.y() - height - 6, min(520, self.width() - 120), height)
        self.list.raise_()

    def _on_chosen(self, step: int) -> None:
        self._chosen = (self._chosen + step) % len(self._offered)
        self._show_chosen()

    def _take(self) -> None:
        if self._offered:
            self.line.put(self._offered[self._chosen].line)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._chosen = self.list.row(item)
        self._take()
        self.line.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_kept(self, text: str) -> None:
        # Enter takes what is chosen in the list of steps or outcomes: their words are only the beginning of a name.
        if self._offered and text.lstrip()[:1] in {">", "="} and "#" not in text:
            text = self._offered[self._chosen].line
        self.hide_offers()
        self.kept.emit(text)

    def _on_enter(self) -> None:
        self._on_kept(self.line.text())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_time(self) -> None:
        self.line.put_time(self.time.text())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escaped(self) -> None:
        if self._offered:
            self.hide_offers()
        else:
            self.escaped.emit()
