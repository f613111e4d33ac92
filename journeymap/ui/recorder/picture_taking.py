"""Pictures that are pasted or dropped: made ready off the window's thread, then kept with a line."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from journeymap.ui.document import DocumentThread
from journeymap.ui.pictures import Picture, read_picture, taken_picture
from journeymap.ui.problems import sentence

PASTED = "Pasted picture"
Use = Callable[[Picture | None], object]


@dataclass(eq=False, slots=True)
class _Job:
    """One picture on its way. `use` is what is to be done with it, once that is known."""

    picture: Picture | None = None
    ready: bool = False
    use: Use | None = None


class PictureTaking(QObject):
    """Holds the picture that waits for its line. `waiting` says whether there is one, `refused` why there is none."""

    waiting = Signal(bool)
    refused = Signal(str)

    def __init__(self, document: DocumentThread, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._job: _Job | None = None

    @property
    def holds(self) -> bool:
        """Whether a picture waits for its line."""
        return self._job is not None

    def take(self, image: QImage) -> None:
        """Take a picture from the clipboard."""
        self._begin(lambda: taken_picture(image, PASTED))

    def take_file(self, name: str) -> None:
        """Take a picture from a file."""
        path = Path(name)
        self._begin(lambda: read_picture(path))

    def let_go(self) -> None:
        """The picture is not wanted."""
        if self._job is not None:
            self._job = None
            self.waiting.emit(False)

    def put_back(self, picture: Picture) -> None:
        """A picture was not kept after all: it waits again, unless another one does."""
        if self._job is None:
            self._job = _Job(picture, ready=True)
            self.waiting.emit(True)

    def hand_over(self, use: Use) -> None:
        """Give the picture that waits, or None, to `use`: at once, or as soon as it is ready."""
        job, self._job = self._job, None
        if job is None:
            use(None)
            return
        self.waiting.emit(False)
        if job.ready:
            use(job.picture)
        else:
            job.use = use

    def _begin(self, work: Callable[[], Picture]) -> None:
        job = self._job = _Job()
        self.waiting.emit(True)
        self._document.compute(work, partial(self._on_ready, job), partial(self._on_trouble, job), owner=self)

    def _on_ready(self, job: _Job, picture: Picture | None) -> None:
        job.picture, job.ready = picture, True
        if job.use is not None:
            job.use(picture)

    def _on_trouble(self, job: _Job, error: BaseException) -> None:
        words = sentence(error)
        self.refused.emit(words or "This picture was not taken, because the app made a mistake.")
        if not words:
            self._document.troubled.emit(error)
        if job is self._job:
            self.let_go()
        if job.use is not None:
            job.use(None)  # the words are kept, whatever became of the picture
