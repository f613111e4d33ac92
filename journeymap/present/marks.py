"""The signs that stand for impacts, as shapes. Every sign has a form of its own beside its colour."""

from journeymap.present.picture import Box, Command, Disc, Path, Pen, Rect, Shape


def impact_mark(impact: int | None, x: float, y: float, size: float = 14.0) -> tuple[Shape, ...]:
    """The sign of an impact around (x, y): ring, open triangle, filled diamond, filled square with a cross.

    An impact that nobody has rated yet is a dashed ring; impact 0 has no sign.
    """
    half = size / 2
    stroke = max(1.25, size / 8.5)
    if impact == 0:
        return ()
    if impact is None:
        return (Disc(x, y, half - stroke / 2, fill="surface", pen=Pen("impact1", stroke, dash=(2.0, 2.0))),)
    if impact == 1:
        return (Disc(x, y, half - stroke / 2, fill="surface", pen=Pen("impact1", stroke)),)
    if impact == 2:
        top, bottom = y - half * 0.95, y + half * 0.8
        outline: tuple[Command, ...] = (
            ("M", (x, top)), ("L", (x + half * 1.02, bottom)), ("L", (x - half * 1.02, bottom)), ("Z", ()),
        )  # fmt: skip
        return (Path(outline, fill="surface", pen=Pen("impact2", stroke)),)
    if impact == 3:
        reach = half * 1.05
        outline = (
            ("M", (x, y - reach)),
            ("L", (x + reach, y)),
            ("L", (x, y + reach)),
            ("L", (x - reach, y)),
            ("Z", ()),
        )
        return (Path(outline, fill="impact3", pen=Pen("surface", 1.0)),)
    arm = half * 0.42
    cross: tuple[Command, ...] = (
        ("M", (x - arm, y - arm)), ("L", (x + arm, y + arm)), ("M", (x + arm, y - arm)), ("L", (x - arm, y + arm)),
    )  # fmt: skip
    square = Box(Rect(x - half, y - half, size, size), 2.5, fill="impact4", pen=Pen("surface", 1.0))
    return square, Path(cross, pen=Pen("surface", stroke * 1.05))
