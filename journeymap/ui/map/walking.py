"""Walking the map with the keyboard: along the main path, among branches, to the ends."""

from journeymap.present.map_values import MapView


def walked(view: MapView, step_id: str, direction: str) -> str:
    """The step reached from `step_id` (empty: from nowhere) by left, right, up, down, home or end.

    Left and right keep to the row and fall back to the main path where the row ends; up and down stay in the column.
    """
    path = view.main_path
    if not view.steps:
        return ""
    first = path[0] if path else view.steps[0].step_id
    if direction == "home" or (step_id not in view.cells and direction != "end"):
        return first
    if direction == "end":
        return path[-1] if path else view.steps[-1].step_id
    column, row = view.cells[step_id]
    by_place = {place: step for step, place in view.cells.items()}
    if direction in {"up", "down"}:
        rows = sorted(other for c, other in by_place if c == column)
        beyond = [other for other in rows if (other < row if direction == "up" else other > row)]
        nearest = (max(beyond) if direction == "up" else min(beyond)) if beyond else row
        return by_place[column, nearest]
    sign = 1 if direction == "right" else -1
    last = max(c for c, _ in by_place)
    column += sign
    while 0 <= column <= last:
        for wanted in (row, 0):
            if (column, wanted) in by_place:
                return by_place[column, wanted]
        column += sign
    return step_id


def place_words(view: MapView, step_id: str) -> str:
    """Where among branches a step stands ("branch 2 of 3"); empty in a column of one step."""
    if step_id not in view.cells:
        return ""
    column, row = view.cells[step_id]
    rows = sorted(r for c, r in view.cells.values() if c == column and r > 0)
    if not rows:
        return ""
    if row == 0:
        return f"{len(rows)} {'branch' if len(rows) == 1 else 'branches'} below"
    return f"branch {rows.index(row) + 1} of {len(rows)}"
