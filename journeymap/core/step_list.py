"""A map as a list that people can read and type: one line a step, indent for a branch, paste from a spreadsheet.

    # Apply
    Start the application [web]
    Upload proof of address [web]
      | Kind: decision
      | Organisation: City council
      Ask for help by phone [phone]
      -> Upload proof of address: photo refused
    Pay [web]

`# …` begins a phase, `[…]` names the channel, an indented step is a branch of the step above it with a smaller
indent, `| …: …` says more about the step above it (see step_details), and `-> …` links that step to another one, with a
condition after a colon and, where it must be said, the kind of link in brackets before it. A `\\` before a title that
looks like one of these, and `[]` after one that ends in brackets, keep it a title. Copying writes the same.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from journeymap.core.capture import one_line, title_key
from journeymap.core.listed_steps import (
    BULLET,
    CHANNEL,
    LINK_WORDS,
    LONGEST_TITLE,
    MOST_DETAILS,
    MOST_STEPS,
    PLAIN,
    ListedLink,
    ListedStep,
    StepList,
    read_kind,
    read_lane,
)
from journeymap.core.step_details import DetailReader
from journeymap.core.wording import shortened

_LINK_KIND: Final = re.compile(rf"^\[({'|'.join((*LINK_WORDS.values(), *LINK_WORDS))})\]\s+(?=\S)")
_COLUMNS: Final = {
    "step": "title", "title": "title", "name": "title", "activity": "title", "phase": "phase", "stage": "phase",
    "channel": "channel", "description": "description", "notes": "description", "kind": "kind",
    "organisation": "organisation", "organization": "organisation", "lane": "lane",
}  # fmt: skip


def read_step_list(text: str) -> StepList:
    """Read a typed or pasted list. A table with tabs is read by its header, else its first column is the title."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in text.split("\n") if line.strip()]
    rows = [line.lstrip() for line in lines if not line.lstrip().startswith("|")]
    is_table = sum("\t" in row for row in rows) > len(rows) / 2  # a tab after the text: empty cells
    found = _read_table(text, lines) if is_table else _read_outline([line.rstrip() for line in lines])
    if found.beyond:
        found.left_out.append(
            f"The list has {MOST_STEPS + found.beyond:,} steps; the first {MOST_STEPS:,} were taken. "
            "Please spread the others over further maps."
        )
    return found


def _read_outline(lines: Sequence[str]) -> StepList:
    found = StepList()
    details = DetailReader(found)
    phase = ""
    above: list[tuple[int, int]] = []  # (indent, index) of the steps that a line may branch off
    for line in lines:
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        body = line.strip()
        if len(found.steps) >= MOST_STEPS and _is_step(body):
            found.beyond += 1
            continue
        if body.startswith("|") and details.take(body):
            continue
        details.end()
        if body.startswith("#"):
            phase = one_line(body.lstrip("#"))
            above.clear()
        elif body.startswith(("->", "→")):
            _add_link(found, body.removeprefix("->").removeprefix("→").strip())
        else:
            while above and above[-1][0] >= indent:
                above.pop()
            title = body.removeprefix(PLAIN) if body.startswith(PLAIN) else BULLET.sub("", body)
            if _add_step(found, title, phase, above[-1][1] if above else None):
                above.append((indent, len(found.steps) - 1))
    details.end()
    _part_links(found)
    return found


def _is_step(body: str) -> bool:
    return not body.startswith(("#", "->", "→", "|"))


def _add_step(found: StepList, body: str, phase: str, branch_of: int | None) -> bool:
    """Take a step from its line; False where there is no title in it."""
    channel = CHANNEL.search(body)
    title = one_line(body[: channel.start()] if channel else body)
    description = ""
    if not title:
        found.left_out.append(f"“{shortened(body.strip())}” was left out, as it names no step.")
        return False
    if len(title) > LONGEST_TITLE:
        title, description = shortened(title, LONGEST_TITLE), title
        found.left_out.append(
            f"A title of {len(description):,} characters was cut; the whole text is in the description."
        )
    found.steps.append(ListedStep(title, phase, channel[1].strip() if channel else "", description, branch_of))
    return True


def _add_link(found: StepList, body: str) -> None:
    """A link of the last step, as written; what of it is the condition shows when all titles are known."""
    if not found.steps:
        found.left_out.append(f"“{shortened(body)}” links nothing, as no step stands before it.")
        return
    last = found.steps[-1]
    if len(last.links) < MOST_DETAILS:
        found.steps[-1] = replace(last, links=(*last.links, ListedLink(one_line(body))))
    else:
        found.left_out.append(
            f"“{shortened(body)}” was left out, as “{shortened(last.title)}” has {MOST_DETAILS} links already."
        )


def _part_links(found: StepList) -> None:
    """Part the links into kind, title and condition: at the last colon before which a title of the list stands."""
    titles = {step.title for step in found.steps}
    for index, step in enumerate(found.steps):
        if step.links:
            parted = tuple(
                replace(read_link(link.title, titles), condition=link.condition)
                if link.condition  # it was said in a line of its own
                else read_link(link.title, titles)
                for link in step.links
            )
            found.steps[index] = replace(step, links=parted)


def read_link(body: str, titles: set[str]) -> ListedLink:
    """A link as it is written after the arrow, on a list with these titles."""
    if body in titles:
        return ListedLink(body)
    said = _LINK_KIND.match(body)
    if said is not None:
        words = {**{key: key for key in LINK_WORDS}, **{text: key for key, text in LINK_WORDS.items()}}
        return replace(_parted(body[said.end() :], titles), kind=words[said[1]])
    return _parted(body, titles)


def _parted(body: str, titles: set[str]) -> ListedLink:
    if body in titles:
        return ListedLink(body)
    pieces = body.split(": ")
    for count in range(len(pieces) - 1, 0, -1):
        title = one_line(": ".join(pieces[:count]))
        if title in titles:
            return ListedLink(title, one_line(": ".join(pieces[count:])))
    title, _, condition = body.partition(": ")
    return ListedLink(one_line(title), one_line(condition))


def _read_table(text: str, lines: Sequence[str]) -> StepList:
    try:
        # A cell of a spreadsheet may hold line breaks; it is then between quotation marks.
        rows = [row for row in csv.reader(io.StringIO(text), delimiter="\t", strict=True) if any(map(str.strip, row))]
    except csv.Error:  # a quotation mark that is only a sign, or a cell too large for a table
        rows = [line.split("\t") for line in lines]
    if not rows:
        return StepList(left_out=["The table has no text in it, so no step was found."])
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
        if len(found.steps) >= MOST_STEPS:
            found.beyond += 1
        elif _add_step(found, cells["title"], one_line(cells.get("phase", "")), None):
            last = found.steps[-1]
            found.steps[-1] = replace(
                last,
                channel=one_line(cells.get("channel", "")) or last.channel,
                description=last.description or cells.get("description", ""),
                kind=read_kind(cells.get("kind", ""), found),
                organisation=one_line(cells.get("organisation", "")),
                lane=read_lane(cells["lane"]) if cells.get("lane") else None,
            )
    return found
