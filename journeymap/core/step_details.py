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
from dataclasses import replace
from typing import Final

from journeymap.core.capture import one_line, title_key
from journeymap.core.channels import CHANNEL_KINDS
from journeymap.core.listed_steps import MOST_DETAILS, ListedCell, ListedStep, StepList, read_kind, read_lane
from journeymap.core.scales import OUTCOMES

_DETAIL: Final = re.compile(r"\|[ \t]*([^:|]{1,20}?)[ \t]*:[ \t]*(.*)", re.DOTALL)
_KEYS: Final = {
    title_key(words): key
    for words, key in (
        ("Whole title", "title"), ("Kind", "kind"), ("Ends", "ends"), ("What it is", "description"),
        ("Description", "description"), ("Organisation", "organisation"), ("Organization", "organisation"),
        ("Lane", "lane"), ("Channel", "channel"), ("Channel kind", "channel_kind"), ("Was called", "aliases"),
        ("Opens", "opens"), ("Next", "next"), ("In", "cell"), ("Over columns", "span"), ("Assumed", "assumed"),
        ("When", "when"),
    )
}  # fmt: skip


class DetailReader:
    """Takes the lines that begin with `|`, for the step that was read last."""

    def __init__(self, found: StepList) -> None:
        self._found = found
        self._open = ""  # what the next line may go on with
        self._lines: list[str] = []

    def end(self) -> None:
        """Another line came: nothing goes on any more."""
        if not self._open:
            return
        step, text = self._found.steps[-1], "\n".join(self._lines)
        if self._open == "description":
            self._found.steps[-1] = replace(step, description=text)
        elif step.cells:
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
            self._found.left_out.append(f"“{body}” says something about no step, as none stands before it.")
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
            step = replace(step, kind="end", end_outcome=self._outcome(words))
        elif key == "channel_kind":
            kinds = {title_key(kind.title): key for key, kind in CHANNEL_KINDS.items()}
            step = replace(step, channel_kind=kinds.get(title_key(words), ""))
        elif key == "lane":
            step = replace(step, lane=read_lane(words) if words else None)
        elif key == "aliases":
            step = replace(step, aliases=(*step.aliases, *([words] if words else []))[:MOST_DETAILS])
        elif key == "next":
            step = replace(step, apart=title_key(words) == "none")
        elif key == "title":
            step = replace(step, title=words or step.title)
        elif key == "cell":
            step = replace(step, cells=(*step.cells, ListedCell(read_lane(words)))[:MOST_DETAILS])
            self._open, self._lines = key, []
        elif key in {"span", "assumed"}:
            step = _with_cell(step, key, words)
        elif key == "when":
            links = step.links
            step = replace(step, links=(*links[:-1], replace(links[-1], condition=words)) if links else links)
        elif key == "organisation":
            step = replace(step, organisation=words)
        elif key == "channel":
            step = replace(step, channel=words)
        else:
            step = replace(step, opens=words)
        self._found.steps[-1] = step

    def _outcome(self, words: str) -> str:
        known = {title_key(text): key for key, text in OUTCOMES.items()} | {key: key for key in OUTCOMES}
        if words and title_key(words) not in known:
            self._found.left_out.append(f"“{words}” is no outcome of a journey, so it was left out.")
        return known.get(title_key(words), "")


def _with_cell(step: ListedStep, key: str, words: str) -> ListedStep:
    if not step.cells:
        return step
    cell = step.cells[-1]
    if key == "span":
        cell = replace(cell, span=min(int(words), 1000) if words.isascii() and words.isdigit() and words != "0" else 1)
    else:
        cell = replace(cell, assumed=title_key(words) == "yes")
    return replace(step, cells=(*step.cells[:-1], cell))
