"""The cells of a step in the inspector: words, picture, width, and who may see them, each changed in its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from journeymap.core.wording import plural
from journeymap.present.cell_form import FormCell
from journeymap.present.form import Field, Form, Wanted
from journeymap.ui.inspector_fields import ChoiceField, LineField, TextField
from journeymap.ui.inspector_lists import RowList
from journeymap.ui.plain import Elided, label, plain

_TEXT_HEIGHT = 58
_ASSUMED = (("", "Known"), ("yes", "Assumed"))
_SHARED = (("", "Within the team"), ("yes", "May be shared"))


class CellList(RowList):
    """The written cells of one step, and a list of the lanes in which nothing stands yet."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__("Cells", "Write into a lane…", "Write into a lane under this step", parent)
        self._form = form
        self._begun = ""  # the cell, LANE>STEP, that somebody chose to write and that is not stored yet
        self.rows: dict[str, CellRow] = {}
        self.add.activated.connect(self._on_add)
        self.show_form(form)

    def show_form(self, form: Form) -> None:
        """List the cells as they are stored now; one that somebody has just begun stays while they write."""
        self._form = form
        begun = self.rows.get(self._begun)
        writing = begun is not None and self.window().focusWidget() is begun.text  # also while another app is in front
        if not writing or self._begun not in {cell.key for cell in form.cells}:
            self._begun = ""
        listed = [cell for cell in form.cells if cell.written or cell.key == self._begun]
        self.drop_rows(self.rows, {cell.key for cell in listed})
        for at, cell in enumerate(listed):
            if cell.key in self.rows:
                self.rows[cell.key].show_cell(cell)
            else:
                self._make_row(cell)
            self.put_row(self.rows[cell.key], at)
        self.add.offer(tuple((cell.key, cell.asked) for cell in form.cells if cell not in listed))

    def put_back(self) -> None:
        """Show what is stored again."""
        self.add.setCurrentIndex(-1)
        for row in self.rows.values():
            row.put_back()

    def _on_add(self, index: int) -> None:
        key = str(self.add.itemData(index))
        cell = next(cell for cell in self._form.cells if cell.key == key)
        self.add.setCurrentIndex(-1)
        if not cell.takes_text:
            self.wanted.emit(Wanted("cell", (cell.lane_id, cell.step_id), "cell.picture"))
            return
        self._begun = key
        self._make_row(cell)
        self.put_row(self.rows[key], [each.key for each in self._form.cells if each.key in self.rows].index(key))
        self.rows[key].text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_row(self, cell: FormCell) -> None:
        self.rows[cell.key] = CellRow(cell)
        self.rows[cell.key].wanted.connect(self.wanted)


class CellRow(QWidget):
    """One cell. What it does not take is not shown."""

    wanted = Signal(object)

    def __init__(self, cell: FormCell) -> None:
        super().__init__()
        self._ids = (cell.lane_id, cell.step_id)
        self.title = Elided("")
        self.begins = label("", "small", wrap=True)
        self.text = TextField(_text(cell))
        self.text.setFixedHeight(_TEXT_HEIGHT)
        self.alt_text = LineField(_alt_text(cell))
        self.picture = QPushButton("Picture…")
        self.span = ChoiceField(_span(cell))
        self.assumed = ChoiceField(_assumed(cell))
        self.shared = ChoiceField(_shared(cell))
        self.empty = QPushButton("Empty")
        for button in (self.picture, self.empty):
            button.setProperty("role", "quiet")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.picture)
        head.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        for part in (self.begins, self.text, self.alt_text):
            column.addWidget(part)
        choices = QGridLayout()
        choices.setSpacing(6)
        choices.addWidget(self.span, 0, 0)
        choices.addWidget(self.assumed, 0, 1)
        choices.addWidget(self.shared, 1, 0, 1, 2)
        column.addLayout(choices)
        self.text.wanted.connect(self._on_text)
        self.alt_text.wanted.connect(self._on_alt_text)
        self.span.wanted.connect(self._on_span)
        self.assumed.wanted.connect(self._on_assumed)
        self.shared.wanted.connect(self._on_shared)
        self.picture.clicked.connect(self._on_picture)
        self.empty.clicked.connect(self._on_empty)
        self.show_cell(cell)

    def show_cell(self, cell: FormCell) -> None:
        """Show what is stored now."""
        self.title.setText(cell.title)
        self.begins.setText(f"Begins under {cell.begins}")
        self.begins.setVisible(bool(cell.begins))
        self.text.show_field(_text(cell))
        self.alt_text.show_field(_alt_text(cell))
        self.span.show_field(_span(cell))
        self.assumed.show_field(_assumed(cell))
        self.shared.show_field(_shared(cell))
        for part, seen in (
            (self.text, cell.takes_text),
            (self.alt_text, cell.has_picture),
            (self.picture, cell.takes_picture),
            (self.span, cell.written and not cell.only_assumed),
            (self.assumed, cell.written and not cell.only_assumed and bool(cell.text)),
            (self.shared, cell.written and cell.of_people),
            (self.empty, cell.written),
        ):
            part.setVisible(seen)
        self.picture.setAccessibleName(plain(f"Choose a picture for {cell.title}"))
        self.empty.setAccessibleName(plain(f"Empty the cell {cell.title}"))
        for field, says in (
            (self.span, "Columns covered by"),
            (self.assumed, "Known or assumed in"),
            (self.shared, "Who may see"),
        ):
            field.setAccessibleName(f"{says} the cell {cell.title}")
            field.setAccessibleDescription(f"{says} the cell {cell.title}")  # on Linux its name is what is chosen

    def put_back(self) -> None:
        """Show what is stored again."""
        for field in (self.text, self.alt_text, self.span, self.assumed, self.shared):
            field.put_back()

    def _want(self, key: str, value: str = "") -> None:
        self.wanted.emit(Wanted("cell", self._ids, key, value))

    def _on_text(self, value: str) -> None:
        self._want("cell.text", value)

    def _on_alt_text(self, value: str) -> None:
        self._want("cell.alt_text", value)

    def _on_span(self, value: str) -> None:
        self._want("cell.span", value)

    def _on_assumed(self, value: str) -> None:
        self._want("cell.assumed", value)

    def _on_shared(self, value: str) -> None:
        self._want("cell.shared", value)

    def _on_picture(self) -> None:
        self._want("cell.picture")

    def _on_empty(self) -> None:
        self._want("cell.empty")


def _text(cell: FormCell) -> Field:
    hint = "What you assume" if cell.only_assumed else "What stands here"
    return Field("cell.text", f"Words in the cell {cell.title}", cell.text, "text", hint=hint)


def _alt_text(cell: FormCell) -> Field:
    return Field("cell.alt_text", f"What the picture in {cell.title} shows", cell.alt_text, hint="What it shows")


def _span(cell: FormCell) -> Field:
    choices = tuple((str(count), f"Over {plural(count, 'column')}") for count in range(1, cell.widest + 1))
    return Field("cell.span", "Columns", str(cell.span), "choice", choices)


def _assumed(cell: FormCell) -> Field:
    return Field("cell.assumed", "Known", "yes" if cell.assumed else "", "choice", _ASSUMED)


def _shared(cell: FormCell) -> Field:
    return Field("cell.shared", "Sharing", "yes" if cell.may_be_shared else "", "choice", _SHARED)
