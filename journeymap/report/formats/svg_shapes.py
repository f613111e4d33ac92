"""Shapes as SVG, for the web page and for the picture alone: values for the templates, and the templates' rules."""

import base64
from dataclasses import fields
from functools import cache
from itertools import pairwise
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from journeymap.core.resources import resource
from journeymap.present.picture import Box, Disc, Image, Pen, Picture, Rect, Shape, Words
from journeymap.present.text_width import text_width
from journeymap.report.plain import shown


@cache
def template(name: str) -> Template:
    """The template of this name; every value that goes into it is made safe to look at, then escaped."""
    loader = FunctionLoader(lambda file: resource(f"styles/{file}").read_text(encoding="utf-8"))
    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=safe_text, loader=loader)
    return environment.get_template(name)


def safe_text(value: object) -> object:
    """What every value goes through before jinja escapes it: hidden signs are written out."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def picture_values(picture: Picture) -> dict[str, Any]:
    """What a template needs of a picture."""
    return {
        "title": picture.title,
        "width": rounded(picture.width),
        "height": rounded(picture.height),
        "groups": [
            {"name": group.name, "shapes": [shape_values(each) for each in group.shapes]} for group in picture.groups
        ],
    }


def shape_values(shape: Shape) -> dict[str, Any]:
    """What the template needs of a shape, with numbers cut to two decimals."""
    values: dict[str, Any] = {
        each.name: rounded(value) if isinstance(value := getattr(shape, each.name), float) else value
        for each in fields(shape)
    }
    if isinstance(shape, Words):
        # Whatever font a browser has, the text takes the room that it was set for.
        length = text_width(shown(shape.text), shape.size, shape.weight, italic=shape.italic)
        return {**values, "kind": "words", "length": rounded(length)}
    if isinstance(shape, Image):
        data = base64.b64encode(shape.data).decode("ascii")
        return {
            **_place(shape.rect),
            "alt": shape.alt,
            "data": f"data:{shape.media_type};base64,{data}",
            "kind": "image",
        }
    values["pen"] = _pen(shape.pen)
    if isinstance(shape, Box):
        return {**values, **_place(shape.rect), "kind": "box"}
    if isinstance(shape, Disc):
        return {**values, "kind": "disc"}
    commands = [(letter, list(pairwise(numbers))[::2]) for letter, numbers in shape.commands]
    path = " ".join(letter + " ".join(f"{rounded(x)} {rounded(y)}" for x, y in points) for letter, points in commands)
    return {**values, "kind": "path", "d": path}


def _place(rect: Rect) -> dict[str, float | int]:
    return {name: rounded(getattr(rect, name)) for name in ("x", "y", "width", "height")}


def _pen(pen: Pen | None) -> dict[str, Any] | None:
    if pen is None or not pen.colour:
        return None
    dash = " ".join(str(rounded(part)) for part in pen.dash)
    return {"colour": pen.colour, "width": rounded(pen.width), "opacity": pen.opacity, "dash": dash}


def rounded(value: float) -> float | int:
    """The number with two decimals, without them where it has none."""
    cut = round(value, 2)
    return int(cut) if cut == int(cut) else cut
