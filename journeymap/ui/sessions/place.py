"""The Sessions place: all sessions, one of them, or two side by side; and the chosen ones in the inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from journeymap.present.actions import commands_of
from journeymap.present.inspect import InspectorValue
from journeymap.present.time_axis import SCALES
from journeymap.ui.commands import Commands
from journeymap.ui.document import DocumentThread
from journeymap.ui.inspector import Inspector
from journeymap.ui.looking import Looking, Selected
from journeymap.ui.place import Place
from journeymap.ui.sessions.acting import Acting
from journeymap.ui.sessions.inspecting import Inspecting
from journeymap.ui.sessions.panel import VIEWS, SessionsPanel, Shown
from journeymap.ui.sessions.switch import Switch
from journeymap.ui.status_bar import StatusBar

_ENTRY_KEYS = (
    "sessions.back", "sessions.previous", "sessions.next", "sessions.insert", "sessions.earlier", "sessions.later",
    "sessions.round", "sessions.outcome", "sessions.exclude", "sessions.include",
)  # fmt: skip
if TYPE_CHECKING:
    from journeymap.ui.sessions.beside import SideBySide
    from journeymap.ui.sessions.one import SessionPage

_BACK = ("sessions.back",)
_DEEDS = ("sessions.round", "sessions.outcome", "sessions.exclude", "sessions.include", "sessions.delete")
_WIDER = 1.25


class SessionsPlace(Place):
    """`panel` holds the table and the time axis, `page` one session, `pair` two side by side."""

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.panel = SessionsPanel(document, looking, self)
        self.views = Switch("Table or time axis", VIEWS, {"table": "One row a session", "axis": "One line a session"})
        tips = {"time": "By the time since the start of each session", "order": "First visit, second visit, third …"}
        self.scales = Switch("Scale of the axis", SCALES, tips)
        self._focus_wanted = False
        self._told_chosen = False
        self._page: SessionPage | None = None
        self._pair: SideBySide | None = None
        self.acting = Acting(document, self, self._chosen_ids)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.panel)
        self._inspecting = Inspecting(document, self)
        self._inspecting.loaded.connect(self._on_inspected)
        self._keys_given = False
        self.scales.hide()
        self.views.chosen.connect(self._on_view)
        self.scales.chosen.connect(self.panel.show_scale)
        self.panel.shown.connect(self._on_shown)
        self.panel.chosen_changed.connect(self._on_chosen)
        self.panel.empty.acted.connect(self._on_empty_acted)
        self.panel.axis.zoom_changed.connect(self._say_zoom)
        for view in (self.panel.table, self.panel.axis):
            view.delete_asked.connect(self._on_delete)
        self.acting.said.connect(self._say)
        self.panel.opened.connect(self.open_session)

    # -- what the window asks

    def tools(self) -> Sequence[QWidget]:
        return (self.scales, self.views)

    def entered(self) -> None:
        self._connect_window()
        self._say_heading()
        self._say_zoom()
        selected = self.looking.selection
        if selected is not None and selected.kind == "session":
            self.panel.choose(selected.id)
        self._inspect()

    def wants_inspector(self) -> bool:
        return self.shown is not self._pair

    def focus_first(self) -> None:
        self._focus_wanted = self.panel.value is None
        if self._reading:
            self.page.focus_first()
            return
        part = self.pair.table if self.shown is self._pair else self.panel.shown_part()
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def run_command(self, command_id: str) -> bool:
        own: Callable[[], object] | None = {
            "sessions.open": self._open_current,
            "sessions.compare": self.compare,
            "sessions.back": self.show_list,
            "sessions.previous": lambda: self._step(-1),
            "sessions.next": lambda: self._step(1),
            "sessions.insert": lambda: self._on_page(self.page.insert_after),
            "sessions.earlier": lambda: self._on_page(lambda: self.page.move_chosen(up=True)),
            "sessions.later": lambda: self._on_page(lambda: self.page.move_chosen(up=False)),
            "sessions.axis": self.views.choose_next,
            "sessions.scale": self._next_scale,
            "sessions.find": self._find,
            "map.search": self._find,
            "sessions.sort": self.panel.table.sort_by_current,
            "map.zoom_in": lambda: self._zoom(_WIDER),
            "map.zoom_out": lambda: self._zoom(1 / _WIDER),
            "map.fit": self._fit,
        }.get(command_id)
        if own is not None:
            own()
            return True
        return self.acting.run(command_id)

    # -- the three pages

    @property
    def page(self) -> SessionPage:
        """One session; made when it is wanted first."""
        if self._page is None:
            from journeymap.ui.sessions.one import SessionPage

            self._page = SessionPage(self.document, self.looking, self)
            self._page.left.connect(self.show_list)
            self._page.stepped.connect(self._step)
            self._page.loaded.connect(self._on_loaded)
            self._page.entries.picked.connect(self._on_picked)
            self._stack.addWidget(self._page)
            self._give_keys(_ENTRY_KEYS, self._page.entries)
        return self._page

    @property
    def pair(self) -> SideBySide:
        """Two side by side; made when they are wanted first."""
        if self._pair is None:
            from journeymap.ui.sessions.beside import SideBySide

            self._pair = SideBySide(self.document, self.looking)
            self._pair.left.connect(self.show_list)
            self._pair.loaded.connect(self._say_heading)
            self._stack.addWidget(self._pair)
            self._give_keys(_BACK, self._pair.table, self._pair.one, self._pair.other)
        return self._pair

    @property
    def shown(self) -> QWidget:
        """The page that is shown: `panel`, `page` or `pair`."""
        return self._stack.currentWidget() or self.panel

    @property
    def _reading(self) -> bool:
        """Whether one session is shown."""
        return self._page is not None and self.shown is self._page

    def show_list(self) -> None:
        """Back to all sessions; the one that was read has the keyboard."""
        if self._reading and self.page.session_id:
            self.panel.choose(self.page.session_id)
        self._show(self.panel)

    def open_session(self, session_id: str, entry_id: str = "") -> None:
        """Show one session to read and correct."""
        self.page.open(session_id, entry_id)
        self._show(self.page)
        self.looking.select(Selected("session", session_id))

    def compare(self) -> None:
        """Put the first two of the chosen sessions side by side; one alone beside its neighbour in the list."""
        rows = self.panel.model.rows
        chosen = self._chosen_ids()[:2]
        if chosen and len(chosen) < 2:
            at = self.panel.model.row_of(chosen[0])
            others = [row.id for row in (*rows[at + 1 : at + 2], *rows[max(0, at - 1) : at])]
            chosen = [*chosen, *others][:2]
        if len(chosen) < 2:
            self._say("Two sessions are needed to put them side by side.")
            return
        self.pair.open(rows, chosen[0], chosen[1])
        self._show(self.pair)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.views.setVisible(page is self.panel)
        self.scales.setVisible(page is self.panel and self.panel.key == "axis")
        self._say_heading()
        self._say_zoom()
        self.arranged.emit()
        self.focus_first()
        self._inspect()

    def _open_current(self) -> None:
        if self.shown is self.panel and self.panel.table.current():
            self.open_session(self.panel.table.current())

    def _step(self, by: int) -> None:
        """On to the neighbour of the session that is read, in the order of the list."""
        if not self._reading:
            return
        row = self.panel.model.row_of(self.page.session_id) + by
        if 0 <= row < len(self.panel.model.rows):
            self.open_session(self.panel.model.rows[row].id)
        else:
            self._say("This is the last session of the list." if by > 0 else "This is the first session of the list.")

    def _on_page(self, deed: Callable[[], object]) -> None:
        if self._reading:
            deed()

    def _find(self) -> None:
        self._show(self.panel)
        self.panel.focus_find()

    def _chosen_ids(self) -> list[str]:
        """The sessions that a command is for."""
        if self._reading:
            return [self.page.session_id]
        return self.panel.table.chosen() if self.shown is self.panel else []

    # -- the window around it

    def _connect_window(self) -> None:
        """Listen to the inspector, and give the table and the axis the keys of what is done to sessions; once."""
        window = self.window()
        self._inspecting.connect_inspector(window.findChild(Inspector))
        commands = window.findChild(Commands)
        if commands is None or self._keys_given:
            return
        self._keys_given = True
        local = [each.id for each in commands_of("sessions") if each.local]
        self._give_keys(local, self.panel.table, self.panel.axis)
        menu = QMenu(self.panel.change)
        menu.addActions(self._deeds(commands))
        self.panel.change.setMenu(menu)
        self.panel.beside.clicked.connect(commands.action("sessions.compare").trigger)

    def _give_keys(self, command_ids: Sequence[str], *parts: QWidget) -> None:
        """Let the keys of local commands work in these parts of the place."""
        commands = self.window().findChild(Commands)
        if commands is not None:
            for part in parts:
                part.addActions([commands.action(each) for each in command_ids])

    @staticmethod
    def _deeds(commands: Commands) -> list[QAction]:
        return [commands.action(each) for each in _DEEDS]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        commands = self.window().findChild(Commands)
        if commands is None or not self._chosen_ids():
            return
        menu = QMenu(self)
        first = _ENTRY_KEYS[3:6] if self._reading else ("sessions.open", "sessions.compare")
        menu.addActions([commands.action(each) for each in first])
        menu.addSeparator()
        menu.addActions(self._deeds(commands))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def _on_view(self, key: str) -> None:
        self.panel.show_view(key)
        self.scales.setVisible(key == "axis")
        self._say_zoom()
        self.focus_first()

    def _next_scale(self) -> None:
        self.views.choose("axis")
        self.scales.choose_next()

    def _zoom(self, factor: float) -> None:
        if self.panel.key == "axis":
            self.panel.axis.zoom_by(factor)

    def _fit(self) -> None:
        if self.panel.key == "axis":
            self.panel.axis.zoom_to_fit()

    def _say_zoom(self) -> None:
        if self.isVisible():
            axis = self.shown is self.panel and self.panel.key == "axis"
            self.zoomed.emit(self.panel.axis.zoom if axis else -1.0)

    def _say_heading(self) -> None:
        value = self.panel.value
        page = self.page.value if self._reading else None
        if page is not None:
            self.headed.emit(f"Session of {page.whole.row.pseudonym}", page.whole.row.round_title)
        elif self.shown is self._pair:
            self.headed.emit("Two sessions", "side by side")
        else:
            self.headed.emit("Sessions", value.map_title if value is not None else "")

    def _say(self, words: str) -> None:
        self._told_chosen = False
        status = self.window().findChild(StatusBar)
        if status is not None:
            status.show_note(words)

    # -- news

    def _on_shown(self, _value: Shown) -> None:
        if self.isVisible():
            self._say_heading()
            self._inspect()
            if self._focus_wanted:
                self.focus_first()

    def _on_loaded(self) -> None:
        if self.isVisible():
            self._say_heading()

    def _on_picked(self, _entry_id: str) -> None:
        if self._reading:
            self._inspect()

    def _on_chosen(self) -> None:
        current = self.panel.table.current()
        if current:
            self.looking.select(Selected("session", current))
        words = self.panel.chosen_words()
        if words or self._told_chosen:
            self._say(words)
        self._told_chosen = bool(words)
        self._inspect()

    def _on_delete(self) -> None:
        self.acting.run("sessions.delete")

    def _on_empty_acted(self) -> None:
        value = self.panel.value
        filtered = value is not None and bool(value.view.whole)
        self.looking.asked_for.emit("view.all" if filtered else "record.start")

    def _inspect(self) -> None:
        """Load what is chosen for the panel at the right."""
        if self.isVisible():
            page = self.page.pick() if self._reading else None
            self._inspecting.inspect(self.panel.model.rows_with(self.panel.table.chosen()), page)

    def _on_inspected(self, value: InspectorValue | None) -> None:
        if self.isVisible():
            self.inspected.emit(value)
