"""A map as a list that people can read and type: one line a step, indent for a branch, paste from a spreadsheet.

    # Apply
    Start the application [web]
    Upload proof of address [web]
      Ask for help by phone [phone]
      -> Upload proof of address: photo refused
    Pay [web]

`# …` begins a phase, `[…]` names the channel, an indented step is a branch of the step above it with a smaller
indent, and `-> …` links that step to another one, with a condition after a colon. Copying writes the same.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from journeymap.core.capture import one_line, title_key

LONGEST_TITLE: Final = 300
"""Characters of a title taken from a list; what is longer goes into the description."""
MOST_STEPS: Final = 2000
"""Steps taken from one list; a map of more cannot be read by anybody."""
_CHANNEL: Final = re.compile(r"\s*\[([^\[\]]{1,60})\]\s*$")
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
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line.strip()]
    is_table = sum("\t" in line.strip() for line in lines) > len(lines) / 2
    found = _read_table(lines) if is_table else _read_outline(lines)
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
        lines.append(f"{indent}{step.title}{f' [{step.channel}]' if step.channel else ''}")
        lines += [f"{indent}  -> {title}{f': {condition}' if condition else ''}" for title, condition in step.links]
    return "\n".join(lines) + "\n" if lines else ""


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
            _add_link(found, body.lstrip("->→ "))
        else:
            while above and above[-1][0] >= indent:
                above.pop()
            _add_step(found, _BULLET.sub("", body), phase, above[-1][1] if above else None)
            above.append((indent, len(found.steps) - 1))
    return found


def _add_step(found: StepList, body: str, phase: str, branch_of: int | None) -> None:
    channel = _CHANNEL.search(body)
    title = one_line(body[: channel.start()] if channel else body)
    description = ""
    if len(title) > LONGEST_TITLE:
        title, description = title[: LONGEST_TITLE - 1].rstrip() + "…", title
        found.left_out.append(
            f"A title of {len(description):,} characters was cut; the whole text is in the description."
        )
    found.steps.append(ListedStep(title, phase, channel[1].strip() if channel else "", description, branch_of))


def _add_link(found: StepList, body: str) -> None:
    """A link of the last step."""
    if not found.steps:
        found.left_out.append(f"“{body}” links nothing, as no step stands before it.")
        return
    title, _, condition = body.partition(": ")
    last = found.steps[-1]
    found.steps[-1] = ListedStep(
        last.title, last.phase, last.channel, last.description, last.branch_of,
        (*last.links, (one_line(title), one_line(condition))),
    )  # fmt: skip


def _read_table(lines: Sequence[str]) -> StepList:
    rows = list(csv.reader(lines, delimiter="\t"))
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
        _add_step(found, cells["title"], cells.get("phase", ""), None)
        last = found.steps[-1]
        found.steps[-1] = ListedStep(
            last.title, last.phase, cells.get("channel", "") or last.channel,
            cells.get("description", "") or last.description,
        )  # fmt: skip
    return found
