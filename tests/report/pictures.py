"""Made-up pictures of maps for the tests: as many steps and lanes as wanted, every cell with a text of its own."""

from dataclasses import replace
from typing import Final

from journeymap.present.picture import Box, Command, Disc, Group, Path, Pen, Picture, Rect, Shape, Words
from journeymap.report.content import Drawing, PictureChoices, Report

HEAD: Final = 94.0
_WIDTH: Final = 108.0
_PITCH: Final = 128.0
_ROW: Final = 62.0


def made_up_map(steps: int, lanes: int, title: str = "A long journey") -> Picture:
    """A map whose words are all different: step `s7`, and `s7 in lane 3, first …` in its cells."""
    width = HEAD + steps * _PITCH + 20.0
    groups: list[Group] = []
    for first in range(0, steps, 10):
        last = min(first + 10, steps)
        rect = Rect(HEAD + first * _PITCH, 12.0, (last - first) * _PITCH - 2.0, 40.0)
        shapes: tuple[Shape, ...] = (Box(rect, 4.0, "soft"), Words(rect.x + 12.0, 38.0, f"Phase {first}", 13.0, 600))
        groups.append(Group("phase", str(first), f"Phase: {first}", rect, shapes))
    top = 64.0
    groups += _row(0, "Steps", top, 110.0)
    for step in range(steps):
        rect = Rect(HEAD + step * _PITCH, top + 10.0, _WIDTH, 80.0)
        card: tuple[Shape, ...] = (
            Box(rect, 8.0, "surface", Pen("line2", 1.25)),
            Words(rect.x + 10.0, rect.y + 24.0, f"s{step}", 12.0, 600),
            Words(rect.x + 10.0, rect.y + 66.0, f"{step + 3} · 1 m 04", 11.0, 400, "text2"),
        )
        if step:
            way: tuple[Command, ...] = (
                ("M", (rect.x - _PITCH + _WIDTH, rect.y + 40.0)),
                ("L", (rect.x, rect.y + 40.0)),
            )
            line = Path(way, pen=Pen("ink", 3.0, opacity=0.75))
            number = Words(rect.x - 10.0, rect.y + 34.0, str(step), 11.0, anchor="middle")
            place = Rect(rect.x - 20.0, rect.y + 20.0, 20.0, 20.0)
            groups += [Group("link", f"{step - 1}>{step}", "", place, (line,))]
            groups += [Group("number", f"{step - 1}>{step}", "", place, (number,))]
        groups.append(Group("card", f"s{step}", f"s{step}: {step + 3} sessions", rect, card))
    top += 110.0
    for lane in range(1, lanes):
        groups += _row(lane, f"Lane {lane}", top, _ROW)
        for step in range(steps):
            x = HEAD + step * _PITCH
            cell: tuple[Shape, ...] = tuple(
                Words(x, top + 18.0 + 14.5 * at, f"s{step} in lane {lane}, {word}", 11.0)
                for at, word in enumerate(("first", "next", "last"))
            )
            rect = Rect(x, top, _WIDTH, _ROW - 8.0)
            groups.append(Group("pain", f"{lane}>{step}", f"s{step}, lane {lane}", rect, cell))
        top += _ROW
    legend = (Disc(HEAD + 10.0, top + 20.0, 5.0, "accent"), Words(HEAD + 22.0, top + 24.0, "what the dot means", 11.0))
    groups.append(Group("legend", "legend", "Legend", Rect(0.0, top, width, 40.0), legend))
    return Picture(width, top + 40.0, title, f"A map of {steps} steps.", tuple(groups))


def _row(lane: int, title: str, top: float, height: float) -> list[Group]:
    head: tuple[Shape, ...] = (
        Box(Rect(0.0, top, HEAD - 8.0, height), fill="surface", pen=Pen("line")),
        Words(10.0, top + 22.0, title, 13.0, 600),
    )
    return [Group("lane", f"lane{lane}", title, Rect(0.0, top, HEAD, height), head)]


def with_picture(report: Report, picture: Picture, choices: PictureChoices | None = None) -> Report:
    """The same report with another picture."""
    drawing = Drawing(picture, picture.description, "What matters most about it.")
    return replace(report, picture=drawing, choices=choices or PictureChoices())
