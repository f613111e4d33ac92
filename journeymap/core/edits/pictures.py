"""Verbs about pictures: keeping one, and attaching it to an entry of a session."""

import hashlib
from dataclasses import replace
from typing import Final

from journeymap.core.capture import one_line
from journeymap.core.edits.existing import existing
from journeymap.core.edits.recording import find_entry
from journeymap.core.errors import Problem
from journeymap.core.model import Attachment, Observation
from journeymap.core.reader import Edit

LARGEST_PICTURE_BYTES: Final = 8 * 1024 * 1024
PICTURE_TYPES: Final = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
"""Media types that are kept, with the bytes that such a file begins with."""


def keep_picture(edit: Edit, *, name: str, media_type: str, data: bytes) -> Attachment:
    """The picture as the project keeps it; one that is there already is not kept twice.

    Raises Problem for what is no PNG or JPEG, and for a picture that is too large.
    """
    if not data.startswith(PICTURE_TYPES.get(media_type, b"\0no type")):
        raise Problem(f"{name} is not a PNG or JPEG picture. Nothing was changed.")
    if len(data) > LARGEST_PICTURE_BYTES:
        raise Problem(f"{name} is too large ({len(data) // 1_000_000} MB). Please take a smaller picture.")
    digest = hashlib.sha256(data).hexdigest()
    kept = next(iter(edit.find(Attachment, sha256=digest)), None)
    if kept is None:
        kept = Attachment(
            id=edit.clock.new_id(), project_id=edit.project_id, name=one_line(name), media_type=media_type,
            sha256=digest, data=data,
        )  # fmt: skip
        edit.put(kept)
    return kept


def attach_picture(edit: Edit, observation_id: str, attachment_id: str | None) -> Observation:
    """Put a picture to an entry, whose text is its words from then on; None takes it off."""
    entry = find_entry(edit, observation_id)
    if attachment_id is not None:
        existing(edit, Attachment, attachment_id)
    changed = replace(entry, attachment_id=attachment_id)
    edit.put(changed)
    return changed
