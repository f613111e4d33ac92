"""The window, started: the only place where everything meets."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def make_application() -> QApplication:
    """The one QApplication of the process, with its name and icon."""
    from journeymap.ui.icons import app_icon

    app = QApplication(sys.argv[:1])
    app.setApplicationName("journeymap")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("journeymap")
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    return app


def run_window(file: str | os.PathLike[str] | None = None) -> int:
    """Open the window on a project, or the welcome page; gives the exit status when the last window is closed."""
    app = make_application()
    from journeymap.ui.collecting import Collector
    from journeymap.ui.desk import Desk
    from journeymap.ui.responding import put_the_window_first

    put_the_window_first()
    collector = Collector(app)
    desk = Desk(app)
    desk.emptied.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    desk.troubles.install()
    if file is None:
        desk.show_welcome()
    else:
        desk.open(Path(file))
    status = app.exec()
    desk.close_all()
    collector.stop()
    return status
