"""Until when a running session was watched: a few bytes beside the app's files, for the case of a crash.

An entry says only when something happened. Who sat and watched for five minutes before the power went was there.
"""

import contextlib
import json
import os
from typing import Final

from journeymap.store.places import data_folder

EVERY_MS: Final = 5_000
_FILE_NAME: Final = "last-seen.json"


def note_seen(session_id: str, at_ms: int) -> None:
    """Keep that this session was watched until this time, in ms from its start. A full disk loses only this."""
    with contextlib.suppress(OSError):
        target = data_folder() / _FILE_NAME
        draft = target.with_suffix(".new")
        draft.write_text(json.dumps({"session": session_id, "at_ms": at_ms}), encoding="utf-8")
        os.replace(draft, target)


def seen_until_ms(session_id: str) -> int:
    """Until when a session was watched, in ms from its start; 0 where nobody knows."""
    try:
        kept = json.loads((data_folder() / _FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return 0
    if not isinstance(kept, dict) or kept.get("session") != session_id:
        return 0
    at_ms = kept.get("at_ms")
    return at_ms if isinstance(at_ms, int) and not isinstance(at_ms, bool) and at_ms >= 0 else 0
