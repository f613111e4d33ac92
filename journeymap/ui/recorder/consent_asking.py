"""When consent is asked for, and what becomes of the answer."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from journeymap.core.edits.rounds import set_round_form
from journeymap.present.session import held_until
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.recorder.consent import Answer, Form
from journeymap.ui.recorder.during import DuringPage
from journeymap.ui.recorder.recording import Recording
from journeymap.ui.recorder.starting import form_of_round
from journeymap.ui.settings import load_settings, save_settings

NO_NOTES: Final = (
    "This person did not agree to notes. Please take down steps, times and how bad it was, not what they do or say."
)


class ConsentAsking(QObject):
    """Opens the strip and closes it again. `closed`: the line may be typed in."""

    closed = Signal()

    def __init__(self, document: DocumentThread, page: DuringPage, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._page = page
        self._recording: Recording | None = None
        self._put_off = False
        page.consent.answered.connect(self._on_answered)
        page.consent.put_off.connect(self._on_put_off)
        page.consent.form_wanted.connect(self._on_form_wanted)
        page.side.consent_asked.connect(self.ask)

    @property
    def is_open(self) -> bool:
        return self._page.consent_open

    def take_on(self, recording: Recording) -> None:
        """Ask for this session: at once where nothing is noted, unless somebody has put it off."""
        self._recording = recording
        self._put_off = bool(recording.entries)
        if recording.head.scopes is None and not self._put_off:
            self.ask()
        else:
            self._close()

    def ask(self) -> None:
        """Open the strip, with what this round's form says."""
        if self._recording is None:
            return
        session_id, scopes = self._recording.session_id, load_settings().consent_scopes
        self._page.consent_open = True
        self._page.line_frame.set_open(is_open=False, why_not="One key above opens the line: what is agreed to?")
        self._document.do(lambda document: form_of_round(document.read(), session_id, scopes), self._show, owner=self)

    def _show(self, form: Form) -> None:
        if self._recording is None or not self.is_open:
            return
        head, settings = self._recording.head, load_settings()
        holds = settings.consent_holds if head.scopes is None else held_until(head)
        self._page.consent.ask(form, head.scopes, settings.consent_how, holds, head.session.zone)
        self._page.open_consent(is_open=True)
        self._page.consent.focus_first()

    def _on_answered(self, answer: Answer) -> None:
        recording = self._recording
        if recording is not None:
            recording.consent(answer)
            self._page.refuse("" if "notes" in answer.scopes else NO_NOTES)
            details, before = self._page.consent.details, load_settings()
            how, holds = details.given(), " ".join(details.holds.currentText().split())
            if not answer.scopes or recording.head.scopes is not None:  # what was said of one person only
                holds = before.consent_holds
            wanted = replace(before, consent_how=how, consent_holds=holds)
            if wanted != before:
                save_settings(wanted)
        self._close()

    def _on_put_off(self) -> None:
        self._put_off = True
        self._close()

    def _on_form_wanted(self, scopes: tuple[str, ...], version: str) -> None:
        round_ = self._recording.head.round if self._recording is not None else None
        if round_ is None:
            return
        round_id = round_.id

        def work(document: Document) -> None:
            with document.edit("Change this round's form") as edit:
                set_round_form(edit, round_id, scopes, version)

        self._document.do(work)
        self.ask()

    def _close(self) -> None:
        self._page.open_consent(is_open=False)
        self._page.line_frame.set_open(is_open=True)
        self.closed.emit()
