"""Projects of BORIS, a program with which observers code behaviour: what its JSON file says, checked piece by piece.

The fields are those of BORIS project format 7.0, which newer versions of BORIS write, too. An event is a list of time
(seconds), subject, behaviour code, modifiers, comment and, by the kind of observation, a frame, or an image and its
path. Event times hold the observation's time offset already.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from journeymap.core.capture import one_line
from journeymap.core.errors import Problem
from journeymap.core.model import Pairs
from journeymap.core.progress import Progress
from journeymap.core.wording import shortened
from journeymap.interchange.sources import Source, byte_chunks

_OLDEST: Final = 7
_LARGEST: Final = 64_000_000
_MOST_VALUES: Final = 4_000_000
_LONGEST: Final = 131_072
_MOST_MODIFIERS: Final = 100
_LATEST_S: Final = 2_147_483_647
_NO_SUBJECT: Final = "no focal subject"
CLOCKS: Final = ("zero", "day", "epoch")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A line of the ethogram. `modifiers` are the names of its sets of modifiers, in order."""

    code: str
    lasts: bool
    category: str = ""
    description: str = ""
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event, by its `number` in the observation, counted from 1. `at_ms` is as BORIS has it; None: no time."""

    number: int
    at_ms: int | None
    subject: str
    code: str
    modifiers: tuple[str, ...]
    comment: str
    attributes: Pairs


@dataclass(slots=True)
class Observed:
    """One observation of the project.

    `clock` says what event times count from: `zero` of the observation, midnight of the `day`, or the `epoch` 1970.
    `rejected` are events that cannot be read, as (number, reason, subject or None where even that is not known).
    """

    title: str
    kind: str
    date: str = ""
    description: str = ""
    offset_ms: int = 0
    clock: str = "zero"
    variables: Pairs = ()
    media: tuple[str, ...] = ()
    events: list[Event] = field(default_factory=list)
    rejected: list[tuple[int, str, str | None]] = field(default_factory=list)
    read: int = 0


@dataclass(slots=True)
class BorisProject:
    """What a project file holds. `subjects` are descriptions by name; `unplaced` names parts that have no place."""

    title: str
    behaviours: dict[str, Behaviour]
    subjects: dict[str, str]
    observations: list[Observed]
    unplaced: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()


def read_boris(source: Source, progress: Progress) -> BorisProject:
    """Read a project. What is no BORIS project, or one older than format 7.0, is a Problem that says so."""
    value = _json(source, _text(source, progress))
    try:
        return _project(source, value, progress)
    except TooLongError as error:
        raise Problem(f"{source.name}: {error}. Nothing was changed. Please shorten it in BORIS.") from None


def _project(source: Source, value: object, progress: Progress) -> BorisProject:
    if not isinstance(value, dict) or not isinstance(value.get("observations"), dict):
        raise Problem(
            f"{source.name} is no BORIS project: it holds no observations. Nothing was changed. Please check that it "
            "is the right file."
        )
    announced = _check_version(source, value.get("project_format_version"))
    behaviours: dict[str, Behaviour] = {}
    for row in _rows(value.get("behaviors_conf")):
        behaviour = _behaviour(row)
        if behaviour.code:
            behaviours.setdefault(behaviour.code, behaviour)
    subjects = {
        name: words(row.get("description"))
        for row in _rows(value.get("subjects_conf"))
        if (name := words(row.get("name")))
    }
    observations = []
    for at, (title, found) in enumerate(value["observations"].items()):
        progress.at(0.5 + 0.5 * at / len(value["observations"]), f"Reading {source.name}")
        observations.append(_observed(words(title) or f"Observation {at + 1}", found, behaviours))
    title = words(value.get("project_name"))
    return BorisProject(title, behaviours, subjects, observations, _unplaced(value), announced)


class TooLongError(ValueError):
    """A text that is longer than any that a person writes."""


def words(value: object) -> str:
    """A text of the file as one line that any file can hold; numbers as they are written, anything else is empty.

    Raises TooLongError for more than 131,072 characters.
    """
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise TooLongError(f"it holds a text of more than {_LONGEST:,} characters")
        return one_line(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


# ---------------------------------------------------------------- the file


def _text(source: Source, progress: Progress) -> str:
    part = Progress(lambda fraction, text: progress.at(0.4 * fraction, text))
    content = bytearray()
    for chunk in byte_chunks(source, part):
        content += chunk
        if len(content) > _LARGEST:
            raise Problem(f"{source.name} is larger than 64 MB, too large for a BORIS project. Nothing was changed.")
    if content.count(b",") + content.count(b"[") + content.count(b"{") > _MOST_VALUES:
        raise Problem(
            f"{source.name} holds more than four million values, too many for a BORIS project. Nothing was changed."
        )
    try:
        return content.decode(source.encoding or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeError:
        raise Problem(
            f"{source.name} is not {source.encoding or 'UTF-8'}. Nothing was changed. Please say --encoding, or save "
            "it in BORIS again."
        ) from None


class _TwiceError(ValueError):
    """One object of the file has two values of the same name."""


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return found


def _json(source: Source, text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_without_twins)
    except _TwiceError as error:
        raise Problem(
            f"{source.name} has “{shortened(words(str(error)))}” twice where a name may stand once, so one of them "
            "would be lost. Nothing was changed. Please rename one in BORIS and save the project again."
        ) from None
    except json.JSONDecodeError as error:
        raise Problem(
            f"{source.name}, line {error.lineno:,}: this is no BORIS project, or a part of one ({error.msg}). Nothing "
            "was changed. Please get the file again."
        ) from None
    except RecursionError:
        raise Problem(
            f"{source.name} is nested deeper than any BORIS project. Nothing was changed. Please get the file again."
        ) from None
    except ValueError:  # a whole number of thousands of digits
        raise Problem(
            f"{source.name} holds a number that is too long to be read. Nothing was changed. Please get the file again."
        ) from None


def _check_version(source: Source, written: object) -> tuple[str, ...]:
    version = words(written)
    major = version.partition(".")[0]
    if not (major.isascii() and major.isdigit()):
        return ("The file does not say its format; it was read as BORIS 7.0.",)
    if len(major) < 4 and int(major) < _OLDEST:
        raise Problem(
            f"{source.name} is of BORIS format {shortened(version)}, older than 7.0. Nothing was changed. Please open "
            "it in a newer BORIS and save it there."
        )
    return ()


# ---------------------------------------------------------------- its parts


def _rows(value: object) -> Iterator[dict[str, Any]]:
    """The objects of a numbered list, which BORIS writes as an object with the numbers as names."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (row for row in inside if isinstance(row, dict))


