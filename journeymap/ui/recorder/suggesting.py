"""What the capture line offers while it is typed: steps, tags, outcomes, feelings, impacts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from journeymap.core.capture import suggest, tag_key
from journeymap.core.scales import FEELINGS, IMPACTS, OUTCOMES
from journeymap.core.wording import MINUS, people, quoted

AT_MOST: Final = 6
_TAG: Final = re.compile(r"(?:^|(?<=\s))#([^\s#]*)$")
_SIGN: Final = re.compile(r"^(\[[^\]]*\]\s*)?([>=~!])\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered (`title`), more about it (`words`), and the line as it is after taking it."""

    title: str
    words: str
    line: str


@dataclass(frozen=True, slots=True)
class Known:
    """What suggestions come from: step titles with the likely ones first, and tags with title and people so far."""

    steps: Sequence[str] = ()
    tags: Mapping[str, tuple[str, int]] | None = None


def suggestions(line: str, known: Known) -> list[Suggestion]:
    """What may be meant by the end of the line; nothing when it is complete already."""
    found = _TAG.search(line)
    if found:
        return _tags(line[: found.start()], found[1], known)
    signed = _SIGN.match(line)
    if not signed:
        return []
    before, sign, body = signed[1] or "", signed[2], signed[3]
    if sign == ">":
        return _steps(before, body, known)
    if sign == "=":
        return _outcomes(before, body)
    if sign == "~" and not body:
        return [
            Suggestion(f"~{value:+d}".replace("-", MINUS) if value else "~0", words, f"{before}~{value:+d} ")
            for value, words in FEELINGS.items()
        ]
    if sign == "!" and not body:
        return [Suggestion(f"!{level}", words, f"{before}!{level} ") for level, words in IMPACTS.items() if level]
    return []


def _steps(before: str, body: str, known: Known) -> list[Suggestion]:
    titles = suggest(body, known.steps, AT_MOST)
    if len(titles) == 1 and titles[0] == body.strip():
        return []
    return [Suggestion(title, "", f"{before}> {title}") for title in titles]


def _tags(before: str, fragment: str, known: Known) -> list[Suggestion]:
    tags = known.tags or {}
    wanted = tag_key(fragment)
    if wanted in tags:
        return []
    starting = [tag for tag in tags if tag.startswith(wanted)]
    holding = [tag for tag in tags if wanted and wanted in tag and tag not in starting]
    starting.sort(key=lambda tag: (-tags[tag][1], tag))
    return [_tag(before, tag, tags[tag]) for tag in [*starting, *holding][:AT_MOST]]


def _tag(before: str, tag: str, about: tuple[str, int]) -> Suggestion:
    title, met = about
    so_far = f"{people(met)} so far" if met else "nobody yet"
    return Suggestion(f"#{tag}", f"{so_far} · {quoted(title)}" if title != tag else so_far, f"{before}#{tag} ")


def _outcomes(before: str, body: str) -> list[Suggestion]:
    wanted = " ".join(body.replace("_", " ").casefold().split())
    if wanted.replace(" ", "_") in OUTCOMES:
        return []
    offered = [key for key in OUTCOMES if key != "in_progress"]
    fitting = [key for key in offered if wanted in key.replace("_", " ") or wanted in OUTCOMES[key]]
    fitting.sort(key=lambda key: not (key.startswith(wanted) or OUTCOMES[key].startswith(wanted)))
    return [Suggestion(f"= {OUTCOMES[key]}", "ends the session", f"{before}= {key}") for key in fitting]
