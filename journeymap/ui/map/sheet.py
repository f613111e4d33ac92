"""A map made ready for the canvas: sorted and looked up off the window's thread, which only takes it over."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from journeymap.present.map_plan import MapPlan
from journeymap.present.map_values import MapView
from journeymap.present.picture import Group
from journeymap.ui.map.group_index import GroupIndex
from journeymap.ui.map.painting import rect_of
from journeymap.ui.map.places import MapPlaces

_DEPTH = {"ground": 0.0, "link": 1.0, "leader": 1.4, "number": 1.5, "label": 1.6, "card": 3.0, "mark": 12.0}
"""All other kinds lie between, at 2."""
MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the canvas needs of one picture. `cards` and `marks` are by step; `places` is there where it can be edited.

    `fixed`: its places are there to be pointed at, but nothing can be changed. The legend is left out: the window
    keeps it in sight.
    """

    view: MapView
    places: MapPlaces | None
    headings: tuple[Group, ...]
    cards: dict[str, QRectF]
    marks: dict[str, list[Group]]
    index: GroupIndex
    bounds: QRectF
    fixed: bool = False


def make_sheet(view: MapView, plan: MapPlan | None = None, *, fixed: bool = False) -> Sheet:
    """Make a map ready; with its plan people can work on it unless it is `fixed`. Needs no window."""
    headings: list[Group] = []
    below: list[Group] = []
    cards: dict[str, QRectF] = {}
    marks: dict[str, list[Group]] = {}
    bottom = 0.0
    for group in view.picture.groups:
        if group.kind == "legend":
            continue
        bottom = max(bottom, group.bounds.bottom)
        if group.kind in {"lane", "phase"}:
            headings.append(group)
            continue
        below.append(group)
        if group.kind == "card":
            cards[group.key] = rect_of(group.bounds)
        elif group.kind == "mark":
            marks.setdefault(group.key, []).append(group)
    below.sort(key=lambda group: _DEPTH.get(group.kind, 2.0))
    return Sheet(
        view=view,
        places=MapPlaces(view, plan) if plan is not None else None,
        headings=tuple(headings),
        cards=cards,
        marks=marks,
        index=GroupIndex(below),
        bounds=QRectF(0.0, 0.0, view.picture.width + MARGIN, bottom + MARGIN if view.picture.groups else 0.0),
        fixed=fixed,
    )