def _behaviour(row: dict[str, Any]) -> Behaviour:
    return Behaviour(
        code=words(row.get("code")),
        lasts="state" in words(row.get("type")).casefold(),
        category=words(row.get("category")),
        description=words(row.get("description")),
        modifiers=tuple(words(found.get("name")) for found in _rows(row.get("modifiers"))),
    )


def _observed(title: str, value: object, behaviours: dict[str, Behaviour]) -> Observed:
    if not isinstance(value, dict):
        observed = Observed(title, "")
        observed.rejected.append((0, "the observation is no object, so nothing of it could be read", None))
        observed.read = 1
        return observed
    variables = value.get("independent_variables")
    observed = Observed(
        title,
        kind=words(value.get("type")).upper(),
        date=words(value.get("date")),
        description=words(value.get("description")),
        offset_ms=_ms(value.get("time offset")) or 0,
        clock=_clock(value),
        variables=tuple(
            (words(name), text) for name, told in variables.items() if words(name) and (text := words(told))
        )
        if isinstance(variables, dict)
        else (),
        media=_media(value),
    )
    events = value.get("events", [])
    if not isinstance(events, list):
        observed.rejected.append((0, "its events are no list, so none of them could be read", None))
        observed.read = 1
        return observed
    observed.read = len(events)
    for number, event in enumerate(events, start=1):
        _take_event(observed, number, event, behaviours)
    return observed


