"""The list of what needs attention after a session: a sentence each, and beside it what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.scales import IMPACTS, OUTCOMES
from journeymap.present.debrief import Attention, headline
from journeymap.ui.pieces import empty, typed_choice
from journeymap.ui.plain import label, plain
from journeymap.ui.recorder.scale_buttons import ScaleButtons
from journeymap.ui.tab_order import go_through, stops_as_laid_out

_NEW_STEP = "A new step of this name"


class Debriefing(QWidget):
    """What is chosen in it, as signals.

    `placed` carries a raw label and the title of a step (empty: a new one), `all_placed` wants new steps for all,
    `rated` carries an entry and its impact, `grouped` an entry and a tag, `ended_so` an outcome, `gap_counted` a gap
    and whether it counts, `consent_told` whether the person agreed to what the round's form says.
    """

    placed = Signal(str, str)
    all_placed = Signal()
    rated = Signal(str, int)
    grouped = Signal(str, str)
    ended_so = Signal(str)
    gap_counted = Signal(str, bool)
    consent_told = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Attention, ...] | None = None
        self._titles: tuple[str, ...] = ()
        self._tags: tuple[str, ...] = ()
        self._has_form = False
        self.headline = label("", wrap=True)
        self.place_steps = QPushButton()
        self.place_steps.setAccessibleDescription("Each name becomes a new step of the map")
        self.place_steps.clicked.connect(self.all_placed)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.headline)
        column.addWidget(self.place_steps, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._rows)

    def show_found(
        self, found: Sequence[Attention], titles: Sequence[str], tags: Sequence[str], *, has_form: bool
    ) -> None:
        """Show what needs attention; the keyboard stays where it was, as far as that is still there."""
        self._titles, self._tags, self._has_form = tuple(titles), tuple(tags), has_form
        if tuple(found) == self._shown:
            return
        row = self._focused_row()
        self._shown = tuple(found)
        self.headline.setText(headline(found))
        unplaced = sum(each.key == "place" for each in found)
        self.place_steps.setText("Put it on the map" if unplaced == 1 else f"Put these {unplaced} steps on the map")
        self.place_steps.setVisible(bool(unplaced))
        empty(self._rows)
        for each in found:
            self._rows.addWidget(self._row(each))
        go_through(stops_as_laid_out(self))
        if row >= 0:
            self._focus_row(min(row, len(found) - 1))

    def _focused_row(self) -> int:
        now = QApplication.focusWidget()
        for at in range(self._rows.count()):
            item = self._rows.itemAt(at)
            row = item.widget() if item is not None else None
            if row is not None and now is not None and row.isAncestorOf(now):
                return at
        return -1

    def _focus_row(self, at: int) -> None:
        item = self._rows.itemAt(at) if at >= 0 else None
        row = item.widget() if item is not None else None
        stops = row.findChildren(QWidget) if row is not None else []
        first = next((stop for stop in stops if stop.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, each: Attention) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        words = label(each.words, wrap=True)
        column.addWidget(words)
        deed = {
            "place": self._to_place,
            "rate": self._to_rate,
            "group": self._to_group,
            "outcome": self._to_end,
            "count": self._to_count,
            "leave_out": self._to_count,
            "consent": self._to_consent,
        }.get(each.key)
        if deed is not None:
            line = QHBoxLayout()
            line.setSpacing(8)
            parts = deed(each)
            words.setBuddy(parts[0])
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
            column.addLayout(line)
        return row

    def _button(self, words: str, each: Attention, answer: object = None) -> QPushButton:
        button = QPushButton(plain(words))
        button.setProperty("answer", answer)
        button.setProperty("subject", each.subject)
        button.setAccessibleDescription(each.words)
        return button

    def _to_place(self, each: Attention) -> list[QWidget]:
        steps = QComboBox()
        steps.setAccessibleName(f"Where {each.subject} belongs")
        steps.addItems([_NEW_STEP, *self._titles])
        steps.setMinimumWidth(260)
        button = self._button("Place it", each)
        button.clicked.connect(self._on_place)
        return [steps, button]

    def _to_rate(self, each: Attention) -> list[QWidget]:
        scale = ScaleButtons(f"{each.words} Impact", min(IMPACTS), max(IMPACTS), IMPACTS[0], IMPACTS[max(IMPACTS)])
        scale.setProperty("subject", each.subject)
        scale.answered.connect(self._on_rate)
        return [scale]

    def _to_group(self, each: Attention) -> list[QWidget]:
        tag = typed_choice("Tag of the pain point")
        tag.addItems(list(self._tags))
        tag.setEditText("")
        tag.setMinimumWidth(260)
        line = tag.lineEdit()
        assert line is not None
        line.setPlaceholderText("Tag of the pain point")
        line.setProperty("subject", each.subject)
        line.returnPressed.connect(self._on_group)
        button = self._button("Group it", each)
        button.clicked.connect(self._on_group)
        return [tag, button]

    def _to_end(self, each: Attention) -> list[QWidget]:
        outcomes = QComboBox()
        outcomes.setAccessibleName("How the session ended")
        for key, words in OUTCOMES.items():
            if key != "in_progress":
                outcomes.addItem(words[:1].upper() + words[1:], key)
        outcomes.setCurrentIndex(max(0, outcomes.findData(each.subject)))
        button = self._button("Change the outcome", each)
        button.clicked.connect(self._on_end)
        return [outcomes, button]

    def _to_count(self, each: Attention) -> list[QWidget]:
        counts = each.key == "count"
        button = self._button("Count it in" if counts else "Leave it out", each, counts)
        button.clicked.connect(self._on_count)
        return [button]

    def _to_consent(self, each: Attention) -> list[QWidget]:
        buttons = [self._button("Refused", each, answer=False)]
        if self._has_form:
            buttons.insert(0, self._button("As on this round’s form", each, answer=True))
        for button in buttons:
            button.clicked.connect(self._on_consent)
        return [*buttons]

    # -- what was chosen

    def _chosen(self) -> tuple[str, QComboBox | None]:
        """The subject of the control that was used, and the list beside it."""
        sender = self.sender()
        assert isinstance(sender, QWidget)
        around = sender.parentWidget()
        box = around if isinstance(around, QComboBox) or around is None else around.findChild(QComboBox)
        return str(sender.property("subject")), box if isinstance(box, QComboBox) else None

    def _on_place(self) -> None:
        subject, steps = self._chosen()
        if steps is not None:
            self.placed.emit(subject, steps.currentText() if steps.currentIndex() > 0 else "")

    def _on_rate(self, impact: int | None) -> None:
        scale = self.sender()
        if isinstance(scale, ScaleButtons) and impact is not None:
            self.rated.emit(str(scale.property("subject")), impact)

    def _on_group(self) -> None:
        subject, tag = self._chosen()
        words = tag.currentText().strip().lstrip("#").strip() if tag is not None else ""
        if words:
            self.grouped.emit(subject, words)

    def _on_end(self) -> None:
        _, outcomes = self._chosen()
        if outcomes is not None:
            self.ended_so.emit(str(outcomes.currentData()))

    def _on_count(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.gap_counted.emit(str(button.property("subject")), bool(button.property("answer")))

    def _on_consent(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.consent_told.emit(bool(button.property("answer")))
