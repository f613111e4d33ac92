"""What the window remembers on this computer: the look, the last projects, folders. One small JSON file."""

import contextlib
import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from journeymap.store.places import data_folder

log = logging.getLogger(__name__)
RECENT_AT_MOST: Final = 8
FILE_NAME: Final = "window.json"


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was open: its file, its title then, and when (UTC ms)."""

    path: str
    title: str
    opened_at_ms: int


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is remembered; whatever is missing or odd in the file is as if it had never been set."""

    look: str = "system"
    inspector_shown: bool = True
    legend: str = ""  # of the map: shown, folded, or as there is room
    folder: str = ""  # where a file was last chosen
    export_formats: tuple[str, ...] = ()
    export_folder: str = ""
    consent_scopes: tuple[str, ...] = ("notes", "quotes", "share_team")
    consent_how: str = ""  # how consent was given last
    consent_holds: str = ""  # how long it was said to hold, as it was typed
    pseudonym_prefix: str = ""  # the letter of this computer; empty until it has been chosen
    observer: str = ""  # who observes at this computer
    clock_by_key: bool = False  # whether the clock waits for a key when a session begins
    prompt_minutes: int = 0  # 0: never
    prompt_words: str = "Ask how it feels."
    keys: tuple[str, ...] = ()  # keys that were changed: command, blank, keys
    single_keys: bool = False  # whether letters alone do something on the map
    recent: tuple[Recent, ...] = field(default=())

    def with_recent(self, path: Path, title: str, at_ms: int) -> "Settings":
        """The same with this project as the one opened last."""
        kept = tuple(known for known in self.recent if known.path != str(path))
        return replace(self, recent=(Recent(str(path), title, at_ms), *kept)[:RECENT_AT_MOST])


def load_settings() -> Settings:
    """What was remembered; the defaults where there is nothing, or nothing readable."""
    try:
        stored = json.loads((data_folder() / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _from_json(stored) if isinstance(stored, dict) else Settings()


def save_settings(settings: Settings) -> None:
    """Remember these settings. A full disk or a read-only folder loses only them, so nobody is stopped by it."""
    try:
        target = data_folder() / FILE_NAME
        draft = target.with_suffix(".new")
        draft.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(draft, target)
    except OSError as error:
        log.info("settings not kept: %s", type(error).__name__)


def _from_json(stored: dict[str, Any]) -> Settings:
    found: dict[str, Any] = {"recent": _recent(stored.get("recent"))}
    for known in fields(Settings):
        value, default = stored.get(known.name), known.default
        if known.name == "recent":
            continue
        if isinstance(default, tuple):
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                found[known.name] = tuple(value)
        elif isinstance(value, type(default)) and isinstance(value, bool) == isinstance(default, bool):
            found[known.name] = value
    return Settings(**found)


def _recent(value: Any) -> tuple[Recent, ...]:
    found: list[Recent] = []
    for item in value if isinstance(value, list) else ():
        with contextlib.suppress(TypeError, KeyError, ValueError):
            found.append(Recent(str(item["path"]), str(item["title"]), int(item["opened_at_ms"])))
    return tuple(found[:RECENT_AT_MOST])
