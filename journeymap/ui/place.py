"""One of the places in the rail: a whole page of the window, with its heading and its tools in the top bar."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking


class Place(QWidget):
    """A page of the window. The window asks it for its tools once, and listens to its signals.

    `headed` carries the title and the secondary words of the top bar; `inspected` an `InspectorValue` or None for the
    panel at the right; `zoomed` the zoom as a share (1.0 is 100 %) or a negative number where there is none.
    `arranged` says that the strip, the wish for the inspector or the scope of undo is another now; `noted` carries a
    sentence for the message bar.
    """

    headed = Signal(str, str)
    inspected = Signal(object)
    zoomed = Signal(float)
    arranged = Signal()
    noted = Signal(str)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.looking = looking

    def tools(self) -> Sequence[QWidget]:
        """Widgets for the right end of the top bar, in their order; shown while the place is."""
        return ()

    def title_menu(self) -> QMenu | None:
        """The menu that the title in the top bar opens, where there is something to choose."""
        return None

    def strip(self) -> QWidget | None:
        """What stands below the top bar instead of the filter bar; None leaves the filter bar there."""
        return None

    def file_waits(self) -> bool:
        """Whether something goes on here that the file must not be written meanwhile: a session runs."""
        return False

    def wants_inspector(self) -> bool:
        """Whether the panel at the right is of use here."""
        return True

    def entered(self) -> None:
        """The place is on screen now: it emits `headed`, and `zoomed` where it has a zoom."""

    def leaving(self) -> None:
        """The window closes: whatever is still only typed is dealt with now."""

    def run_command(self, command_id: str) -> bool:
        """Do a command of `present/actions.py` that belongs to this place; False where it is not its business."""
        del command_id
        return False

    def undo_scope(self) -> str:
        """The scope in which Ctrl+Z undoes here: the running session's id while recording, else empty."""
        return ""

    def focus_first(self) -> None:
        """Put the keyboard where work in this place begins."""
        self.setFocus()
