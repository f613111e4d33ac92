"""Planned links: drawn by hand or chosen from a list, with their kind and condition, and taken away again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from journeymap.core.edits.links import add_transition, change_transition, remove_transition
from journeymap.core.model import Transition
from journeymap.present.form import LINK_KIND_WORDS
from journeymap.ui.map.choosing import PickOne
from journeymap.ui.map.editing import MapEditing
from journeymap.ui.map.menus import Entry
from journeymap.ui.map.step_editing import SELECT_FIRST
from journeymap.ui.plain import label


class LinkEditor(QFrame):
    """A small form over the map for one planned link. `kept` carries its kind and its condition."""

    kept = Signal(str, str)
    deleted = Signal()

    def __init__(self, words: str, link: Transition, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(words)
        self.kind = QComboBox()
        self.kind.setAccessibleName("Kind of link")
        for key, title in LINK_KIND_WORDS.items():
            self.kind.addItem(title, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(link.kind)))
        self.condition = QLineEdit(link.condition)
        self.condition.setAccessibleName("Condition")
        self.condition.setPlaceholderText("Under which condition, e.g. photo refused")
        self.keep = QPushButton("Keep")
        self.keep.setProperty("role", "primary")
        self.delete = QPushButton("Delete the link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(label(words, "heading", wrap=True))
        layout.addWidget(self.kind)
        layout.addWidget(self.condition)
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        row.addWidget(self.keep)
        layout.addLayout(row)
        self.keep.clicked.connect(self._on_kept)
        self.delete.clicked.connect(self._on_deleted)

    def open_over(self, widget: QWidget) -> None:
        """Show it near the top of a widget, with the keyboard in the condition."""
        self.setFixedWidth(max(240, min(400, widget.width() - 24)))
        self.move(widget.mapToGlobal(QPoint(max(12, (widget.width() - self.width()) // 2), 24)))
        self.show()
        self.condition.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.delete.hasFocus():
                self._on_deleted()
            else:
                self._on_kept()
        else:
            super().keyPressEvent(event)

    def _on_kept(self) -> None:
        self.close()
        self.kept.emit(str(self.kind.currentData()), self.condition.text())

    def _on_deleted(self) -> None:
        self.close()
        self.deleted.emit()


class LinkEditing(QObject):
    """The commands about links. Links that only people made are no plan: they can be planned, not deleted."""

    def __init__(self, editing: MapEditing) -> None:
        super().__init__(editing)
        self.editing = editing
        self.picker: PickOne | None = None
        self.editor: LinkEditor | None = None
        self.commands: dict[str, Callable[[], object]] = {"map.connect": self.connect_step, "map.links": self.choose}
        editing.canvas.linked.connect(self.link)

    def link(self, from_id: str, to_id: str) -> None:
        """Plan a link; from a step to itself it is a loop, and to one before it a way back."""
        plan = self.editing.plan
        order = {step.id: at for at, step in enumerate(plan.steps)} if plan is not None else {}
        kind = "loop" if order.get(to_id, 0) <= order.get(from_id, -1) else "next"
        work = partial(add_transition, from_step_id=from_id, to_step_id=to_id, kind=kind)
        self.editing.change("Link two steps", work, self._on_linked)

    def _on_linked(self, link: Transition) -> None:
        self.editing.say(f"{self._words(link.from_step_id, link.to_step_id)} is planned. Undo.")

    def connect_step(self) -> None:
        """Choose from a list where the selected step leads to."""
        view, step_id = self.editing.view, self.editing.canvas.selected
        if view is None or not step_id:
            self.editing.say(SELECT_FIRST)
            return
        title = self._title(step_id)
        others = [(f"{step.number}  {step.title}", step.step_id) for step in view.steps if step.step_id != step_id]
        choices = [*others, (f"back to “{title}” itself: a loop", step_id)]
        self.picker = PickOne(f"Where does “{title}” lead to?", choices, self.editing.panel)
        self.picker.picked.connect(partial(self.link, step_id))
        self.picker.open_over(self.editing.panel)

    def choose(self) -> None:
        """Choose one of the planned links of the selected step, or change the one that is selected."""
        plan, step_id = self.editing.plan, self.editing.canvas.selected
        if self.editing.canvas.link:
            self.edit(self.editing.canvas.link)
            return
        if plan is None or not step_id:
            self.editing.say(SELECT_FIRST)
            return
        choices = [
            (self._words(link.from_step_id, link.to_step_id), f"{link.from_step_id}>{link.to_step_id}")
            for link in plan.transitions
            if step_id in {link.from_step_id, link.to_step_id}
        ]
        if not choices:
            self.editing.say("No link is planned from here or to here. C connects this step.")
            return
        self.picker = PickOne(f"Links of “{self._title(step_id)}”", choices, self.editing.panel)
        self.picker.picked.connect(self.edit)
        self.picker.open_over(self.editing.panel)

    def edit(self, key: str) -> None:
        """Show the form of a planned link, FROM>TO."""
        link = self._planned(key)
        if link is None:
            self.editing.say("This link was made by people, not planned. Connect the two steps to plan it.")
            return
        self.editing.canvas.select_link(key)
        words = self._words(link.from_step_id, link.to_step_id)
        self.editor = LinkEditor(words, link, self.editing.panel)
        self.editor.kept.connect(partial(self._keep, link))
        self.editor.deleted.connect(self.delete)
        self.editor.open_over(self.editing.panel)

    def _keep(self, link: Transition, kind: str, condition: str) -> None:
        work = partial(change_transition, transition_id=link.id, kind=kind, condition=condition)
        self.editing.change("Change the link", work)

    def delete(self) -> None:
        """Take the selected link out of the plan."""
        link = self._planned(self.editing.canvas.link)
        if link is None:
            self.editing.say("This link was made by people, not planned, so it stays.")
            return
        self.editing.change(
            "Delete the link", partial(remove_transition, transition_id=link.id), partial(self._on_deleted, link)
        )

    def _on_deleted(self, link: Transition, _nothing: None) -> None:
        self.editing.say(f"{self._words(link.from_step_id, link.to_step_id)} is deleted. Undo.")

    def menu(self, key: str) -> list[Entry]:
        """What can be done with a link, FROM>TO."""
        start, _, end = key.partition(">")
        if self._planned(key) is None:
            return [("Plan this link", partial(self.link, start, end))]
        return [("Kind and condition…", partial(self.edit, key)), ("Delete the link", self.delete)]

    def _planned(self, key: str) -> Transition | None:
        plan = self.editing.plan
        links = plan.transitions if plan is not None else ()
        return next((link for link in links if f"{link.from_step_id}>{link.to_step_id}" == key), None)

    def _words(self, from_id: str, to_id: str) -> str:
        return f"“{self._title(from_id)}” → “{self._title(to_id)}”"

    def _title(self, step_id: str) -> str:
        view = self.editing.view
        step = view.step(step_id) if view is not None else None
        return step.title if step is not None else "a step"
