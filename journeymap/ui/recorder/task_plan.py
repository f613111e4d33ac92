"""The tasks of one sitting, in order, each with what is asked, when it counts as done and how long it may take."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from journeymap.ui.pieces import typed_choice
from journeymap.ui.plain import label
from journeymap.ui.recorder.fold import Fold
from journeymap.ui.tab_order import go_through, stops_as_laid_out

_MINUTES: Final = re.compile(r"\s*(\d{1,4})\s*(?::\s*([0-5]\d))?\s*(?:m|min|minutes?)?\s*")


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task as it was filled in; `time_limit_ms` None: none."""

    title: str
    instructions: str = ""
    success_rule: str = ""
    time_limit_ms: int | None = None


def limit_text(limit_ms: int | None) -> str:
    """A time limit as it is typed: "5", "2:30"; empty where there is none."""
    if limit_ms is None:
        return ""
    minutes, seconds = divmod(round(limit_ms / 1000), 60)
    return f"{minutes}:{seconds:02d}" if seconds else str(minutes)


def limit_ms(typed: str) -> int | None:
    """What was typed as a time limit, in minutes or as mm:ss; None for anything else, and for nothing."""
    found = _MINUTES.fullmatch(typed)
    length_ms = (int(found[1]) * 60 + int(found[2] or 0)) * 1000 if found else 0
    return length_ms or None


class TaskRow(QWidget):
    """One task. `gone` when it is not wanted, `entered` when Enter is pressed in its title."""

    gone = Signal()
    entered = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Mapping[str, WantedTask] = {}
        self._shown = ""
        self.title = typed_choice(f"Task {number}")
        line = self.title.lineEdit()
        assert line is not None
        line.setPlaceholderText("None, or what the person is to do")
        line.returnPressed.connect(self.entered)
        self.title.currentTextChanged.connect(self._on_title)
        self.remove = QPushButton("Remove")
        self.remove.setProperty("role", "quiet")
        self.remove.setAccessibleName(f"Remove task {number}")
        self.remove.clicked.connect(self.gone)
        self.instructions = QPlainTextEdit()
        self.instructions.setTabChangesFocus(True)
        self.instructions.setFixedHeight(72)
        self.instructions.setAccessibleName("What the person reads")
        self.success_rule = QLineEdit()
        self.success_rule.setAccessibleName("Counts as done when")
        self.limit = QLineEdit()
        self.limit.setAccessibleName("Time limit in minutes")
        self.limit.setPlaceholderText("Minutes; none")
        self.limit.setFixedWidth(140)
        details = QWidget()
        grid = QGridLayout(details)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = (
            ("The person reads", self.instructions),
            ("Done when", self.success_rule),
            ("Time limit", self.limit),
        )
        for row, (words, field) in enumerate(rows):
            grid.addWidget(label(words, "secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft if field is self.limit else Qt.AlignmentFlag(0))
        self.fold = Fold("Details", details, button_inside=False)
        self.fold.button.setEnabled(False)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.fold.button)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.fold)

    def offer(self, known: Mapping[str, WantedTask]) -> None:
        """Offer the tasks of the project, by title; what is typed stays."""
        typed = self.title.currentText()
        self._known = known
        self.title.blockSignals(True)
        self.title.clear()
        self.title.addItems(list(known))
        self.title.setEditText(typed)
        self.title.blockSignals(False)
        self.fold.button.setEnabled(bool(typed.strip()))

    def choose(self, title: str) -> None:
        """Put a task into the row."""
        self.title.setEditText(title)

    def value(self) -> WantedTask | None:
        """The task as it is filled in; None for an empty row."""
        title = " ".join(self.title.currentText().split())
        if not title:
            return None
        return WantedTask(
            title,
            self.instructions.toPlainText().strip(),
            self.success_rule.text().strip(),
            limit_ms(self.limit.text()),
        )

    def trouble(self) -> str:
        """What cannot be read in this row; empty where all is well."""
        typed = self.limit.text().strip()
        if self.title.currentText().strip() and typed and limit_ms(typed) is None:
            return f"The time limit “{typed}” cannot be read. Please type minutes, such as 5 or 2:30."
        return ""

    def _on_title(self, title: str) -> None:
        self.fold.button.setEnabled(bool(title.strip()))
        task = self._known.get(title)
        if task is not None and self._shown != title:
            self.instructions.setPlainText(task.instructions)
            self.success_rule.setText(task.success_rule)
            self.limit.setText(limit_text(task.time_limit_ms))
            self._shown = title
        elif task is None and self._shown:  # another task than the one whose details are shown
            self._shown = ""
            self.instructions.clear()
            self.success_rule.clear()
            self.limit.clear()


class TaskPlan(QWidget):
    """The rows, at least one. `entered` when Enter is pressed in a title."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TaskRow] = []
        self._known: Mapping[str, WantedTask] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.another = QPushButton("Plan one more task for this sitting")
        self.another.setProperty("role", "quiet")
        self.another.setProperty("edge", "left")
        self.another.clicked.connect(self._on_another)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(self._column)
        outer.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self._add()

    def offer(self, known: Sequence[WantedTask]) -> None:
        """Offer the tasks of the project."""
        self._known = {task.title: task for task in known}
        for row in self.rows:
            row.offer(self._known)

    def value(self) -> tuple[WantedTask, ...]:
        """The tasks that are filled in, in order."""
        return tuple(task for row in self.rows if (task := row.value()) is not None)

    def trouble(self) -> str:
        """What cannot be read; empty where all is well."""
        return next((words for row in self.rows if (words := row.trouble())), "")

    def clear(self) -> None:
        """Back to one row; its task stays, for it is mostly the same for the next person."""
        for row in self.rows[1:]:
            self._drop(row)

    def put_in_order(self) -> None:
        """Let Tab go through the rows and then to the button for one more."""
        go_through(stops_as_laid_out(self))

    def _add(self) -> TaskRow:
        row = TaskRow(len(self.rows) + 1)
        row.offer(self._known)
        row.gone.connect(self._on_gone)
        row.entered.connect(self.entered)
        self.rows.append(row)
        self._column.addWidget(row)
        self.put_in_order()
        self._mind_removing()
        return row

    def _drop(self, row: TaskRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._mind_removing()

    def _mind_removing(self) -> None:
        for row in self.rows:
            row.remove.setVisible(len(self.rows) > 1)

    def _on_another(self) -> None:
        self._add().title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_gone(self) -> None:
        row = self.sender()
        if isinstance(row, TaskRow):
            self._drop(row)
            self.rows[0].title.setFocus(Qt.FocusReason.OtherFocusReason)
