"""The last journal number and hash of each project seen on this computer, to hold later files against."""

import json

from journeymap.store.journal import Anchor
from journeymap.store.places import anchor_folder


def note_anchor(project_id: str, anchor: Anchor) -> None:
    """Remember the last entry that was published."""
    folder = anchor_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder / f"{project_id}.new"
    temporary.write_text(json.dumps({"seq": anchor.seq, "hash": anchor.hash}), "utf-8")
    temporary.replace(folder / f"{project_id}.json")


def known_anchor(project_id: str) -> Anchor | None:
    """The last entry seen of this project on this computer, or None."""
    try:
        kept = json.loads((anchor_folder() / f"{project_id}.json").read_text("utf-8"))
        return Anchor(int(kept["seq"]), str(kept["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def time_went_back(project_id: str, last: Anchor) -> str:
    """A sentence when this file is older than one seen before on this computer, else an empty text."""
    known = known_anchor(project_id)
    if known is None or last.seq >= known.seq:
        return ""
    return (
        f"This file is older than the one last seen on this computer (entry {last.seq} instead of {known.seq}). "
        "Later entries may be in another copy or in a backup."
    )
