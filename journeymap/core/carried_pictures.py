"""Pictures that go along with copied steps, beside the text that people can read: written for a clipboard, and read.

What comes from a clipboard may be anything: nothing of it is believed before it is read.
"""

import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.capture import one_line
from journeymap.core.errors import Problem
from journeymap.core.listed_steps import ListedLane, read_lane, written_lane

CARRIED_TYPE: Final = "application/x-journeymap-pictures"
"""The media type of the bytes that `write_pictures` gives."""
MOST_CARRIED_BYTES: Final = 64 * 1024 * 1024
"""So many bytes of pictures go along; a clipboard is held in memory by several programs at once."""
_LONGEST_WORDS: Final = 20_000
_MOST_SPAN: Final = 1000


@dataclass(frozen=True, slots=True)
class CarriedPicture:
    """The picture of a cell, of the step with this number (from 0) in the list that it goes along with."""

    step: int
    lane: ListedLane
    name: str
    media_type: str
    data: bytes
    alt_text: str
    span: int = 1
    may_be_shared: bool = False


def write_pictures(pictures: Sequence[CarriedPicture]) -> bytes:
    """These pictures as JSON. Raises Problem where they are too large together."""
    size = sum(len(picture.data) for picture in pictures)
    if size > MOST_CARRIED_BYTES:
        raise Problem(
            f"The pictures of these steps have {size // 1_000_000} MB together; {MOST_CARRIED_BYTES // 1_000_000} MB "
            "can be copied at once. Nothing was copied. Please choose fewer steps."
        )
    said = [
        {
            "step": picture.step, "lane": written_lane(picture.lane), "name": picture.name, "type": picture.media_type,
            "shows": picture.alt_text, "span": picture.span, "shared": picture.may_be_shared,
            "data": binascii.b2a_base64(picture.data, newline=False).decode("ascii"),
        }
        for picture in pictures
    ]  # fmt: skip
    return json.dumps({"pictures": said}).encode("utf-8")


def read_pictures(data: bytes) -> tuple[list[CarriedPicture], list[str]]:
    """The pictures in these bytes, and a sentence for all that could not be taken."""
    damaged = "The pictures in the clipboard are damaged, so they were left out."
    if len(data) > 2 * MOST_CARRIED_BYTES:
        return [], ["The pictures in the clipboard are too large, so they were left out."]
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return [], [damaged]
    listed = said.get("pictures") if isinstance(said, dict) else None
    if not isinstance(listed, list):
        return [], [damaged]
    found, left_out = [], 0
    for each in listed:
        try:
            found.append(_read(each))
        except (ValueError, TypeError, KeyError):
            left_out += 1
    many = f"{left_out} of the {len(listed)} pictures in the clipboard are damaged, so they were left out."
    return found, [many] if left_out else []


def _read(said: dict[str, object]) -> CarriedPicture:
    step, span, shared = said["step"], said["span"], said["shared"]
    if not isinstance(step, int) or step < 0 or not isinstance(span, int) or not isinstance(shared, bool):
        raise ValueError("no place for this picture")
    return CarriedPicture(
        step=step,
        lane=read_lane(_words(said, "lane")),
        name=_words(said, "name"),
        media_type=_words(said, "type"),
        data=binascii.a2b_base64(_text(said, "data"), strict_mode=True),
        alt_text=_words(said, "shows"),
        span=min(max(span, 1), _MOST_SPAN),
        may_be_shared=shared,
    )


def _text(said: dict[str, object], key: str) -> str:
    found = said[key]
    if not isinstance(found, str):
        raise TypeError(key)
    return found


def _words(said: dict[str, object], key: str) -> str:
    found = _text(said, key)
    found.encode("utf-8")  # half a sign cannot be stored
    if len(found) > _LONGEST_WORDS:
        raise ValueError(key)
    return one_line(found)
