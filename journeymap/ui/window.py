"""One window per project: rail, bars, the places, the inspector."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from journeymap.core.errors import Problem
from journeymap.core.filters import Filter
from journeymap.present.actions import PLACES
from journeymap.present.inspect import InspectorValue
from journeymap.store.document import PublishStatus
from journeymap.ui import theme
from journeymap.ui.commands import Commands
from journeymap.ui.document import DocumentThread
from journeymap.ui.filter_bar import HEIGHT as STRIP_HEIGHT
from journeymap.ui.filter_bar import FilterBar
from journeymap.ui.inspector import Inspector
from journeymap.ui.looking import Looking
from journeymap.ui.message_bar import MessageBar
from journeymap.ui.notice import Pages
from journeymap.ui.palette import CommandPalette
from journeymap.ui.place import Place
from journeymap.ui.places import load_places, make_place
from journeymap.ui.plain import separator
from journeymap.ui.problems import sentence
from journeymap.ui.rail import Rail
from journeymap.ui.recorder.left_open import RunningSession, open_sessions
from journeymap.ui.settings import load_settings, save_settings
from journeymap.ui.status_bar import StatusBar
from journeymap.ui.tab_order import go_through, press_by_enter, stops_in
from journeymap.ui.top_bar import TopBar
from journeymap.ui.undoing import Undoing
from journeymap.ui.window_parts import Strip, next_part

INSPECTOR_WIDTH = 330
NARROW_INSPECTOR_WIDTH = 264
ROOMY = 1180
LOAD_AFTER_MS = 1000
"""By then the first place is on screen; the code of the others is loaded behind it."""


class ProjectWindow(QMainWindow):
    """Everything of one open project. The desk that opened it listens to `asked` for what concerns the whole app."""

    asked = Signal(str)
    import_asked = Signal(list)
    bug_found = Signal(object)
    closed = Signal(object)

    def __init__(self, document: DocumentThread, path: Path, title: str, *, read_only: bool = False) -> None:
        super().__init__()
        self.document = document
        self.path = path
        self.project_title = title
        self.read_only = read_only
        self.looking = Looking(self)
        self.commands = Commands(self)
        self.places: dict[str, Place] = {}
        self.current = ""
        self.palette_dialog: CommandPalette | None = None
        self._status = PublishStatus(None, False)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(LOAD_AFTER_MS)
        self._ahead.timeout.connect(self._load_ahead)
        self.setWindowTitle(f"{title} — journeymap")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(820, 480))  # a laptop at 200 % has 960 × 540
        self._build()
        self.undoing = Undoing(document, self.commands, self.status_bar, self._scope, self)
        self._connect()

    def _build(self) -> None:
        self.commands.fill(self.menuBar())
        self.rail = Rail()
        self.top_bar = TopBar()
        self.filter_bar = FilterBar(self.document, self.looking)
        self.strip = Strip(self.filter_bar, STRIP_HEIGHT)
        self.messages = MessageBar()
        self.pages = Pages()
        self.pages.setProperty("role", "paper")
        self.inspector = Inspector()
        self.inspector.setFixedWidth(INSPECTOR_WIDTH)
        self.status_bar = StatusBar()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self.inspector)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (self.top_bar, self.strip, self.messages):
            column.addWidget(part)
        column.addLayout(middle, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(column, 1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper, 1)
        outer.addWidget(separator())
        outer.addWidget(self.status_bar)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.commands.asked.connect(self.do)
        self.looking.asked_for.connect(self.do)
        self.looking.filter_changed.connect(self._on_filter_changed)
        self.status_bar.undo_asked.connect(self.undoing.undo)
        self.status_bar.palette_asked.connect(self.open_palette)
        self.document.status_changed.connect(self._on_status)
        self.document.troubled.connect(self.show_trouble)
        self.undoing.troubled.connect(self.show_trouble)
        self.inspector.left.connect(self._on_inspector_left)
        self.undoing.undone.connect(self.messages.forget_undone)
        theme.current().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._on_filter_changed(self.looking.filter)
        self.messages.acted.connect(self._on_message_acted)
        if self.read_only:
            for command_id in ("project.import", "project.publish", "record.start", "go.record"):
                self.commands.enable(command_id, False)
            self._on_status(self._status)

    def show_at_size(self) -> None:
        """Show the window, as large as a laptop's screen allows and not larger than is of use."""
        self._ahead.start()
        room = self.screen().availableGeometry()
        self.setMinimumSize(self.minimumSize().boundedTo(room.size()))  # a small laptop at 200 %
        if room.width() <= 1500 or room.height() <= 900:
            self.resize(min(1440, room.width()), min(900, room.height()))
            self.showMaximized()
        else:
            self.resize(1440, 900)
            self.show()

    def _load_ahead(self) -> None:
        self.document.compute(load_places)

    def offer_open_session(self, before: str = "") -> None:
        """Say, after the words `before`, that a session was never ended, and offer to go on with it."""

        def show(found: tuple[RunningSession, ...]) -> None:
            if found and not self.read_only:
                words = f"{found[0].headline} ({found[0].words})."
                said = f"{before} {words}".strip()
                self.messages.say(said, "note", "Go on with it", found[0].session_id)

        self.document.do(lambda document: open_sessions(document.read()), show, owner=self)

    def go(self, key: str) -> None:
        """Show a place, making it when it is seen for the first time."""
        if key not in self.places:
            self._add_place(key)
        self.current = key
        place = self.places[key]
        self.pages.setCurrentWidget(place)
        self.rail.show_place(key)
        self.top_bar.show_tools(key)
        self.top_bar.show_menu(place.title_menu())
        self.strip.show_strip(place.strip())
        self._show_inspector()
        self.status_bar.show_zoom(-1.0)
        place.entered()
        place.focus_first()
        self.undoing.refresh()

    def do(self, command_id: str) -> None:
        """Do a command of `present/actions.py`: here, in a place, or by telling the desk."""
        group, _, what = command_id.partition(".")
        if group == "go" and what in PLACES:
            self.go(what)
        elif group in PLACES:
            self._do_in_place(group, command_id)
        else:
            own: dict[str, Callable[[], object]] = {
                "edit.undo": self.undoing.undo,
                "edit.redo": self.undoing.redo,
                "palette.open": self.open_palette,
                "view.inspector": self._fold_inspector,
                "view.filter": self.filter_bar.focus_first,
                "view.all": self.looking.show_all,
                "project.import": self._ask_import,
                "project.export": lambda: self.go("report"),
                "project.publish": self._publish,
                "project.folder": self._show_folder,
                "window.close": self.close,
                "go.next_part": self._next_part,
            }
            own.get(command_id, partial(self.asked.emit, command_id))()

    def open_palette(self) -> None:
        """Show every command."""
        self.palette_dialog = CommandPalette(self.commands, self)
        self.palette_dialog.chosen.connect(self.do, Qt.ConnectionType.QueuedConnection)
        self.palette_dialog.open_over(self)

    def show_trouble(self, error: BaseException) -> None:
        """Say a Problem in its own words; anything else is a bug, which the desk reports."""
        if isinstance(error, Problem):
            self.messages.say(sentence(error), "warn")
        else:
            self.bug_found.emit(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.inspector.setFixedWidth(INSPECTOR_WIDTH if self.width() >= ROOMY else NARROW_INSPECTOR_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        for place in self.places.values():
            place.leaving()
        event.accept()
        self.closed.emit(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.read_only and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.import_asked.emit(files)

    def _add_place(self, key: str) -> None:
        place = make_place(key, self.document, self.looking, self.pages)
        self.places[key] = place
        self.pages.addWidget(place)
        place.headed.connect(self._on_headed)
        place.inspected.connect(self._on_inspected)
        place.zoomed.connect(self._on_zoomed)
        place.arranged.connect(self._on_arranged)
        place.noted.connect(self.messages.say)
        tools = list(place.tools())
        if key != "record" and not self.read_only:
            record = QPushButton("Record session")
            record.setProperty("role", "primary")
            record.clicked.connect(self._on_record)
            tools.append(record)
        self.top_bar.add_tools(key, tools)
        go_through(stop for part in self._parts() for stop in stops_in(part))

    def _do_in_place(self, key: str, command_id: str) -> None:
        if self.current != key:
            if self.places[self.current].run_command(command_id):
                return  # what it means on the map it means here, too: find, zoom
            self.go(key)
        self.places[key].run_command(command_id)

    def _on_headed(self, title: str, secondary: str) -> None:
        if self.sender() is self.places.get(self.current):
            self.top_bar.show_heading(title, secondary)

    def _on_inspected(self, value: InspectorValue | None) -> None:
        if self.sender() is self.places.get(self.current):
            self.inspector.show_value(value)

    def _on_inspector_left(self) -> None:
        self.places[self.current].focus_first()

    def _on_zoomed(self, zoom: float) -> None:
        if self.sender() is self.places.get(self.current):
            self.status_bar.show_zoom(zoom)

    def _on_message_acted(self, session_id: str) -> None:
        from journeymap.ui.recorder.place import RecordPlace  # loaded when it is wanted: the map comes first

        self.go("record")
        place = self.places["record"]
        if isinstance(place, RecordPlace):
            place.continue_session(session_id)

    def _on_record(self) -> None:
        self.do("record.start")

    def _on_arranged(self) -> None:
        """The place has another strip, wants the inspector or not, or undoes in another scope."""
        place = self.places.get(self.current)
        if place is not None:
            self.strip.show_strip(place.strip())
            self._show_inspector()
            self.undoing.refresh()
        if self._recording():
            self.messages.hide()
        self._on_status(self._status)

    def _on_status(self, status: PublishStatus) -> None:
        self._status = status
        self.status_bar.show_saved(status, read_only=self.read_only, recording=self._recording())

    def _on_filter_changed(self, chosen: Filter) -> None:
        self.commands.enable("view.all", chosen.narrowed)

    def _on_look_changed(self) -> None:
        for choice in theme.CHOICES:
            self.commands.check(f"view.{choice}", theme.current().choice == choice)

    def _show_inspector(self) -> None:
        wanted = self.places[self.current].wants_inspector()
        shown = load_settings().inspector_shown
        self.inspector.setVisible(wanted and shown)
        self.commands.check("view.inspector", shown)

    def _fold_inspector(self) -> None:
        settings = load_settings()
        save_settings(replace(settings, inspector_shown=not settings.inspector_shown))
        self._show_inspector()

    def _recording(self) -> bool:
        """Whether a session runs, seen or not: then the file waits for its end."""
        place = self.places.get("record")
        return place is not None and place.file_waits()

    def _scope(self) -> str:
        place = self.places.get(self.current)
        return place.undo_scope() if place is not None else ""

    def _parts(self) -> tuple[QWidget, ...]:
        """The parts of the window as people read it, for Tab and for F6."""
        return self.rail, self.top_bar, self.strip, self.messages, self.pages, self.inspector, self.status_bar

    def _next_part(self) -> None:
        next_part(self._parts())

    def _ask_import(self) -> None:
        self.import_asked.emit([])

    def _publish(self) -> None:
        self.document.do(lambda document: document.publish(), self._on_published, self.show_trouble, owner=self)

    def _on_published(self, _nothing: None) -> None:
        self.messages.say(f"Everything is saved in {self.path.name}.")

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))
