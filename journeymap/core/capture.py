"""The capture line: one line, a few signs. The same notation is the session text format.

A line is `[time] tags sign body`. The sign says what it records; the body's tags are taken out of its text. A `\\`
before the sign, or at the start of a body, makes the rest plain text: that is how any text at all survives
`parse_line(format_line(line)) == line`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from journeymap.core.gaps import BREAKS, gap_of, is_counted
from journeymap.core.model import Observation, Step
from journeymap.core.scales import FEELINGS, GAPS, IMPACTS, OUTCOMES

QUOTE_SIGNS: Final = '"“”„«»'
DASHES: Final = "-−–"
_SIGNS: Final = f">!?~&*={QUOTE_SIGNS}"
_PLAIN: Final = "\\"
_BREAKS: Final = re.compile(r"\r\n|\r|\n")
_CLOCK: Final = r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,2})(?:\.(\d{1,3}))?"
_TIME: Final = re.compile(rf"\[\s*{_CLOCK}\s*(?:[{DASHES}]\s*{_CLOCK}\s*)?\]")
_BRACKETS: Final = re.compile(rf"\[[{DASHES}\d:.,\s]*\]")
_TIME_START: Final = re.compile(r"\[[:.,\s]*\d")
_BREAK_LINE: Final = re.compile(
    rf"(?:[{DASHES}]{{2}}|—)\s*(?:(pause)(?:\s+({'|'.join(GAPS)})(?:,\s*(counted))?)?|(resume))", re.IGNORECASE
)
_IMPACT: Final = re.compile(r"([+-]?\d+)(?=\s|$)")
_FEELING: Final = re.compile(r"([+-]?[0-9]+)(?![.,]?\d)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says. `kind` is one of OBSERVATION_KINDS or `end`.

    `label` is the title that a visit names; `tags` are in lower case, without their sign; `at_ms` is the time written
    before the line, counted from the session's start, and `until_ms` the end of a range of time. `readable` is False
    for a line that is kept as it came. `gap` says of a pause that nobody saw this stretch, and why (a key of GAPS);
    `counted` that it is counted in all the same. `channel` is the title of the one that it came through, which no line
    says: the head of a session text may.
    """

    kind: str
    text: str = ""
    label: str = ""
    impact: int | None = None
    value: int | None = None
    tags: tuple[str, ...] = ()
    outcome: str = ""
    at_ms: int | None = None
    readable: bool = True
    until_ms: int | None = None
    gap: str = ""
    counted: bool = False
    channel: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it to record."""
        return not self.readable and not self.text


# ---------------------------------------------------------------- reading


def parse_line(raw: str) -> Line:
    """Read one line as typed. Never fails: what cannot be read is a marker with the line as its text."""
    text = one_line(raw)
    found = _TIME.match(text)
    if found is None:
        return parse_entry(text)
    at_ms = _clock_ms(*found.groups()[:4])
    until_ms = _clock_ms(*found.groups()[4:]) if found[6] else None
    if at_ms is None or (found[6] and (until_ms is None or until_ms < at_ms)):
        return parse_entry(text)
    return replace(parse_entry(text[found.end() :]), at_ms=at_ms, until_ms=until_ms)


def parse_entry(raw: str) -> Line:
    """Read a line whose time has been taken off already; what looks like one more cannot be read."""
    text = one_line(raw)
    if _looks_like_time(text):
        return Line("marker", text, readable=False)
    tags, rest = _leading_tags(text)
    if not rest:
        return Line("do", tags=tags) if tags else Line("marker", text, readable=False)
    read = _parse_break(rest) if tags == () else None
    if read is None:
        read = _parse_signed(rest) if rest[0] in _SIGNS or _looks_like_break(rest) else _with_body(Line("do"), rest)
    if read is None or (read == Line("do") and not tags):
        return Line("marker", text, readable=False)
    return replace(read, tags=_unique((*tags, *read.tags))) if tags else read


def _looks_like_time(text: str) -> bool:
    """Whether the text begins with brackets that can only be meant as a time, or as two with a dash between."""
    found = _BRACKETS.match(text)
    if found is None or not any(sign.isdecimal() for sign in found[0]):
        return False
    return ":" in found[0] or not any(dash in found[0] for dash in DASHES)


def _parse_break(rest: str) -> Line | None:
    found = _BREAK_LINE.fullmatch(rest)
    if found is None:
        return None
    if found[4]:
        return Line("marker", "resume")
    return Line("marker", "pause", gap=(found[2] or "").lower(), counted=bool(found[3]))


def _looks_like_break(rest: str) -> bool:
    return rest[0] == "—" or (len(rest) > 1 and rest[0] in DASHES and rest[1] in DASHES)


def _parse_signed(rest: str) -> Line | None:
    sign, body = rest[0], rest[1:].strip()
    if sign == ">":
        visit = _with_body(Line("visit"), body)
        return replace(visit, label=visit.text, text="") if visit.text else None
    if sign == "!":
        return _parse_pain(rest[1:])
    if sign == "~":
        return _parse_feeling(body)
    if sign == "=":
        outcome = outcome_key(body)
        return Line("end", outcome=outcome) if outcome else None
    if sign == "&":
        return _with_body(Line("help"), body)
    if sign == "?":
        return _unless_empty(_with_body(Line("think"), body))
    if sign == "*":
        return _unless_empty(_with_body(Line("idea"), body))
    if sign in QUOTE_SIGNS:
        return _unless_empty(_with_body(Line("quote"), body))
    return None


def _parse_pain(after_sign: str) -> Line | None:
    found = _IMPACT.match(_plain_dashes(after_sign))
    if found is None:
        return _with_body(Line("pain"), after_sign.strip())
    impact = int(found[1]) if len(found[1]) < 3 and found[1].isascii() else -1
    if impact not in IMPACTS or found[1][0] in "+-":
        return None
    return _with_body(Line("pain", impact=impact), after_sign[found.end() :].strip())


def _parse_feeling(body: str) -> Line | None:
    found = _FEELING.match(_plain_dashes(body))
    if found is None or len(found[1]) > 2 or int(found[1]) not in FEELINGS:
        return None
    return _with_body(Line("emotion", value=int(found[1])), body[found.end() :])


def _unless_empty(line: Line) -> Line | None:
    return line if line.text else None


def _with_body(line: Line, body: str) -> Line:
    tags, rest = _leading_tags(body)
    if rest.startswith(_PLAIN):
        return replace(line, tags=tags, text=rest[1:].strip())
    more, text = _without_tags(rest)
    if line.kind == "quote" and _closes(text):
        text = text[:-1].rstrip()
    return replace(line, tags=_unique((*tags, *more)), text=text)


def _closes(text: str) -> bool:
    """Whether the last quotation mark of a quote's text is the one that closes the whole."""
    return text[-1:] in QUOTE_SIGNS and text != "" and sum(text.count(sign) for sign in QUOTE_SIGNS) % 2 == 1


