"""The report as one accessible web page: no scripts, nothing from elsewhere, light and dark, fit for printing."""

import base64
import hashlib
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from journeymap.core.progress import Progress
from journeymap.core.resources import resource
from journeymap.core.scales import IMPACTS
from journeymap.present.marks import impact_mark
from journeymap.present.picture import COLOUR_TOKENS, Box, Disc, Pen, Picture, Shape, Words
from journeymap.present.text_width import text_width
from journeymap.report.content import Block, Drawing, Heading, Report
from journeymap.report.plain import shown

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
    edge = " · ".join(
        part
        for part in (report.classification, report.audience_words, "made-up sample data" if report.made_up else "")
        if part
    )
    page = _template().render(
        report=report,
        sections=sections,
        contents=[(number, each.heading.text) for number, each in enumerate(sections, start=1) if each.heading],
        edge=edge,
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
        marks={impact: [_shape(each) for each in impact_mark(impact, 0, 0)] for impact in IMPACTS},
        impact_words=IMPACTS,
        tone=lambda impact: "accent" if impact is None else f"impact{impact}",
    )
    path.write_text(page, encoding="utf-8", newline="\n")


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=html_text)
    return environment.from_string(resource("styles/report.html").read_text(encoding="utf-8"))


def html_text(value: object) -> object:
    """What every value goes through before jinja escapes it: hidden signs are written out."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


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
            values["picture"] = _picture(block.picture)
        sections[-1].blocks.append(values)
    return sections


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "title": picture.title,
        "width": _number(picture.width),
        "height": _number(picture.height),
        "groups": [{"name": group.name, "shapes": [_shape(each) for each in group.shapes]} for group in picture.groups],
    }


def _shape(shape: Shape) -> dict[str, Any]:
    """What the template needs of a shape, with numbers cut to two decimals."""
    values: dict[str, Any] = {
        each.name: _number(value) if isinstance(value := getattr(shape, each.name), float) else value
        for each in fields(shape)
    }
    if isinstance(shape, Words):
        # Whatever font a browser has, the text takes the room that it was set for.
        length = text_width(shown(shape.text), shape.size, shape.weight, italic=shape.italic)
        return {**values, "kind": "words", "length": _number(length)}
    values["pen"] = _pen(shape.pen)
    if isinstance(shape, Box):
        rect = shape.rect
        place = {name: _number(getattr(rect, name)) for name in ("x", "y", "width", "height")}
        return {**values, **place, "kind": "box"}
    if isinstance(shape, Disc):
        return {**values, "kind": "disc"}
    commands = [(letter, list(pairwise(numbers))[::2]) for letter, numbers in shape.commands]
    path = " ".join(letter + " ".join(f"{_number(x)} {_number(y)}" for x, y in points) for letter, points in commands)
    return {**values, "kind": "path", "d": path}


def _pen(pen: Pen | None) -> dict[str, Any] | None:
    if pen is None or not pen.colour:
        return None
    dash = " ".join(str(_number(part)) for part in pen.dash)
    return {"colour": pen.colour, "width": _number(pen.width), "opacity": pen.opacity, "dash": dash}


def _number(value: float) -> float | int:
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
