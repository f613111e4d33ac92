"""A list of steps written as text that people can read, and that `step_list` reads as it was."""

from collections.abc import Sequence
from typing import Final

from journeymap.core.capture import one_line
from journeymap.core.channels import CHANNEL_KINDS
from journeymap.core.listed_steps import (
    BULLET,
    CHANNEL,
    LINK_WORDS,
    LONGEST_TITLE,
    PLAIN,
    ListedStep,
    written_lane,
)
from journeymap.core.scales import OUTCOMES
from journeymap.core.step_list import read_link
from journeymap.core.wording import shortened

_LONGEST: Final = 300  # characters of a channel in brackets


def write_step_list(steps: Sequence[ListedStep]) -> str:
    """The list of these steps, readable by `read_step_list`."""
    lines: list[str] = []
    phase = ""
    depth: dict[int, int] = {}
    titles = {one_line(step.title) for step in steps}
    for index, step in enumerate(steps):
        if step.phase != phase:
            phase = step.phase
            lines.append(f"# {phase}")
        depth[index] = depth[step.branch_of] + 1 if step.branch_of is not None else 0
        indent = "  " * depth[index]
        lines.append(f"{indent}{_written(step)}")
        lines += [f"{indent}  {line}" for line in (*_details(step), *_links(step, titles))]
    return "\n".join(lines) + "\n" if lines else ""


def _written(step: ListedStep) -> str:
    """A step's line, so that it is read as it is."""
    title = shortened(one_line(step.title).replace("\t", " "), LONGEST_TITLE)
    plain = title.startswith((PLAIN, "#", "->", "→", "|")) or BULLET.match(f"{title} ")
    named = _in_brackets(step.channel)
    channel = f" [{one_line(step.channel) if named else ''}]" if named or CHANNEL.search(title) else ""
    return f"{PLAIN if plain else ''}{title}{channel}"


def _in_brackets(channel: str) -> bool:
    return bool(channel) and len(channel) <= _LONGEST and not set("[]\t") & set(channel)


def _details(step: ListedStep) -> list[str]:
    said: list[tuple[str, str]] = []
    title = one_line(step.title).replace("\t", " ")
    if len(title) > LONGEST_TITLE:
        said.append(("Whole title", title))
    if step.kind not in ("", "action"):
        said.append(("Kind", step.kind))
    if step.end_outcome:
        said.append(("Ends", OUTCOMES.get(step.end_outcome, step.end_outcome)))
    if step.channel and not _in_brackets(step.channel):
        said.append(("Channel", one_line(step.channel)))
    if step.channel_kind in CHANNEL_KINDS:
        said.append(("Channel kind", CHANNEL_KINDS[step.channel_kind].title))
    said.append(("Organisation", one_line(step.organisation)))
    said.append(("Lane", written_lane(step.lane) if step.lane is not None else ""))
    said += [("Was called", one_line(alias)) for alias in step.aliases]
    said.append(("Opens", one_line(step.opens)))
    said.append(("Next", "none" if step.apart else ""))
    lines = [f"| {key}: {value}" for key, value in said if value]
    if step.description:
        lines += _over_lines("What it is", step.description)
    for cell in step.cells:
        lines += [f"| In: {written_lane(cell.lane)}", *(f"|  {line}".rstrip() for line in _lines(cell.text))]
        lines += [f"| Over columns: {cell.span}"] * (cell.span > 1)
        lines += ["| Assumed: yes"] * cell.assumed
        lines += ["| May be shared: yes"] * cell.may_be_shared
    return lines


def _over_lines(key: str, value: str) -> list[str]:
    first, *others = _lines(value)
    return [f"| {key}: {first}".rstrip(), *(f"|  {line}".rstrip() for line in others)]


def _lines(value: str) -> list[str]:
    return value.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _links(step: ListedStep, titles: set[str]) -> list[str]:
    lines = []
    for link in step.links:
        kind = f"[{LINK_WORDS[link.kind]}] " if link.kind in LINK_WORDS else ""
        whole = f"{kind}{link.title}{f': {link.condition}' if link.condition else ''}"
        if read_link(whole, titles) == link:
            lines.append(f"-> {whole}")
            continue
        # Read otherwise: the title looks like a kind, or its colon is not where the condition begins.
        lines.append(f"-> {kind}{link.title}")
        lines += [f"| When: {link.condition}"] if link.condition else []
    return lines
