"""What a list of steps says about a step beside its line: `| Kind: decision` and the like, read from its lines.

A value may go on over further lines that begin with `|` and two blanks:

    Upload proof of address [web]
      | What it is: People send a photo of a bill.
      |  It must show the whole page.
      | In: Thoughts
      |  Will they accept the photo?
      | Over columns: 2
      -> Pay
      | When: the photo is good: or nearly so
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from journeymap.core.capture import one_line, title_key
from journeymap.core.channels import CHANNEL_KINDS
from journeymap.core.listed_steps import (
    MOST_DETAILS,
    ListedCell,
    ListedStep,
    StepList,
    read_key,
    read_kind,
    read_lane,
)
from journeymap.core.scales import OUTCOMES
from journeymap.core.wording import shortened

_DETAIL: Final = re.compile(r"\|[ \t]*([^:|]{1,20}?)[ \t]*:[ \t]*(.*)", re.DOTALL)
_KEYS: Final = {
    title_key(words): key
    for words, key in (
        ("Whole title", "title"), ("Kind", "kind"), ("Ends", "ends"), ("What it is", "description"),
        ("Description", "description"), ("Organisation", "organisation"), ("Organization", "organisation"),
        ("Lane", "lane"), ("Channel", "channel"), ("Channel kind", "channel_kind"), ("Was called", "aliases"),
        ("Opens", "opens"), ("Next", "next"), ("In", "cell"), ("Over columns", "span"), ("Assumed", "assumed"),
        ("May be shared", "shared"), ("When", "when"),
    )
}  # fmt: skip
_CHANNEL_KINDS: Final = {title_key(kind.title): key for key, kind in CHANNEL_KINDS.items()}
_OUTCOMES: Final = {title_key(text): key for key, text in OUTCOMES.items()} | {key: key for key in OUTCOMES}
_MOST_COLUMNS: Final = 1000


class DetailReader:
    """Takes the lines that begin with `|`, for the step that was read last."""

    def __init__(self, found: StepList) -> None:
        self._found = found
        self._open = ""  # what the next line may go on with: description, cell, or nothing that is kept
        self._lines: list[str] = []

    def end(self) -> None:
        """Another line came: nothing goes on any more."""
        if not self._open:
            return
        step, text = self._found.steps[-1], "\n".join(self._lines)
        if self._open == "description":
            self._found.steps[-1] = replace(step, description=text)
        elif self._open == "cell":
            self._found.steps[-1] = replace(step, cells=(*step.cells[:-1], replace(step.cells[-1], text=text)))
        self._open = ""

    def take(self, body: str) -> bool:
        """Read a line; False where it is no detail but a title that begins so."""
        if self._open and (body == "|" or body.startswith("|  ")):
            self._lines.append(body[3:])
            return True
        said = _DETAIL.match(body)
        key = _KEYS.get(title_key(said[1])) if said is not None else None
        if said is None or key is None:
            return False
        self.end()
        if not self._found.steps:
            self._found.left_out.append(f"“{shortened(body)}” says something about no step, as none stands before it.")
        elif key == "description":
            self._open, self._lines = key, [said[2]]
        else:
            self._set(key, one_line(said[2]))
        return True

    def _set(self, key: str, words: str) -> None:
        step = self._found.steps[-1]
        if key == "kind":
            step = replace(step, kind=read_kind(words, self._found))
        elif key == "ends":
            outcome = read_key(words, _OUTCOMES, "outcome of a journey", self._found)
            step = replace(step, kind="end", end_outcome=outcome)
        elif key == "channel_kind":
            step = replace(step, channel_kind=read_key(words, _CHANNEL_KINDS, "kind of channel", self._found))
        elif key == "lane":
            step = replace(step, lane=read_lane(words) if words else None)
        elif key == "aliases":
            step = self._with_alias(step, words)
        elif key == "next":
            step = replace(step, apart=title_key(words) == "none")
        elif key == "title":
            step = replace(step, title=words or step.title)
        elif key == "cell":
            step = self._with_cell(step, words)
        elif key in {"span", "assumed", "shared"}:
            step = self._with_last_cell(step, key, words)
        elif key == "when":
            step = self._with_condition(step, words)
        elif key == "organisation":
            step = replace(step, organisation=words)
        elif key == "channel":
            step = replace(step, channel=words)
        else:
            step = replace(step, opens=words)
        self._found.steps[-1] = step

    def _has_room(self, step: ListedStep, there: Sequence[object], what: str) -> bool:
        if len(there) < MOST_DETAILS:
            return True
        self._found.left_out.append(
            f"“{shortened(step.title)}” has {MOST_DETAILS} {what} already, so a further one was left out."
        )
        return False

    def _with_alias(self, step: ListedStep, words: str) -> ListedStep:
        taken = bool(words) and self._has_room(step, step.aliases, "earlier titles")
        return replace(step, aliases=(*step.aliases, words)) if taken else step

    def _with_condition(self, step: ListedStep, words: str) -> ListedStep:
        if not step.links:
            self._found.left_out.append(f"“When: {shortened(words)}” stands below no link, so it was left out.")
            return step
        return replace(step, links=(*step.links[:-1], replace(step.links[-1], condition=words)))

    def _with_cell(self, step: ListedStep, words: str) -> ListedStep:
        taken = self._has_room(step, step.cells, "cells")
        self._open, self._lines = "cell" if taken else "nothing", []
        return replace(step, cells=(*step.cells, ListedCell(read_lane(words)))) if taken else step

    def _with_last_cell(self, step: ListedStep, key: str, words: str) -> ListedStep:
        if not step.cells:
            self._found.left_out.append(
                f"“{shortened(words)}” says something about no cell of “{shortened(step.title)}”, so it was left out."
            )
            return step
        if key == "assumed":
            cell = replace(step.cells[-1], assumed=title_key(words) == "yes")
        elif key == "shared":
            cell = replace(step.cells[-1], may_be_shared=title_key(words) == "yes")
        else:
            cell = replace(step.cells[-1], span=self._columns(words))
        return replace(step, cells=(*step.cells[:-1], cell))

    def _columns(self, words: str) -> int:
        columns = int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
        if not columns:
            self._found.left_out.append(f"“{shortened(words)}” is no number of columns, so the cell covers one.")
        return min(max(1, columns), _MOST_COLUMNS)
