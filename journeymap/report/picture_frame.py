"""What stands around a picture that goes out alone: its title and what it shows above, whose data below."""

from dataclasses import dataclass
from typing import Final

from journeymap.present.picture import Box, Group, Rect, Shape, Words
from journeymap.present.text_width import text_width, wrapped
from journeymap.report.content import Report
from journeymap.report.plain import shown

_MARGIN: Final = 24.0
_NARROWEST: Final = 480.0  # the title of a small map has that much room
WIDEST: Final = 900.0  # a line longer than this is hard to read
_TITLE: Final = 22.0
_TEXT: Final = 13.0
_SMALL: Final = 11.0


@dataclass(frozen=True, slots=True)
class Framed:
    """All groups of the picture with those around it, and the `part` of the plane that they fill.

    The picture's own corner stays at (0, 0), so what is around it has negative coordinates.
    """

    groups: tuple[Group, ...]
    part: Rect


def picture_title(report: Report) -> str:
    """The map's title, which a window's bar and a reader's list of files show."""
    return report.picture.picture.title or report.project_title


def framed(report: Report, widest: float = WIDEST) -> Framed:
    """The report's picture with its title and its edge, whose lines are no longer than `widest`."""
    picture = report.picture.picture
    width = max(picture.width, _NARROWEST)
    room = min(width, widest)
    head: list[tuple[str, float, int, str]] = []
    for words, size, weight, colour in (
        (picture_title(report), _TITLE, 600, "text"),
        (report.picture.caption, _TEXT, 400, "text"),
        (report.edge_words, _SMALL, 400, "text2"),
    ):
        head += [(line, size, weight, colour) for line in wrapped(shown(words), room, size, weight)]
    height = sum(1.45 * size for _, size, _, _ in head) + 12.0
    above: list[Shape] = []
    baseline = -height
    for line, size, weight, colour in head:
        baseline += 1.45 * size
        above.append(Words(0.0, baseline - 0.3 * size, line, size, weight, colour))
    foot = Words(0.0, picture.height + 26.0, report.anchor_words, _SMALL, 400, "text2")
    length = text_width(report.anchor_words, _SMALL)
    reach = max(text_width(line, size, weight) for line, size, weight, _ in head)
    width = max(width, length, reach)
    part = Rect(-_MARGIN, -height - _MARGIN, width + 2 * _MARGIN, height + picture.height + 32.0 + 2 * _MARGIN)
    ground = Group("ground", "paper", "", part, (Box(part, fill="paper"),))
    title = Group("note", "title", "", Rect(0.0, -height, reach, height), tuple(above))
    foot_place = Rect(0.0, picture.height, length, 32.0)
    return Framed((ground, *picture.groups, title, Group("note", "foot", "", foot_place, (foot,))), part)
