"""The part of the inspector in which the selection is changed: its fields, and the links and cells of a step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.present.form import LINK_KIND_WORDS, Field, Form, FormLink, Wanted
from journeymap.ui.inspector_cells import CellList
from journeymap.ui.inspector_fields import ChoiceField, FieldWidget, LineField, made_field
from journeymap.ui.inspector_lists import RowList
from journeymap.ui.plain import Elided, label, plain

_NAME_WIDTH = 84


class FormView(QWidget):
    """Shows a `Form`; `wanted` carries a `Wanted`. Fields stay where they are while their subject does."""

    wanted = Signal(object)

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.fields: dict[str, FieldWidget] = {}
        self._said: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(form.fields):
            self._add_field(grid, row, field)
        column.addLayout(grid)
        self.links = LinkList(form, self)
        self.links.wanted.connect(self.wanted)
        column.addSpacing(16)
        column.addWidget(self.links)
        self.links.setVisible(form.subject == "steps" and len(form.ids) == 1)
        self.cells = CellList(form, self)
        self.cells.wanted.connect(self.wanted)
        self.cells.setVisible(bool(form.cells))
        column.addSpacing(16)
        column.addWidget(self.cells)
        self.inside = QPushButton("Open that map", self)
        self.inside.setProperty("role", "quiet")
        self.inside.clicked.connect(self._on_inside)
        grid.addWidget(self.inside, len(form.fields), 1, Qt.AlignmentFlag.AlignLeft)
        self.inside.setVisible(bool(_opens(form)))
        self.plan = QPushButton("Plan this link", self)
        self.plan.setVisible(form.plannable)
        self.plan.clicked.connect(self._on_plan)
        column.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)

    def fits(self, form: Form) -> bool:
        """Whether the same fields show this form as well: of what they show now, or of another one if nobody types."""
        mine, theirs = self.form, form
        focused = QApplication.focusWidget()
        typing = focused is not None and self.isAncestorOf(focused)
        alike = len(mine.ids) == len(theirs.ids) == 1 and not typing
        same = mine.ids == theirs.ids or alike
        return (
            same
            and (mine.subject, mine.plannable) == (theirs.subject, theirs.plannable)
            and [(field.key, field.kind) for field in mine.fields]
            == [(field.key, field.kind) for field in theirs.fields]
        )

    def show_form(self, form: Form) -> None:
        """Show what is stored now; whoever is typing goes on typing."""
        self.form = form
        for field in form.fields:
            if field.key in self.fields:
                self.fields[field.key].show_field(field)
            else:
                said = self._said[field.key]
                if isinstance(said, Elided):
                    said.setText(field.value)
        self.inside.setVisible(bool(_opens(form)))
        self.links.show_form(form)
        self.cells.show_form(form)
        self.cells.setVisible(bool(form.cells))

    def put_back(self) -> None:
        """What was asked for could not be done: every field shows again what is stored."""
        for field in self.fields.values():
            field.put_back()
        self.links.put_back()
        self.cells.put_back()

    def _add_field(self, grid: QGridLayout, row: int, field: Field) -> None:
        name = label(field.name, "secondary", wrap=True)
        name.setFixedWidth(_NAME_WIDTH)
        grid.addWidget(
            name, row, 0, Qt.AlignmentFlag.AlignTop if field.kind == "text" else Qt.AlignmentFlag.AlignVCenter
        )
        if field.kind == "said":
            said = Elided(field.value)
            self._said[field.key] = said
            grid.addWidget(said, row, 1)
            return
        made = made_field(field)
        made.setObjectName(field.key)
        made.wanted.connect(self._on_wanted)
        self.fields[field.key] = made
        name.setBuddy(made)
        grid.addWidget(made, row, 1)

    def _on_wanted(self, value: str) -> None:
        self.wanted.emit(Wanted(self.form.subject, self.form.ids, self.sender().objectName(), value))

    def _on_inside(self) -> None:
        self.wanted.emit(Wanted("steps", self.form.ids, "opens.go", _opens(self.form)))

    def _on_plan(self) -> None:
        self.wanted.emit(Wanted("transition", self.form.ids, "link.plan"))


class LinkList(RowList):
    """The planned links of one step: kind, condition and removal of each, and a list of steps for a new one."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__("Planned links", "Add a link to…", "Add a link to a step", parent)
        self._form = form
        self.rows: dict[str, LinkRow] = {}
        self.add.activated.connect(self._on_add)
        self.show_form(form)

    def show_form(self, form: Form) -> None:
        """List the links as they are stored now."""
        self._form = form
        self.drop_rows(self.rows, {link.id for link in form.links})
        for at, link in enumerate(form.links):
            if link.id in self.rows:
                self.rows[link.id].show_link(link)
            else:
                self.rows[link.id] = LinkRow(link)
                self.rows[link.id].wanted.connect(self.wanted)
            self.put_row(self.rows[link.id], at)
        self.add.offer(form.targets)

    def put_back(self) -> None:
        """Show what is stored again."""
        self.add.setCurrentIndex(-1)
        for row in self.rows.values():
            row.put_back()

    def _on_add(self, index: int) -> None:
        self.wanted.emit(Wanted("steps", self._form.ids, "link.add", str(self.add.itemData(index))))


class LinkRow(QWidget):
    """One planned link."""

    wanted = Signal(object)

    def __init__(self, link: FormLink) -> None:
        super().__init__()
        self._id = link.id
        self.title = Elided("")
        self.kind = ChoiceField(_kind(link))
        self.condition = LineField(_condition(link))
        self.remove = QPushButton("Remove")
        self.remove.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        column.addLayout(head)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.kind, 2)
        below.addWidget(self.condition, 3)
        column.addLayout(below)
        self.kind.wanted.connect(self._on_kind)
        self.condition.wanted.connect(self._on_condition)
        self.remove.clicked.connect(self._on_remove)
        self.show_link(link)

    def show_link(self, link: FormLink) -> None:
        """Show what is stored now."""
        self.title.setText(link.words[:1].upper() + link.words[1:])
        self.kind.show_field(_kind(link))
        self.kind.setAccessibleName(f"Kind of the link {link.words}")
        self.kind.setAccessibleDescription(f"Kind of the link {link.words}")  # on Linux its name is what is chosen
        self.condition.show_field(_condition(link))
        self.condition.setAccessibleName(f"Condition of the link {link.words}")
        self.remove.setAccessibleName(plain(f"Remove the link {link.words}"))

    def put_back(self) -> None:
        """Show what is stored again."""
        self.kind.put_back()
        self.condition.put_back()

    def _on_kind(self, value: str) -> None:
        self.wanted.emit(Wanted("transition", (self._id,), "link.kind", value))

    def _on_condition(self, value: str) -> None:
        self.wanted.emit(Wanted("transition", (self._id,), "link.condition", value))

    def _on_remove(self) -> None:
        self.wanted.emit(Wanted("transition", (self._id,), "link.remove"))


def _opens(form: Form) -> str:
    """The map that the step opens, or empty."""
    return next((field.value for field in form.fields if field.key == "opens"), "")


def _kind(link: FormLink) -> Field:
    return Field("link.kind", "Kind", link.kind, "choice", tuple(LINK_KIND_WORDS.items()))


def _condition(link: FormLink) -> Field:
    return Field("link.condition", "Condition", link.condition, hint="Condition")
