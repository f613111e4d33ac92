"""The desk on which the windows lie: opens, makes and closes projects, and keeps the welcome page at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from journeymap.core.errors import Problem
from journeymap.core.real_file import real_file
from journeymap.store.places import data_folder
from journeymap.ui import keys, theme
from journeymap.ui.notice import name_lists_again
from journeymap.ui.problems import Troubles, sentence
from journeymap.ui.settings import load_settings, save_settings
from journeymap.ui.welcome import WelcomeWindow

if TYPE_CHECKING:
    from journeymap.store.document import Document
    from journeymap.ui.document import DocumentThread
    from journeymap.ui.window import ProjectWindow

Opening = Callable[[], "Document"]


class Desk(QObject):
    """One a process. `windows` are the open projects; `emptied` says that the last window is closed."""

    emptied = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.windows: list[ProjectWindow] = []
        self.welcome: WelcomeWindow | None = None
        self._opening: list[DocumentThread] = []
        self.troubles = Troubles(self)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(50)
        self._ahead.timeout.connect(_load_ahead)
        theme.install(app, load_settings().look)
        keys.current().load()
        name_lists_again(app)

    def show_welcome(self) -> WelcomeWindow:
        """Bring the welcome page to the front; what opening a project needs is loaded behind it."""
        if self.welcome is None:
            self.welcome = WelcomeWindow(load_settings())
            self.welcome.asked.connect(self.do)
            self.welcome.chosen.connect(self._on_chosen)
        self.welcome.show_recent(load_settings())
        self.welcome.show()
        self.welcome.activateWindow()
        self._ahead.start()
        return self.welcome

    def open(self, path: Path) -> None:
        """Open a project file in a window of its own, or bring its window to the front."""
        path = real_file(path)
        for window in self.windows:
            if window.path == path:
                window.raise_()
                window.activateWindow()
                return

        def opening() -> Document:
            from journeymap.store.document import Document

            try:
                return Document.open(path)
            except Problem as problem:
                return _for_reading(path, problem)

        self._start(opening)

    def make(self, path: Path, title: str, journey: str) -> None:
        """Make a project with an empty map and open it."""

        def opening() -> Document:
            from journeymap.core.edits.maps import make_map
            from journeymap.store.document import Document

            document = Document.create(path, title=title, zone=_local_zone())
            with document.edit("Make the map") as edit:
                make_map(edit, journey)
            return document

        self._start(opening)

    def open_sample(self) -> None:
        """Open the sample project; it is written when it is not there yet."""

        def opening() -> Document:
            from journeymap.interchange import sample
            from journeymap.store.document import Document

            path = data_folder() / "sample" / sample.FILE_NAME
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                known = sample.sample_project()
                made = Document.create(path, title=known.title, zone=known.zone, made_up=True, actor=sample.ACTOR)
                try:
                    sample.put_sample(made.edit)
                except BaseException:
                    made.close()
                    path.unlink(missing_ok=True)
                    raise
                return made
            try:
                return Document.open(path)
            except Problem as problem:
                return _for_reading(path, problem)

        self._start(opening)

    def do(self, command_id: str) -> None:
        """Do a command that concerns the whole app."""
        group, _, what = command_id.partition(".")
        if group == "view" and what in theme.CHOICES:
            theme.current().choose(what)
            save_settings(replace(load_settings(), look=what))
            return
        own = {
            "project.new": self._ask_new,
            "project.open": self._ask_open,
            "project.sample": self.open_sample,
            "help.keys": self._show_keys,
            "help.about": self._show_about,
            "help.folder": _show_folder,
            "app.quit": self._quit,
            "window.close": self._on_welcome_closed,
        }.get(command_id)
        if own is not None:
            own()

    def close_all(self) -> None:
        """Close every window and let the projects go."""
        for window in list(self.windows):
            window.close()
        if self.welcome is not None:
            self.welcome.hide()

    def _start(self, opening: Opening) -> None:
        from journeymap.ui.document import DocumentThread

        thread = DocumentThread(self)
        self._opening.append(thread)
        thread.open(opening, partial(self._on_opened, thread), partial(self._on_not_opened, thread))

    def _on_opened(self, thread: DocumentThread, document: Document) -> None:
        thread.do(_title, partial(self._show_window, thread, document))

    def _show_window(self, thread: DocumentThread, document: Document, opened: tuple[str, bool]) -> None:
        from journeymap.ui.window import ProjectWindow

        title, read_only = opened
        window = ProjectWindow(thread, document.path, title, read_only=read_only)
        # Its first place is made in another turn, and it is shown in a third: whoever works in another window waits for
        # one of them at a time.
        thread.do(_notices, partial(self._furnish, thread, window), owner=window)

    def _furnish(self, thread: DocumentThread, window: ProjectWindow, said: str) -> None:
        window.asked.connect(self.do)
        window.bug_found.connect(self.troubles.show)
        window.closed.connect(self._on_window_closed)
        window.import_asked.connect(partial(self._on_import, window))
        if said:
            window.messages.say(said, "warn" if window.read_only else "note")
        save_settings(load_settings().with_recent(window.path, window.project_title, round(time() * 1000)))
        window.go("map")
        QTimer.singleShot(0, window, partial(self._bring_up, thread, window, said))

    def _bring_up(self, thread: DocumentThread, window: ProjectWindow, said: str) -> None:
        self._opening.remove(thread)
        self.windows.append(window)
        window.show_at_size()
        window.offer_open_session(said)
        if self.welcome is not None:
            self.welcome.hide()

    def _on_not_opened(self, thread: DocumentThread, error: BaseException) -> None:
        self._opening.remove(thread)
        thread.close()
        thread.deleteLater()
        words = sentence(error)
        if not words:
            self.troubles.show(error)
        front = next((window for window in self.windows if window.isActiveWindow()), None)
        if front is None:
            self.show_welcome().messages.say(words or "The project was not opened.", "warn")
        elif words:
            front.messages.say(words, "warn")

    def _on_window_closed(self, window: ProjectWindow) -> None:
        self.windows.remove(window)
        try:
            window.document.close()
        except Problem as problem:
            self.show_welcome().messages.say(str(problem), "warn")
        window.deleteLater()
        window.document.deleteLater()
        self._quit_when_empty()

    def _on_welcome_closed(self) -> None:
        if self.welcome is not None:
            self.welcome.hide()
        self._quit_when_empty()

    def _quit_when_empty(self) -> None:
        if not self.windows and not self._opening and (self.welcome is None or not self.welcome.isVisible()):
            self.emptied.emit()

    def _quit(self) -> None:
        self.close_all()
        self._quit_when_empty()

    def _on_chosen(self, path: str) -> None:
        self.open(Path(path))

    def _on_import(self, window: ProjectWindow, files: list[str]) -> None:
        from journeymap.ui.importing import ask_import

        ask_import(window, [Path(name) for name in files])

    def _ask_new(self) -> None:
        from journeymap.ui.new_project import NewProjectDialog, documents_folder

        settings = load_settings()
        dialog = NewProjectDialog(Path(settings.folder) if settings.folder else documents_folder(), self._front())
        if dialog.exec():
            save_settings(replace(load_settings(), folder=str(dialog.path.parent)))
            self.make(dialog.path, dialog.title, dialog.journey)

    def _ask_open(self) -> None:
        from journeymap.ui.new_project import documents_folder

        start = load_settings().folder or str(documents_folder())
        kinds = "Projects (*.journey);;All files (*)"
        chosen, _ = QFileDialog.getOpenFileName(self._front(), "Open a project", start, kinds)
        if chosen:
            save_settings(replace(load_settings(), folder=str(Path(chosen).parent)))
            self.open(Path(chosen))

    def _show_keys(self) -> None:
        from journeymap.ui.keys_page import KeysDialog

        KeysDialog(self._front()).show()  # not modal: it can stay beside a session

    def _show_about(self) -> None:
        from journeymap.ui.about import AboutDialog

        AboutDialog(self._front()).open()

    def _front(self) -> QWidget | None:
        return self._app.activeWindow()


def _for_reading(path: Path, problem: Problem) -> Document:
    """The project as it was published last, with what kept it from being opened for writing as its notice."""
    from journeymap.store.document import Document

    try:
        document = Document.open(path, read_only=True)
    except Problem:
        raise problem from None
    document.notices.insert(0, f"{problem} Until then this window only shows it, as it was saved last.")
    return document


def _notices(document: Document) -> str:
    return " ".join(document.notices)


def _title(document: Document) -> tuple[str, bool]:
    from journeymap.core.model import Project

    project = document.read().get(Project, document.project_id)
    return (project.title if project else document.path.stem), document.read_only


def _local_zone() -> str:
    from tzlocal import get_localzone_name

    return str(get_localzone_name() or "UTC")


def _load_ahead() -> None:
    """Load what opening a project needs while the person looks at the welcome page."""
    import_module("journeymap.ui.window")


def _show_folder() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(data_folder())))