def _clock(value: dict[str, Any]) -> str:
    if value.get("start_from_current_epoch_time") is True or value.get("media_creation_date_as_offset") is True:
        return "epoch"
    return "day" if value.get("start_from_current_time") is True else "zero"


def _media(value: dict[str, Any]) -> tuple[str, ...]:
    """The names of the recordings and image folders, without the folders that they lie in."""
    files = value.get("file")
    lists = [*files.values()] if isinstance(files, dict) else [files]
    lists.append(value.get("directories_list"))
    paths = [path for found in lists if isinstance(found, list) for path in found]
    return tuple(dict.fromkeys(name for path in paths if (name := _file_name(path))))


def _file_name(path: object) -> str:
    return words(path).replace("\\", "/").rstrip("/").rpartition("/")[2]


def _take_event(observed: Observed, number: int, value: object, behaviours: dict[str, Behaviour]) -> None:
    if not isinstance(value, list) or len(value) < 3:
        reason = "it is no list of at least time, subject and behaviour"
        observed.rejected.append((number, reason, None))
        return
    try:
        subject, code, modifiers, comment = (words(part) for part in (*value[1:5], "", "")[:4])
        further = _further(observed.kind, value[5:7])
    except TooLongError as error:
        observed.rejected.append((number, str(error), None))
        return
    subject = "" if subject.casefold() == _NO_SUBJECT else subject
    if not code:
        observed.rejected.append((number, "it names no behaviour", subject))
        return
    at_ms = _ms(value[0])
    if at_ms is None and not _is_blank(value[0]):
        observed.rejected.append((number, f"“{shortened(one_line(str(value[0])[:100]))}” is no time", subject))
        return
    if modifiers.count("|") > _MOST_MODIFIERS:
        observed.rejected.append((number, f"it has more than {_MOST_MODIFIERS} modifiers", subject))
        return
    known = behaviours.get(code)
    names = known.modifiers if known is not None else ()
    chosen = [(at, one.strip()) for at, one in enumerate(modifiers.split("|")) if one.strip() not in ("", "None")]
    attributes = [(names[at] if at < len(names) and names[at] else f"modifier {at + 1}", one) for at, one in chosen]
    attributes += further
    observed.events.append(
        Event(number, at_ms, subject, code, tuple(one for _, one in chosen), comment, tuple(attributes))
    )


def _further(kind: str, rest: list[object]) -> list[tuple[str, str]]:
    """The frame, or the image with the name of its file."""
    names = ("image", "image file") if kind == "IMAGES" else ("frame",)
    told = [(name, _file_name(value)) for name, value in zip(names, rest, strict=False)]
    return [(name, value) for name, value in told if value not in ("", "NA", "nan")]


def _ms(value: object) -> int | None:
    """Seconds as whole milliseconds; None for what is no time that BORIS could have written."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _LATEST_S:
        return None
    return None if math.isnan(value) else round(value * 1000)


def _is_blank(value: object) -> bool:
    """Whether BORIS says that there is no time, as it does for images."""
    return value is None or value in ("", "NA") or (isinstance(value, float) and math.isnan(value))


def _unplaced(value: dict[str, Any]) -> tuple[str, ...]:
    """Parts of the project that a journey has no place for, where they hold anything."""
    parts = {
        "coding_map": "coding maps of modifiers",
        "behaviors_coding_map": "coding maps of behaviours",
        "converters": "converters",
    }
    found = [f"{named} ({len(value[key])})" for key, named in parts.items() if _holds(value.get(key))]
    plots = sum(_holds(each.get("plot_data")) for each in _rows(value["observations"]))
    return (*found, *((f"external data files of {plots} observations",) if plots else ()))


def _holds(value: object) -> bool:
    return isinstance(value, dict | list) and bool(value)
