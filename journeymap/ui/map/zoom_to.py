"""Making what is selected as large as the window: cards, the line of a link, and then the cells below the cards."""

from PySide6.QtCore import QRectF

from journeymap.ui.map.view import MapCanvas

_ROOM = (-110.0, -70.0, 24.0, 40.0)
"""Left, top, right and bottom in map units: the headings of lanes and phases lie over the left edge and the top."""


def zoom_to_selection(canvas: MapCanvas) -> bool:
    """Show what is selected as large as fits; asked again, the cells of its columns as well. False: there is none."""
    area = _selected(canvas)
    if area is None:
        return False
    with_cells = _with_cells(canvas, area)
    if canvas.shows_area(area.adjusted(*_ROOM)) and with_cells != area:
        area = with_cells
    canvas.show_area(area.adjusted(*_ROOM))
    return True


def _selected(canvas: MapCanvas) -> QRectF | None:
    if canvas.overlay.link is not None:
        return canvas.overlay.link.boundingRect()
    found = [card for step in canvas.chosen if (card := canvas.card(step)) is not None]
    if not found:
        return None
    whole = QRectF(found[0])
    for card in found[1:]:
        whole |= card
    return whole


def _with_cells(canvas: MapCanvas, area: QRectF) -> QRectF:
    """The columns in which the area lies, from the top of the first lane to the foot of the last."""
    view = canvas.map()
    if view is None or not view.geometry.bands:
        return area
    touched = [(left, right) for left, right in view.geometry.columns if left < area.right() and right > area.left()]
    top, bottom = view.geometry.bands[0][1], view.geometry.bands[-1][2]
    left = min([area.left(), *(left for left, _ in touched)])
    right = max([area.right(), *(right for _, right in touched)])
    return QRectF(left, top, right - left, bottom - top) | area
