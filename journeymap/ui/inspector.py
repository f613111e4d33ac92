"""The panel at the right: shows whatever is selected, a step, a pain point or a session, from one kind of value."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from journeymap.present.inspect import Fact, InspectorValue, Line, Quote, Section
from journeymap.ui.inspector_form import FormView
from journeymap.ui.inspector_parts import BarView, MarkView
from journeymap.ui.plain import label
from journeymap.ui.tab_order import go_through, stops_as_laid_out

WIDTH = 330
_NOTHING = "Select something to see what is behind it: a step of the map, or a pain point in the list."
_NAME_WIDTH = 84


class Inspector(QFrame):
    """Shows an `InspectorValue`, or one quiet sentence when nothing is selected. All text is plain text.

    `wanted` carries a `present.form.Wanted`: a change that a person asked for in one of the fields.
    """

    wanted = Signal(object)
    left = Signal()
    """Esc: the keyboard is to go back to what the panel tells about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "inspector")
        self.value: InspectorValue | None = None
        self.form: FormView | None = None
        self._area = _Area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self._area)
        self._page = QWidget()
        self._page.setProperty("role", "clear")
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(16, 18, 14, 18)
        self._column.setSpacing(0)
        self._above, self._below = QWidget(), QWidget()
        for part in (self._above, self._below):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._area.setWidget(self._page)
        self.show_value(None)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)

    def show_value(self, value: InspectorValue | None) -> None:
        """Show what is selected; None for nothing. A field that somebody is typing in stays as it is."""
        if value is not None and value == self.value:
            if self.form is not None and value.form is not None:
                self.form.show_form(value.form)  # what was asked for may have been taken back before it was shown
            return
        before, self.value = self.value, value
        same = before is not None and value is not None and _subject(before) == _subject(value)
        at = self._area.verticalScrollBar().value() if same else 0
        above, below = _column(), _column()
        if value is None:
            above.addWidget(_text(_NOTHING, "secondary"))
        else:
            _fill_head(above, value)
            _fill(below, value)
        self._above = self._replaced(self._above, above)
        self._show_form(value)
        self._below = self._replaced(self._below, below)
        if self.form is not None:
            go_through((self._area, *stops_as_laid_out(self.form)))
        self._area.verticalScrollBar().setValue(at)
        self._area.setAccessibleName(f"Inspector: {value.title}" if value else "Inspector")
        self._area.setAccessibleDescription(spoken(value) if value else _NOTHING)

    def take_keyboard(self) -> None:
        """Put the keyboard on the panel: arrow keys scroll it, Tab goes into its fields."""
        self._area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_back(self) -> None:
        """A change could not be made: the fields show again what is stored."""
        if self.form is not None:
            self.form.put_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_form(self, value: InspectorValue | None) -> None:
        form = value.form if value is not None else None
        if form is not None and self.form is not None and self.form.fits(form):
            self.form.show_form(form)
            return
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if form is not None:
            self.form = FormView(form)
            self.form.wanted.connect(self.wanted)
            self._column.insertWidget(1, self.form)

    def _replaced(self, old: QWidget, content: QVBoxLayout) -> QWidget:
        made = QWidget()
        made.setLayout(content)
        self._column.replaceWidget(old, made)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        return made


class _Area(QScrollArea):
    """Scrolls with the arrow keys; one Tab stop."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inspector-area")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in steps:
            bar.setValue(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _text(text: str, role: str = "") -> QLabel:
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setMinimumWidth(1)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _subject(value: InspectorValue) -> object:
    return value.form.ids if value.form is not None else value.title


def _fill_head(column: QVBoxLayout, value: InspectorValue) -> None:
    if value.kicker:
        column.addWidget(_text(value.kicker, "small"))
        column.addSpacing(2)
    column.addWidget(_text(value.title, "inspector-title"))
    if value.facts:
        column.addSpacing(10)
        column.addLayout(_facts(value.facts))
    if value.form is not None:
        column.addSpacing(10)


def _fill(column: QVBoxLayout, value: InspectorValue) -> None:
    for section in value.sections:
        column.addSpacing(20)
        _add_section(column, section)


def _facts(facts: tuple[Fact, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, _NAME_WIDTH)
    grid.setColumnStretch(1, 1)
    for row, fact in enumerate(facts):
        name = label(fact.name, "secondary", wrap=True)
        name.setFixedWidth(_NAME_WIDTH)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(_value(fact), row, 1)
    return grid


def _value(fact: Fact) -> QVBoxLayout:
    """The value with its interval behind it, or below it where both do not fit in a line."""
    cell = QVBoxLayout()
    cell.setSpacing(0)
    longest = max((len(word) for word in fact.secondary.split()), default=0)
    if not fact.secondary or len(fact.value) + len(fact.secondary) > 30 or len(fact.value) + longest > 24:
        cell.addWidget(_text(fact.value))
        if fact.secondary:
            cell.addWidget(_text(fact.secondary, "secondary"))
        return cell
    row = QHBoxLayout()
    row.setSpacing(5)
    row.addWidget(label(fact.value), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_text(fact.secondary, "secondary"), 1)
    cell.addLayout(row)
    return cell


def _add_section(column: QVBoxLayout, section: Section) -> None:
    heading = _text(section.title, "section")
    column.addWidget(heading)
    column.addSpacing(7)
    if section.facts:
        column.addLayout(_facts(section.facts))
    if section.bar is not None:
        column.addWidget(BarView(section.bar))
        column.addSpacing(4)
    for number, line in enumerate(section.lines):
        if number:
            column.addSpacing(6)
        column.addLayout(_line(line))
    for quote in section.quotes:
        column.addSpacing(10)
        column.addWidget(_quote(quote))
    if section.note:
        column.addSpacing(6)
        column.addWidget(_text(section.note, "small"))


def _line(line: Line) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    if line.impact:
        row.addWidget(MarkView(line.impact), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    if line.secondary and (len(line.secondary) <= 8 or len(line.text) + len(line.secondary) <= 36):
        both = QHBoxLayout()
        both.setSpacing(14)
        both.addWidget(_text(line.text), 1)
        both.addWidget(label(line.secondary, "secondary"), 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(both)
    else:
        words.addWidget(_text(line.text, "heading" if line.impact and not line.text.startswith("pain:") else ""))
        if line.secondary:
            words.addWidget(_text(line.secondary, "small"))
    row.addLayout(words, 1)
    return row


def _quote(quote: Quote) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "quote")
    column = QVBoxLayout(frame)
    column.setContentsMargins(11, 3, 0, 3)
    column.setSpacing(2)
    column.addWidget(_text(f"“{quote.text}”"))
    column.addWidget(_text(quote.source, "small"))
    return frame


def spoken(value: InspectorValue) -> str:
    """The value as a screen reader says it: facts and sections in their order."""
    parts = [value.kicker]
    parts += [" ".join(part for part in (fact.name, fact.value, fact.secondary) if part) for fact in value.facts]
    for section in value.sections:
        parts.append(section.title)
        parts += [" ".join(part for part in (fact.name, fact.value, fact.secondary) if part) for fact in section.facts]
        if section.bar is not None:
            parts.append(section.bar.label)
        parts += [f"{line.text} {line.secondary}".strip() for line in section.lines]
        parts += [f"“{quote.text}” {quote.source}" for quote in section.quotes]
        parts.append(section.note)
    return ". ".join(part for part in parts if part)