def outcome_key(words: str) -> str:
    """The outcome that these words stand for: its key (blanks count as `_`) or its words, case aside; or ""."""
    plain = " ".join(words.replace("_", " ").casefold().split())
    for key, meaning in OUTCOMES.items():
        if plain in {key.replace("_", " "), meaning, meaning.replace(",", "")}:
            return key
    return ""


# ---------------------------------------------------------------- tags


def tag_key(tag: str) -> str:
    """The form in which tags are compared and kept."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).lower())


def _in_tag(sign: str) -> bool:
    # Marks belong to the letters before them: without them no Hindi or Thai word would be a tag.
    return sign.isalnum() or sign in "-_" or unicodedata.category(sign).startswith("M")


def _tag_end(text: str, start: int) -> int:
    """Where the tag whose `#` stands at `start` ends, or `start` when there is none."""
    if text[start : start + 1] != "#" or not text[start + 1 : start + 2].isalpha():
        return start
    end = start + 2
    while end < len(text) and _in_tag(text[end]):
        end += 1
    return end


def _leading_tags(text: str) -> tuple[tuple[str, ...], str]:
    """Tags that stand alone at the start, and what comes after them."""
    tags: list[str] = []
    rest = text.strip()
    while (end := _tag_end(rest, 0)) and (end == len(rest) or rest[end].isspace()):
        tags.append(tag_key(rest[1:end]))
        rest = rest[end:].lstrip()
    return _unique(tags), rest


def _without_tags(text: str) -> tuple[tuple[str, ...], str]:
    """Tags anywhere in a text, and the text without them and the blanks before them."""
    if "#" not in text:
        return (), text
    tags: list[str] = []
    kept: list[str] = []
    position = 0
    while (found := text.find("#", position)) >= 0:
        end = found if found and not text[found - 1].isspace() else _tag_end(text, found)
        if end == found:
            kept.append(text[position : found + 1])
            position = found + 1
            continue
        tags.append(tag_key(text[found + 1 : end]))
        kept.append(text[position:found].rstrip())
        position = end
    kept.append(text[position:])
    return _unique(tags), "".join(kept).strip()


def _unique(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tags))


# ---------------------------------------------------------------- writing


def format_line(line: Line) -> str:
    """The line as text, so that `parse_line` reads the same again. Line breaks become blanks."""
    entry = _format_entry(line)
    if line.at_ms is None:
        return entry
    until = "" if line.until_ms is None else f"-{clock_text(line.until_ms)}"
    return f"[{clock_text(line.at_ms)}{until}] {entry}"


def _format_entry(line: Line) -> str:
    text = one_line(line.text)
    match line.kind:
        case "visit":
            return _join(">", _body(one_line(line.label), line.tags, "visit"))
        case "pain":
            return _join("!" if line.impact is None else f"!{line.impact}", _body(text, line.tags, "pain"))
        case "emotion":
            return _join(f"~{line.value:+d}" if line.value else "~0", _body(text, line.tags, "emotion"))
        case "quote":
            return '"' + _body(text, line.tags, "quote")
        case "think":
            return _join("?", _body(text, line.tags, "think"))
        case "help":
            return _join("&", _body(text, line.tags, "help"))
        case "idea":
            return _join("*", _body(text, line.tags, "idea"))
        case "end":
            return f"= {line.outcome}"
        case "marker":
            gap = f" {line.gap}{', counted' if line.counted else ''}" if line.gap else ""
            return f"-- {text}{gap}" if line.readable else text
        case _:
            return _body(text, line.tags, "do")


def _join(sign: str, body: str) -> str:
    return f"{sign} {body}" if body else sign


def _body(text: str, tags: tuple[str, ...], kind: str) -> str:
    marks = " ".join(f"#{tag}" for tag in tags)
    if _needs_plain(text, kind):
        return _join(marks, _PLAIN + text) if marks else _PLAIN + text
    return f"{text} {marks}".strip()


def _needs_plain(text: str, kind: str) -> bool:
    """Whether text would be read as something else: a sign, a tag, a time, a number after `!`, a closing quote."""
    if text.startswith(_PLAIN) or (kind == "quote" and _closes(text)) or _without_tags(text)[0]:
        return True
    if kind == "do":
        return text[:1] != "" and (text[0] in _SIGNS or bool(_TIME_START.match(text)) or _looks_like_break(text))
    return False


def clock_text(ms: int) -> str:
    """A time since the start as `hh:mm:ss`, with milliseconds only where there are any."""
    seconds, rest = divmod(ms, 1000)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{rest:03d}" if rest else text


def _clock_ms(hours: str | None, minutes: str, seconds: str, thousandths: str | None) -> int | None:
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return None
    total = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return total * 1000 + int((thousandths or "0").ljust(3, "0"))


def one_line(text: str) -> str:
    """Text as one line can hold it: no line breaks, no outer blanks, nothing that no file can hold."""
    if "\n" in text or "\r" in text:
        text = _BREAKS.sub(" ", text)
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, from a pipe that is not UTF-8
        text = "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return text.strip()


def _plain_dashes(text: str) -> str:
    return text.replace("−", "-").replace("–", "-")


def line_of(observation: Observation, title: str = "") -> Line:
    """The line that records this observation; `title` is that of the step it visits."""
    return Line(
        observation.kind,
        observation.text,
        label=(observation.raw_label or title) if observation.kind == "visit" else "",
        impact=observation.impact,
        value=observation.value,
        tags=observation.tags,
        at_ms=observation.at_ms,
        readable=observation.kind != "marker" or observation.text in BREAKS,
        until_ms=observation.until_ms,
        gap=gap_of(observation),
        counted=is_counted(observation),
    )


# ---------------------------------------------------------------- steps by name


def title_key(title: str) -> str:
    """The form in which titles are compared: case, outer blanks and ways of writing an accent aside."""
    return unicodedata.normalize("NFC", title.strip().casefold())


def match_step(title: str, steps: Iterable[Step]) -> Step | None:
    """The step of this title, without regard to case and outer blanks; else the one that had it before."""
    wanted, known = title_key(title), list(steps)
    return next((step for step in known if title_key(step.title) == wanted), None) or next(
        (step for step in known if any(title_key(alias) == wanted for alias in step.aliases)), None
    )


def suggest(fragment: str, titles: Sequence[str], limit: int = 9) -> list[str]:
    """Titles that a typed fragment may mean, best first; an empty fragment means any.

    Same title, then titles that begin so, then titles with words that begin so, then those that hold it, then
    near misses. Numbers must agree: `Step 2` is never taken for `Step 1`.
    """
    wanted = title_key(fragment)
    if not wanted:
        return list(titles[:limit])
    ranked = [(rank, index) for index, title in enumerate(titles) if (rank := _closeness(wanted, title)) is not None]
    return [titles[index] for _, index in sorted(ranked)[:limit]]


def _closeness(wanted: str, title: str) -> float | None:
    key = title_key(title)
    if key == wanted:
        return 0
    if key.startswith(wanted):
        return 1
    words, parts = key.split(), wanted.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 2
    if wanted in key:
        return 3
    if len(wanted) < 4 or not set(re.findall(r"\d+", wanted)) <= set(re.findall(r"\d+", key)):
        return None
    from rapidfuzz import fuzz  # here, because loading it takes longer than many a command

    score = max(fuzz.ratio(wanted, key), fuzz.ratio(wanted, key[: len(wanted)]))
    return 4 + (100 - score) / 100 if score >= 80 else None
