"""What is done at the capture line: typed, pasted, taken from a button or a chip, and sent to the recording."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage

from journeymap.core.model import Attachment, Observation
from journeymap.core.wording import clock_text
from journeymap.ui.document import DocumentThread
from journeymap.ui.pictures import Picture
from journeymap.ui.recorder.correcting import Correcting
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.picture_taking import PictureTaking
from journeymap.ui.recorder.recording import Recording

_SIGNS = '>!"?~&*='


class Noting(QObject):
    """Wires the line of the page to the recording that runs."""

    def __init__(self, document: DocumentThread, page: DuringPage, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._page = page
        self._frame = page.line_frame
        self._line = page.line_frame.line
        self._recording: Recording | None = None
        self._first_key_ms: int | None = None
        self._begun = False
        self._sent: dict[str, Picture] = {}
        self.correcting = Correcting(self._frame, page.stream, self)
        self.pictures = PictureTaking(document, self)
        frame, line = self._frame, self._line
        frame.begun.connect(self._on_begun)
        frame.emptied.connect(self._on_emptied)
        frame.kept.connect(self._on_kept)
        frame.picture_refused.connect(self._on_picture_refused)
        line.pictured.connect(self.take_picture)
        line.picture_file.connect(self.take_picture_file)
        page.picture_dropped.connect(self.take_picture)
        page.picture_file_dropped.connect(self.take_picture_file)
        page.sign_asked.connect(self.put_sign)
        page.step_asked.connect(self.visit)
        self.correcting.chosen.connect(self._on_chosen)
        self.pictures.waiting.connect(self._on_waiting)
        self.pictures.refused.connect(page.refuse)

    def take_on(self, recording: Recording) -> None:
        """Note into this session from now on."""
        self._recording = recording
        self._begun = False
        self.pictures.let_go()
        self.correcting.take_on(recording)
        recording.refused.connect(self._on_refused)
        recording.rearranged.connect(self.correcting.follow)

    def show_time(self) -> None:
        """Beside the line stands the time that it would have: now, or that of the first key or of the entry."""
        if self.correcting.entry_id or self._recording is None:
            return
        at_ms = self._first_key_ms if self._begun else self._recording.elapsed_ms()
        self._frame.show_time(clock_text(at_ms))

    def put_sign(self, sign: str) -> None:
        """A button puts its sign before what is typed already, or in place of the sign there."""
        text = self._line.text().lstrip()
        rest = text.lstrip(_SIGNS).lstrip("0123456789+-−– ") if text[:1] and text[:1] in _SIGNS else text
        if not self._page.consent_open:
            self._line.put(f"{sign.rstrip()} {rest}" if sign[0] in "!&" else f"{sign}{rest}")
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_feeling(self) -> None:
        """The sign of a feeling, for a prompt that was taken up."""
        self.put_sign("~")

    def visit(self, title: str, source: str) -> None:
        """Go to a step."""
        if self._recording is not None and not self._page.consent_open:
            self._recording.visit(title, source)
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_picture(self, image: QImage) -> None:
        """A picture was pasted or dropped: it goes with the line."""
        if self._may_take():
            self._start_counting()
            self.pictures.take(image)

    def take_picture_file(self, name: str) -> None:
        """The same from a file."""
        if self._may_take():
            self._start_counting()
            self.pictures.take_file(name)

    def _may_take(self) -> bool:
        recording = self._recording
        if recording is None or self._page.consent_open:
            return False
        if recording.head.scopes == ():
            self._page.refuse("This person has agreed to nothing, so no picture was taken.")
            return False
        self._page.refuse("")
        return True

    def _start_counting(self) -> None:
        if not self._begun and self._recording is not None:
            self._begun, self._first_key_ms = True, self._recording.elapsed_ms()

    def _on_begun(self) -> None:
        self._start_counting()
        self.show_time()

    def _on_emptied(self) -> None:
        if not self.pictures.holds:
            self._begun = False
            self.show_time()

    def _on_kept(self, typed: str) -> None:
        recording = self._recording
        if recording is None:
            return
        if self.correcting.entry_id:
            self._correct(recording, self.correcting.entry_id, typed)
        elif typed.strip() or self.pictures.holds:
            at_ms = self._first_key_ms if self._begun else recording.elapsed_ms()
            self._page.refuse("")
            self._begun = False
            # It goes to the disk first: while it is written there, the line is emptied and painted.
            self.pictures.hand_over(partial(self._keep, recording, typed, at_ms))
            self._line.empty()
        self.show_time()

    def _correct(self, recording: Recording, entry_id: str, typed: str) -> None:
        changed = self.correcting.is_changed(typed) or self.pictures.holds
        self.correcting.leave()
        self._page.refuse("")
        if changed:
            self.pictures.hand_over(partial(self._put_right, recording, entry_id, typed))

    def _keep(self, recording: Recording, typed: str, at_ms: int | None, picture: Picture | None) -> None:
        if picture is not None:
            self._sent = {typed: picture}
        if typed.strip() or picture is not None:
            recording.keep(typed, at_ms, picture=picture)

    def _put_right(self, recording: Recording, entry_id: str, typed: str, picture: Picture | None) -> None:
        self.correcting.put_right(entry_id)
        recording.correct(entry_id, typed, picture)

    def _on_refused(self, typed: str, why: str) -> None:
        self.correcting.put_right("")
        picture = self._sent.pop(typed, None)
        if picture is not None:
            self.pictures.put_back(picture)
        if typed and not self._line.text():
            self._line.put(typed)
            self._page.refuse(why)
        else:
            self._page.refuse(f"{why} ({typed})" if typed else why)

    def _on_chosen(self, entry: Observation | None) -> None:
        """The picture of the entry that is looked at stands beside the stream."""
        if entry is None or entry.attachment_id is None:
            self._page.side.show_picture(b"", "")
            return
        picture_id, entry_id, words = entry.attachment_id, entry.id, entry.text

        def show(kept: Attachment | None) -> None:
            if kept is not None and self.correcting.entry_id == entry_id:
                self._page.side.show_picture(kept.data, words)

        self._document.do(lambda document: document.read().get(Attachment, picture_id), show, owner=self)

    def _on_waiting(self, waits: bool) -> None:
        self._frame.show_picture(shown=waits)

    def _on_picture_refused(self) -> None:
        if self.pictures.holds:
            self.pictures.let_go()
        elif self.correcting.entry_id and self._recording is not None:
            self._recording.take_picture_off(self.correcting.entry_id)
            self._frame.show_picture(shown=False)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
