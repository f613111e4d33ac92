"""Which keys stand for which command: those of the list of commands, and what a person has changed.

A key has one meaning in the whole window. Letters, digits and signs alone are no keys unless somebody asks for them
(WCAG 2.2, 2.1.4 Character key shortcuts).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from journeymap.core.errors import Problem
from journeymap.present.actions import COMMANDS, MENUS, command

_NEVER: Final = {
    "Esc": "leaves what is going on",
    "Tab": "goes on to the next control",
    "Shift+Tab": "goes back to the control before",
    "Return": "does what is chosen",
    "Enter": "does what is chosen",
    "Space": "presses what has the keyboard",
    "Backspace": "takes a letter away",
    "Left": "walks",
    "Right": "walks",
    "Up": "walks",
    "Down": "walks",
    "Home": "goes to the beginning",
    "End": "goes to the end",
    "PgUp": "goes a page up",
    "PgDown": "goes a page down",
}
"""Keys that fields, lists and buttons need for themselves, and what they do there."""
_ALONE: Final = re.compile(r"(?:Shift\+)?.")


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Keys are in the portable form ("Ctrl+Shift+K").

    `changed` holds (command id, keys) for every command whose keys are not those of the list; empty keys: it has
    none. `single_keys`: whether the letters that some commands also have (`Command.also`) are heard.
    """

    changed: tuple[tuple[str, str], ...] = ()
    single_keys: bool = False

    def of(self, command_id: str) -> str:
        """The keys of a command; empty where it has none."""
        return dict(self.changed).get(command_id, command(command_id).keys)

    def heard(self, command_id: str) -> tuple[str, ...]:
        """All keys that a command is done by now."""
        also = command(command_id).also
        more = also if also and (self.single_keys or not _ALONE.fullmatch(also)) else ""
        return tuple(keys for keys in (self.of(command_id), more) if keys)

    def is_changed(self, command_id: str) -> bool:
        return command_id in dict(self.changed)

    def given(self, command_id: str, keys: str) -> "KeyMap":
        """The same with other keys for a command, none where `keys` is empty.

        Raises Problem where they belong to something else already, or cannot be given away.
        """
        if keys:
            self._check(command_id, keys)
        others = tuple((known, its) for known, its in self.changed if known != command_id)
        mine = () if keys == command(command_id).keys else ((command_id, keys),)
        return replace(self, changed=(*others, *mine))

    def _check(self, command_id: str, keys: str) -> None:
        name = command(command_id).name
        if _ALONE.fullmatch(keys):
            raise Problem(
                f"“{keys}” alone would be taken for typing, so “{name}” keeps its keys. "
                "Please hold Ctrl or Alt with it, or take a function key."
            )
        if keys in _NEVER:
            raise Problem(f"{keys} {_NEVER[keys]} everywhere, so “{name}” keeps its keys. Please take others.")
        menu = next((title for title in MENUS.values() if keys == f"Alt+{title[title.index('&') + 1].upper()}"), "")
        if menu:
            raise Problem(
                f"{keys} opens the menu {menu.replace('&', '')}, so “{name}” keeps its keys. Please take others."
            )
        taken = next(
            (each for each in COMMANDS if each.id != command_id and keys in (self.of(each.id), each.also)), None
        )
        if taken is not None:
            raise Problem(
                f"{keys} is “{taken.name}” (menu {MENUS[taken.menu].replace('&', '')}), so “{name}” keeps its keys. "
                "Please take others, or change that one first."
            )


def read_keys(stored: Iterable[str], *, single_keys: bool) -> KeyMap:
    """The map that `written_keys` made into lines; a line that no longer fits is passed over."""
    found = KeyMap(single_keys=single_keys)
    known = {each.id for each in COMMANDS}
    lines = [line.partition(" ") for line in stored]
    # First all are let go, so that two commands that changed places are both read.
    for command_id, _, keys in lines:
        if command_id in known and keys != command(command_id).keys:
            found = found.given(command_id, "")
    for command_id, _, keys in lines:
        if command_id in known:
            try:
                found = found.given(command_id, keys)
            except Problem:
                found = replace(found, changed=tuple(each for each in found.changed if each[0] != command_id))
    return found


def written_keys(keys: KeyMap) -> tuple[str, ...]:
    """The changes as lines to be kept: command, blank, keys."""
    return tuple(f"{command_id} {its}" for command_id, its in keys.changed)
