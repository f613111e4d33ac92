"""The bar below the top bar: which sessions are looked at. Every place obeys it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from journeymap.core.capture import title_key
from journeymap.core.changes import Changes
from journeymap.core.filters import Filter
from journeymap.core.model import Channel, ImportBatch, JourneyMap, Observation, Participant, Round, Session, Step
from journeymap.core.reader import Reader
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import count_text, sessions
from journeymap.ui.document import DocumentThread
from journeymap.ui.looking import Looking
from journeymap.ui.panel import Panel
from journeymap.ui.plain import label, plain, restyle

HEIGHT = 44
Choice = tuple[str, str]
"""The id or key of something that can be chosen, and its words."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What there is to choose among, and how many sessions of the map the filter leaves."""

    maps: tuple[Choice, ...]
    rounds: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    segments: tuple[Choice, ...]
    left: int
    whole: int


class FilterButton(QPushButton):
    """A pill that opens the list of one kind of choice; the first line of the list drops the condition."""

    def __init__(self, everything: str, name: str, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._everything = everything
        self._choose = choose
        self.setProperty("role", "filter")
        self.setAccessibleName(name)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._on_triggered)
        self.setMenu(self._menu)

    def offer(self, choices: Sequence[Choice], chosen: str, *, everything: bool = True) -> None:
        """Show what there is to choose; the button hides where there is nothing to choose."""
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        listed = [("", self._everything), *choices] if everything else list(choices)
        words = self._everything
        for key, text in listed:
            action = self._menu.addAction(plain(text))
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            self._group.addAction(action)
            if key == chosen:
                words = text
        shown = words if len(words) <= 28 else words[:27] + "…"
        self.setText(f"{plain(shown)} ▾")
        self.setAccessibleDescription(words)
        self.setVisible(len(choices) > 1 or (everything and bool(chosen)))
        restyle(self, active="true" if chosen and everything else "false")

    def _on_triggered(self, action: QAction) -> None:
        self._choose(str(action.data()))


class FilterBar(Panel[FilterChoices]):
    """Pills for map, round, segment, channel and outcome, as far as there is something to choose."""

    shows = (JourneyMap, Round, Session, Participant, Channel, Step, Observation, ImportBatch)

    def __init__(self, document: DocumentThread, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(document, looking, parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Which sessions are counted")
        self._word = label("Show", "secondary")
        self._map = FilterButton("", "Map", self._on_map)
        self._round = FilterButton("All rounds", "Round", self._on_round)
        self._outcome = FilterButton("Any outcome", "Outcome", self._on_outcome)
        self._channel = FilterButton("All channels", "Channel", self._on_channel)
        self._segment = FilterButton("All segments", "Segment", self._on_segment)
        self._left: QLabel = label("", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._word)
        row.addSpacing(4)
        for button in self._buttons():
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.hide()
        row.addStretch(1)
        row.addWidget(self._left)

    def load(self, reader: Reader, changes: Changes | None) -> FilterChoices:
        del changes
        chosen = self.looking.filter
        maps = tuple((found.id, found.title) for found in reader.find(JourneyMap))
        if chosen.map_id not in {key for key, _ in maps}:
            chosen = Filter(map_id=maps[0][0] if maps else "")
        whole = self.document.counts.summaries(reader, Filter(map_id=chosen.map_id))
        left = self.document.counts.summaries(reader, chosen)
        outcomes = {summary.outcome for summary in whole} | set(chosen.outcomes)
        rounds = {summary.round_id for summary in whole} | set(chosen.round_ids)
        segments = {title_key(name): name for summary in whole for name in summary.segments}
        segments |= {title_key(name): name for name in chosen.segments}
        return FilterChoices(
            maps=maps,
            rounds=tuple((found.id, found.title) for found in reader.find(Round) if found.id in rounds),
            outcomes=tuple((key, words[:1].upper() + words[1:]) for key, words in OUTCOMES.items() if key in outcomes),
            channels=tuple((found.id, found.title) for found in reader.find(Channel)),
            segments=tuple((name, name) for _, name in sorted(segments.items())),
            left=len(left),
            whole=len(whole),
        )

    def show_value(self, value: FilterChoices) -> None:
        chosen = self.looking.filter
        if value.maps and chosen.map_id not in {key for key, _ in value.maps}:
            self.looking.look_at(Filter(map_id=value.maps[0][0]))
            return
        self._map.offer(value.maps, chosen.map_id, everything=False)
        self._round.offer(value.rounds, _only(chosen.round_ids))
        self._outcome.offer(value.outcomes, _only(chosen.outcomes))
        self._channel.offer(value.channels, _only(chosen.channel_ids))
        self._segment.offer(value.segments, _only(chosen.segments))
        self._left.setText(
            f"{count_text(value.left, value.whole)} {'session' if value.whole == 1 else 'sessions'}"
            if value.left != value.whole
            else sessions(value.whole)
        )
        self._word.setVisible(any(button.isVisibleTo(self) for button in self._buttons()))

    def left_text(self) -> str:
        """How many sessions the filter leaves, as it is shown."""
        return self._left.text()

    def focus_first(self) -> None:
        """Put the keyboard on the first pill there is."""
        for button in self._buttons():
            if button.isVisible():
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _buttons(self) -> tuple[FilterButton, ...]:
        return self._map, self._round, self._segment, self._channel, self._outcome

    def _on_map(self, key: str) -> None:
        self.looking.look_at(Filter(map_id=key))

    def _on_round(self, key: str) -> None:
        self.looking.look_at(replace(self.looking.filter, round_ids=(key,) if key else ()))

    def _on_outcome(self, key: str) -> None:
        self.looking.look_at(replace(self.looking.filter, outcomes=(key,) if key else ()))

    def _on_segment(self, key: str) -> None:
        self.looking.look_at(replace(self.looking.filter, segments=(key,) if key else ()))

    def _on_channel(self, key: str) -> None:
        self.looking.look_at(replace(self.looking.filter, channel_ids=(key,) if key else ()))


def _only(keys: tuple[str, ...]) -> str:
    return keys[0] if keys else ""
