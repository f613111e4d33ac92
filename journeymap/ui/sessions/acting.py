"""What is done to the chosen sessions: each deed is one entry to undo, however many sessions there are."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from journeymap.core.edits.rounds import find_or_make_round
from journeymap.core.edits.sessions import (
    delete_sessions,
    exclude_sessions,
    include_sessions,
    move_to_round,
    set_outcome,
)
from journeymap.core.model import Round
from journeymap.core.reader import Edit
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import sessions
from journeymap.store.document import Document
from journeymap.ui.document import DocumentThread
from journeymap.ui.map.asking import AskName
from journeymap.ui.plain import plain

_NEW: Final = "\0new"
_NONE: Final = "\0none"


class Acting(QObject):
    """`said` carries what was done, in words. Menus and questions open over `page`."""

    said = Signal(str)

    def __init__(self, document: DocumentThread, page: QWidget, chosen: Callable[[], Sequence[str]]) -> None:
        super().__init__(page)
        self._document = document
        self._page = page
        self._chosen = chosen
        self._ids: tuple[str, ...] = ()
        self.menu: QMenu | None = None
        self._then: Callable[[str], None] = self._end
        self._words: dict[str, str] = {}
        self.question: AskName | None = None

    def run(self, command_id: str) -> bool:
        """Do a command of the chosen sessions; False where it is none."""
        deeds = {
            "sessions.round": self._ask_round,
            "sessions.outcome": self._ask_outcome,
            "sessions.exclude": self._ask_reason,
            "sessions.include": self.include,
            "sessions.delete": self.delete,
        }
        deed = deeds.get(command_id)
        if deed is None:
            return False
        self._ids = tuple(self._chosen())
        if self._ids:
            deed()
        return True

    # -- deeds

    def include(self) -> None:
        self._do("Count sessions again", lambda edit: include_sessions(edit, self._ids), "counted again")

    def delete(self) -> None:
        ids = self._ids
        self._do("Delete sessions", lambda edit: delete_sessions(edit, ids), "deleted; Undo brings them back")

    def _exclude(self, reason: str) -> None:
        ids = self._ids
        self._do(
            "Leave sessions out of the counts",
            lambda edit: exclude_sessions(edit, ids, reason),
            "left out of the counts",
        )

    def _end(self, outcome: str) -> None:
        ids = self._ids
        words = OUTCOMES[outcome]
        self._do("Set the outcome of sessions", lambda edit: set_outcome(edit, ids, outcome), f"now: {words}")

    def _move(self, round_id: str | None, title: str) -> None:
        ids = self._ids
        words = f"moved to {title}" if round_id else "in no round now"
        self._do("Move sessions to another round", lambda edit: move_to_round(edit, ids, round_id), words)

    def _move_to_new(self, title: str) -> None:
        ids = self._ids

        def verb(edit: Edit) -> None:
            move_to_round(edit, ids, find_or_make_round(edit, title).id)

        self._do("Move sessions to another round", verb, f"moved to {title}")

    def _do(self, label: str, verb: Callable[[Edit], object], words: str) -> None:
        count = len(self._ids)

        def work(document: Document) -> bool:
            with document.edit(label) as edit:
                verb(edit)
                return bool(edit.changes)

        def done(changed: bool) -> None:
            self.said.emit(f"{sessions(count)} {words}." if changed else "Nothing had to be changed.")

        self._document.do(work, done, owner=self)

    # -- questions

    def _ask_round(self) -> None:
        def show(rounds: list[tuple[str, str]]) -> None:
            offered = [*rounds, ("", ""), (_NEW, "Another round…"), (_NONE, "No round")]
            self._open_menu("Move to", offered, self._on_round)

        self._document.do(
            lambda document: [(found.id, found.title) for found in document.read().find(Round)], show, owner=self
        )

    def _ask_outcome(self) -> None:
        offered = [(key, words[:1].upper() + words[1:]) for key, words in OUTCOMES.items() if key != "in_progress"]
        self._open_menu("Outcome", offered, self._end)

    def _ask_reason(self) -> None:
        self._ask(f"Why are {sessions(len(self._ids))} left out?", "Leave out", self._exclude)

    def _on_round(self, key: str) -> None:
        if key == _NEW:
            self._ask("What is the round called?", "Move there", self._move_to_new)
        else:
            self._move(None if key == _NONE else key, self._words[key])

    def _on_taken(self, action: QAction) -> None:
        self._then(str(action.data()))

    def _ask(self, question: str, action: str, then: Callable[[str], None]) -> None:
        self.question = AskName(question, action, "", self._page)
        self.question.named.connect(then)
        self.question.open_over(self._page)

    def _open_menu(self, name: str, offered: Sequence[tuple[str, str]], then: Callable[[str], None]) -> None:
        menu = QMenu(self._page)
        menu.setAccessibleName(name)
        for key, words in offered:
            if key:
                menu.addAction(plain(words)).setData(key)
            else:
                menu.addSeparator()
        menu.triggered.connect(self._on_taken)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu, self._then, self._words = menu, then, dict(offered)
        menu.popup(self._page.mapToGlobal(QPoint(self._page.width() // 2 - 100, 90)))
        menu.setActiveAction(menu.actions()[0])
