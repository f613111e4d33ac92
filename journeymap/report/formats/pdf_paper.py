"""Painting on a page: lines of text, rules, marks and intervals, each in its place in the tag tree."""

from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from journeymap.report.formats.pdf_lines import Fragment, Line
from journeymap.report.formats.pdf_tags import Element, TagTree

PAGE_WIDTH: Final = 595.28  # A4, in points
PAGE_HEIGHT: Final = 841.89
LEFT: Final = 50.0
RIGHT: Final = PAGE_WIDTH - 50.0
WIDTH: Final = RIGHT - LEFT
HEAD: Final = 62.0  # from the top of the page to the text
BOTTOM: Final = 58.0

COLOURS: Final = {
    "bg": "#F4F3EF",
    "paper": "#FFFFFF",
    "surface": "#FFFFFF",
    "line": "#DEDBD3",
    "line2": "#C9C5BB",
    "text": "#1C2227",
    "text2": "#56606A",
    "ink": "#2B3A4A",
    "accent": "#1F5FA8",
    "soft": "#E6EFF9",
    "impact0": "#7A8791",
    "impact1": "#7A8791",
    "impact2": "#B07A1E",
    "impact3": "#C2540A",
    "impact4": "#9B1B1B",
    "good": "#0B7A5B",
}
"""The light theme's tokens; paper is white."""


def tint(colour: str, share: float) -> str:
    """The colour as it looks with this opacity on white."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def impact_colour(impact: int | None) -> str:
    return COLOURS["accent"] if impact is None else COLOURS[f"impact{impact}"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an interval bar lies: from `x` on, `width` points wide, `most` at its right end."""

    x: float
    width: float
    most: float

    def at(self, value: float) -> float:
        return self.x + self.width * min(max(value / self.most, 0.0), 1.0) if self.most > 0 else self.x


class Paper:
    """A canvas with its tag tree. All coordinates are points from the left and from the bottom of the page."""

    def __init__(self, canvas: Canvas, tags: TagTree) -> None:
        self.canvas: Any = canvas
        self.tags = tags

    def line(self, x: float, baseline: float, line: Line) -> None:
        """One line of text from `x` on."""
        for fragment in line.fragments:
            if fragment.actual:
                with self.tags.said(fragment.actual):
                    self._fragments(x, baseline, fragment.parts)
            else:
                self._fragments(x, baseline, (fragment,))
            x += fragment.width

    def _fragments(self, x: float, baseline: float, fragments: tuple[Fragment, ...]) -> None:
        for fragment in fragments:
            self.canvas.setFillColor(HexColor(fragment.style.colour))
            self.canvas.setFont(fragment.font, fragment.style.size)
            self.canvas.drawString(x, baseline, fragment.text)
            x += fragment.width

    def rule(self, x: float, right: float, y: float, colour: str = "line", width: float = 0.6) -> None:
        with self.tags.artifact():
            self.canvas.setStrokeColor(HexColor(COLOURS[colour]))
            self.canvas.setLineWidth(width)
            self.canvas.line(x, y, right, y)

    def bar(self, x: float, bottom: float, width: float, height: float, colour: str, radius: float = 0.0) -> None:
        with self.tags.artifact():
            self.canvas.setFillColor(HexColor(colour))
            if radius:
                self.canvas.roundRect(x, bottom, width, height, radius, stroke=0, fill=1)
            else:
                self.canvas.rect(x, bottom, width, height, stroke=0, fill=1)

    def interval(self, scale: Scale, middle_y: float, low: float, middle: float, high: float, colour: str) -> None:
        """A pale bar from low to high on a thin line, with a tick at the middle; its numbers are printed beside it."""
        self.rule(scale.x, scale.x + scale.width, middle_y, "line", 0.8)
        left, right = scale.at(low), scale.at(high)
        self.bar(left, middle_y - 2.6, max(right - left, 1.0), 5.2, tint(colour, 0.38), 1.6)
        self.bar(scale.at(middle) - 0.8, middle_y - 5.0, 1.6, 10.0, colour)

    def mark(self, element: Element, x: float, bottom: float, size: float, impact: int) -> None:
        """The mark of an impact: ring, open triangle, filled diamond, filled square with a cross."""
        canvas = self.canvas
        with self.tags.marked(element):
            canvas.saveState()
            canvas.setStrokeColor(HexColor(impact_colour(impact)))
            canvas.setFillColor(HexColor(impact_colour(impact)))
            canvas.setLineWidth(1.1)
            canvas.setLineJoin(1)
            middle = size / 2
            if impact <= 1:
                canvas.circle(x + middle, bottom + middle, middle * 0.8, stroke=1, fill=0)
            elif impact == 2:
                self._shape([(x, bottom + 0.6), (x + size, bottom + 0.6), (x + middle, bottom + size)], fill=0)
            elif impact == 3:
                self._shape(
                    [
                        (x + middle, bottom),
                        (x + size, bottom + middle),
                        (x + middle, bottom + size),
                        (x, bottom + middle),
                    ],
                    fill=1,
                )
            else:
                canvas.roundRect(x, bottom, size, size, 1.2, stroke=0, fill=1)
                canvas.setStrokeColor(HexColor("#FFFFFF"))
                inset = size * 0.29
                canvas.line(x + inset, bottom + inset, x + size - inset, bottom + size - inset)
                canvas.line(x + inset, bottom + size - inset, x + size - inset, bottom + inset)
            canvas.restoreState()
        element.box = (x, bottom, x + size, bottom + size)

    def _shape(self, corners: list[tuple[float, float]], fill: int) -> None:
        path = self.canvas.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        self.canvas.drawPath(path, stroke=1 - fill, fill=fill)
