"""The keys that the head of a session text may have; any other is an attribute of the participant."""

import re
from collections.abc import Sequence
from typing import Final

from journeymap.core.capture import one_line

HEAD_KEYS: Final = frozenset({
    "participant", "round", "map", "task", "task instructions", "success rule", "time limit",
    "started", "zone", "method", "mode", "inclusion", "segment", "segments",
    "assistive technology", "device", "language", "consent", "consent how", "consent form", "consent given",
    "consent expires", "consent withdrawn", "not asked", "observer", "second observer", "moved by", "sitting",
    "satisfaction", "ease", "sus", "umux lite", "quality", "quality reason", "case", "channel",
})  # fmt: skip
SEVERAL: Final = frozenset({"not asked", "channel"})
"""Keys that a head may give more than once."""
ATTRIBUTE: Final = "attribute"
"""The word before the name of an attribute that would be read as something else: "attribute device: …"."""
OF_SESSION: Final = "session"
"""The word before the name of what the source says of the attempt and not of the person: "session camera: …"."""


def head_key(text: str) -> str:
    """A key of a head in the form in which keys are compared: `-`, `_` and blanks are the same, case aside."""
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def attribute_key(name: str) -> str:
    """How the name of an attribute of the participant stands in a head, so that it is read back as it is."""
    key = head_key(name)
    clashes = key in HEAD_KEYS or key.split(" ")[0] in {ATTRIBUTE, OF_SESSION} or name.lstrip().startswith("#")
    return f"{ATTRIBUTE} {name}" if clashes else name


# ---------------------------------------------------------------- channels

_NUMBERED: Final = re.compile(r"entr(?:y|ies)\s+([0-9][0-9\s,–-]*):\s*(\S.*)", re.IGNORECASE)
_LIKE_NUMBERED: Final = re.compile(r"entr(?:y|ies)\s", re.IGNORECASE)
_RANGE: Final = re.compile(r"([0-9]{1,9})(?:\s*[–-]\s*([0-9]{1,9}))?")


def channel_values(channels: Sequence[str]) -> list[str]:
    """What a head says of the channels of its entries: `channels` has one title an entry, empty where none is known.

    One title alone speaks for all entries; otherwise each comes with the numbers of its own, from 1.
    """
    found: dict[str, list[int]] = {}
    for number, title in enumerate(map(one_line, channels), start=1):
        if title:
            found.setdefault(title, []).append(number)
    if len(found) == 1:
        ((title, numbers),) = found.items()
        if len(numbers) == len(channels) and not _LIKE_NUMBERED.match(title):
            return [title]
    return [f"{'entries' if len(numbers) > 1 else 'entry'} {_ranges(numbers)}: {t}" for t, numbers in found.items()]


def check_channel(value: str) -> None:
    """Raises ValueError for a value of `channel` that names entries and cannot be read."""
    _numbered(value)


def channels_of(values: Sequence[str], count: int) -> list[str]:
    """The channel of each of so many entries, empty where none is named; of several the first that names it counts.

    One that names the entry by its number goes before one that speaks for all.
    """
    channels = [""] * count
    for_all = ""
    for value in values:
        ranges, title = _numbered(value)
        if not ranges:
            for_all = for_all or title
        for first, last in ranges:
            for at in range(max(first, 1) - 1, min(last, count)):
                channels[at] = channels[at] or title
    return [title or for_all for title in channels]


def last_numbered(values: Sequence[str]) -> int:
    """The highest number of an entry that is named; 0 where none is."""
    return max((last for value in values for _, last in _numbered(value)[0]), default=0)


def _numbered(value: str) -> tuple[list[tuple[int, int]], str]:
    """The first and last numbers of the entries that a value names, and the title; no numbers where it is for all."""
    if not _LIKE_NUMBERED.match(value):
        return [], value
    found = _NUMBERED.fullmatch(value)
    parts = [_RANGE.fullmatch(part.strip()) for part in found[1].split(",")] if found else []
    if found is None or None in parts:
        raise ValueError(f"“{value[:60]}” does not say whose channel is meant, as “entries 3, 5-7: Phone” does")
    return [(int(part[1]), int(part[2] or part[1])) for part in parts if part], found[2]


def _ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as one text: 1-3, 5."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
