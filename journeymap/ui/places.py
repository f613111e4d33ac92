"""Which widget each place of the rail is. Made on first sight: the window is on screen before them."""

from importlib import import_module

from PySide6.QtWidgets import QWidget

from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.place import Place


def make_place(key: str, document: DocumentThread, looking: Looking, parent: QWidget) -> Place:
    """The place of this key of `present.actions.PLACES`. Its parent is known from the start: a widget that moves to
    another has all it holds styled anew."""
    if key == "map":
        from journeymap.ui.map.place import MapPlace

        return MapPlace(document, looking, parent)
    if key == "record":
        from journeymap.ui.recorder.place import RecordPlace

        return RecordPlace(document, looking, parent)
    if key == "sessions":
        from journeymap.ui.sessions.place import SessionsPlace

        return SessionsPlace(document, looking, parent)
    if key == "priorities":
        from journeymap.ui.priorities.place import PrioritiesPlace

        return PrioritiesPlace(document, looking, parent)
    from journeymap.ui.reporting import ReportPlace

    return ReportPlace(document, looking, parent)


def load_places() -> None:
    """Load the code of all places, so that the first sight of one need not wait for it. Not for the window's thread."""
    for name in ("map.place", "recorder.place", "sessions.place", "priorities.place", "reporting"):
        import_module(f"journeymap.ui.{name}")
