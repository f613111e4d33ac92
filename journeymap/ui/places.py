"""Which widget each place of the rail is. Made on first sight: the window is on screen before them."""

from importlib import import_module

from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.place import Place


def make_place(key: str, document: DocumentThread, looking: Looking) -> Place:
    """The place of this key of `present.actions.PLACES`."""
    if key == "map":
        from journeymap.ui.map.place import MapPlace

        return MapPlace(document, looking)
    if key == "record":
        from journeymap.ui.recorder.place import RecordPlace

        return RecordPlace(document, looking)
    if key == "sessions":
        from journeymap.ui.sessions.place import SessionsPlace

        return SessionsPlace(document, looking)
    if key == "priorities":
        from journeymap.ui.priorities.place import PrioritiesPlace

        return PrioritiesPlace(document, looking)
    from journeymap.ui.reporting import ReportPlace

    return ReportPlace(document, looking)


def load_places() -> None:
    """Load the code of all places, so that the first sight of one need not wait for it. Not for the window's thread."""
    for name in ("map.place", "recorder.place", "sessions.place", "priorities.place", "reporting"):
        import_module(f"journeymap.ui.{name}")
