"""A map as a list that people can read and type: one line a step, indent for a branch, paste from a spreadsheet.

    # Apply
    Start the application [web]
    Upload proof of address [web]
      Ask for help by phone [phone]
      -> Upload proof of address: photo refused
    Pay [web]

`# …` begins a phase, `[…]` names the channel, an indented step is a branch of the step above it with a smaller
indent, and `-> …` links that step to another one, with a condition after a colon. A `\\` before a title that looks like
one of these, and `[]` after one that ends in brackets, keep it a title. Copying writes the same.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from journeymap.core.capture import one_line, title_key

LONGEST_TITLE: Final = 300
"""Characters of a title taken from a list; what is longer goes into the description."""
MOST_STEPS: Final = 2000
"""Steps taken from one list; a map of more cannot be read by anybody."""
_CHANNEL: Final = re.compile(r"\[([^\[\]]{0,300})\]\s*$")
_IN_BRACKETS: Final = str.maketrans("[]\t", "() ")
_PLAIN: Final = "\\"
_BULLET: Final = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")
_COLUMNS: Final = {
    "step": "title", "title": "title", "name": "title", "activity": "title", "phase": "phase", "stage": "phase",
    "channel": "channel", "description": "description", "notes": "description",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedStep:
    """One step of a list. `branch_of` is the index of the step that it branches off, None on the main path."""

    title: str
    phase: str = ""
    channel: str = ""
    description: str = ""
    branch_of: int | None = None
    links: tuple[tuple[str, str], ...] = ()  # (title of the other step, condition)


@dataclass(slots=True)
class StepList:
    """What was read: the steps, and a sentence for all that could not be taken."""

    steps: list[ListedStep] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_step_list(text: str) -> StepList:
    """Read a typed or pasted list. A table with tabs is read by its header, else its first column is the title."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in text.split("\n") if line.strip()]
    is_table = sum("\t" in line.lstrip() for line in lines) > len(lines) / 2  # a tab after the text: empty cells
    found = _read_table(text, lines) if is_table else _read_outline([line.rstrip() for line in lines])
    if len(found.steps) > MOST_STEPS:
        found.left_out.append(
            f"The list has {len(found.steps):,} steps; the first {MOST_STEPS:,} were taken. "
            "Please spread the others over further maps."
        )
        del found.steps[MOST_STEPS:]
    return found


def write_step_list(steps: Sequence[ListedStep]) -> str:
    """The list of these steps, readable by `read_step_list`."""
    lines: list[str] = []
    phase = ""
    depth: dict[int, int] = {}
    for index, step in enumerate(steps):
        if step.phase != phase:
            phase = step.phase
            lines.append(f"# {phase}")
        depth[index] = depth[step.branch_of] + 1 if step.branch_of is not None else 0
        indent = "  " * depth[index]
        lines.append(f"{indent}{_written(step)}")
        lines += [f"{indent}  -> {title}{f': {condition}' if condition else ''}" for title, condition in step.links]
    return "\n".join(lines) + "\n" if lines else ""


def _written(step: ListedStep) -> str:
    """A step's line, so that it is read as it is."""
    title = one_line(step.title).replace("\t", " ")
    plain = title.startswith((_PLAIN, "#", "->", "→")) or _BULLET.match(f"{title} ")
    channel = one_line(step.channel).translate(_IN_BRACKETS)
    mark = f" [{channel}]" if channel or _CHANNEL.search(title) else ""
    return f"{_PLAIN if plain else ''}{title}{mark}"


def _read_outline(lines: Sequence[str]) -> StepList:
    found = StepList()
    phase = ""
    above: list[tuple[int, int]] = []  # (indent, index) of the steps that a line may branch off
    for line in lines:
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        body = line.strip()
        if body.startswith("#"):
            phase = one_line(body.lstrip("#"))
            above.clear()
        elif body.startswith(("->", "→")):
            _add_link(found, body.removeprefix("->").removeprefix("→").strip())
        else:
            while above and above[-1][0] >= indent:
                above.pop()
            title = body.removeprefix(_PLAIN) if body.startswith(_PLAIN) else _BULLET.sub("", body)
            if _add_step(found, title, phase, above[-1][1] if above else None):
                above.append((indent, len(found.steps) - 1))
    _part_links(found)
    return found


def _add_step(found: StepList, body: str, phase: str, branch_of: int | None) -> bool:
    """Take a step from its line; False where there is no title in it."""
    channel = _CHANNEL.search(body)
    title = one_line(body[: channel.start()] if channel else body)
    description = ""
    if not title:
        found.left_out.append(f"“{body.strip()}” was left out, as it names no step.")
        return False
    if len(title) > LONGEST_TITLE:
        title, description = title[: LONGEST_TITLE - 1].rstrip() + "…", title
        found.left_out.append(
            f"A title of {len(description):,} characters was cut; the whole text is in the description."
        )
    found.steps.append(ListedStep(title, phase, channel[1].strip() if channel else "", description, branch_of))
    return True


def _add_link(found: StepList, body: str) -> None:
    """A link of the last step, as written; what of it is the condition shows when all titles are known."""
    if not found.steps:
        found.left_out.append(f"“{body}” links nothing, as no step stands before it.")
        return
    last = found.steps[-1]
    found.steps[-1] = replace(last, links=(*last.links, (one_line(body), "")))


def _part_links(found: StepList) -> None:
    """Part the links into title and condition: at the last colon before which a title of the list stands."""
    titles = {step.title for step in found.steps}
    for index, step in enumerate(found.steps):
        if step.links:
            parted = tuple(_parted(body, titles) for body, _ in step.links)
            found.steps[index] = replace(step, links=parted)


def _parted(body: str, titles: set[str]) -> tuple[str, str]:
    if body in titles:
        return body, ""
    pieces = body.split(": ")
    for count in range(len(pieces) - 1, 0, -1):
        title = one_line(": ".join(pieces[:count]))
        if title in titles:
            return title, one_line(": ".join(pieces[count:]))
    title, _, condition = body.partition(": ")
    return one_line(title), one_line(condition)


def _read_table(text: str, lines: Sequence[str]) -> StepList:
    try:
        # A cell of a spreadsheet may hold line breaks; it is then between quotation marks.
        rows = [row for row in csv.reader(io.StringIO(text), delimiter="\t", strict=True) if any(map(str.strip, row))]
    except csv.Error:  # a quotation mark that is only a sign, or a cell too large for a table
        rows = [line.split("\t") for line in lines]
    names = [_COLUMNS.get(title_key(cell), "") for cell in rows[0]]
    if "title" in names:
        rows = rows[1:]
    else:
        names = ["title", *(["phase", "channel", "description"][: len(rows[0]) - 1])]
    found = StepList()
    for row in rows:
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
        if not cells.get("title"):
            found.left_out.append("A row without a title was left out.")
            continue
        if _add_step(found, cells["title"], one_line(cells.get("phase", "")), None):
            last = found.steps[-1]
            found.steps[-1] = replace(
                last,
                channel=one_line(cells.get("channel", "")) or last.channel,
                description=last.description or cells.get("description", ""),
            )
    return found
