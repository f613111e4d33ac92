"""The keys in force in all windows, and how they are kept on this computer."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from journeymap.present.keys import KeyMap, read_keys, written_keys
from journeymap.ui.settings import load_settings, save_settings


class Keys(QObject):
    """`changed` is emitted after other keys have come into force."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._map = KeyMap()

    @property
    def map(self) -> KeyMap:
        return self._map

    def load(self) -> None:
        """Take on what this computer remembers."""
        settings = load_settings()
        self._take_on(read_keys(settings.keys, single_keys=settings.single_keys))

    def choose(self, keys: KeyMap) -> None:
        """Take on other keys and remember them."""
        self._take_on(keys)
        save_settings(replace(load_settings(), keys=written_keys(keys), single_keys=keys.single_keys))

    def _take_on(self, keys: KeyMap) -> None:
        if keys != self._map:
            self._map = keys
            self.changed.emit()


_current: list[Keys] = []


def current() -> Keys:
    """The keys of this process; those of the list until `load` was called."""
    if not _current:
        _current.append(Keys())
    return _current[0]


def keys_text(command_id: str) -> str:
    """The keys of a command as this computer writes them; empty where it has none."""
    return native(current().map.of(command_id))


def with_keys(words: str, command_id: str) -> str:
    """The words of a tool tip, with the keys of a command behind them where it has any."""
    its_keys = keys_text(command_id)
    return f"{words} ({its_keys})" if its_keys else words


def native(keys: str) -> str:
    """Keys as this computer writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
