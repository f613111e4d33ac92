"""The report as one accessible web page: no scripts, nothing from elsewhere, light and dark, fit for printing."""

import base64
import hashlib
from dataclasses import dataclass, field, fields
from pathlib import Path as FilePath
from typing import Any, Final

from journeymap.core.progress import Progress
from journeymap.core.resources import resource
from journeymap.core.scales import IMPACTS
from journeymap.present.marks import impact_mark
from journeymap.present.picture import COLOUR_TOKENS
from journeymap.report.content import Block, Drawing, Heading, Report
from journeymap.report.formats.svg_shapes import picture_values, shape_values, template

_TOKENS: Final = (*COLOUR_TOKENS, "impact0")


@dataclass
class _Section:
    """A heading of level 2 with what follows it; the first has none and holds the title."""

    heading: Heading | None
    blocks: list[dict[str, Any]] = field(default_factory=list)


def write(report: Report, path: FilePath, progress: Progress) -> None:
    progress.at(0.1, "Writing the web page")
    style = resource("styles/report.css").read_text(encoding="utf-8") + _colour_classes()
    sections = _sections(report.blocks)
    page = template("report.html").render(
        report=report,
        sections=sections,
        contents=[(number, each.heading.text) for number, each in enumerate(sections, start=1) if each.heading],
        edge=report.edge_words,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        marks={impact: [shape_values(each) for each in impact_mark(impact, 0, 0)] for impact in IMPACTS},
        impact_words=IMPACTS,
        tone=lambda impact: "accent" if impact is None else f"impact{impact}",
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _colour_classes() -> str:
    fills = "".join(f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in _TOKENS)
    return f"{fills}.f-none{{fill:none}}\n"


def _sections(blocks: tuple[Block, ...]) -> list[_Section]:
    sections = [_Section(None)]
    drawings = 0
    for block in blocks:
        if isinstance(block, Heading | Drawing) and block.on == "paper":
            continue
        if isinstance(block, Heading) and block.level == 2:
            sections.append(_Section(block))
            continue
        values = {each.name: getattr(block, each.name) for each in fields(block)}
        values["kind"] = type(block).__name__
        if isinstance(block, Drawing):
            drawings += 1
            values["number"] = drawings
            values["picture"] = picture_values(block.picture)
        sections[-1].blocks.append(values)
    return sections
