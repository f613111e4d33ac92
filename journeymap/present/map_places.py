"""Which places of a picture are taken, so that no two labels lie on each other."""

from collections import defaultdict
from collections.abc import Sequence

from journeymap.present.picture import Rect


class Places:
    """Which places are taken, sorted into squares so that a look costs the same on a large map."""

    _SQUARE = 128.0

    def __init__(self, taken: Sequence[Rect]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[float, float, float, float]]] = defaultdict(list)
        for rect in taken:
            self.take(rect)

    def take(self, rect: Rect) -> None:
        """Note that this place is taken."""
        edges = rect.x, rect.y, rect.right, rect.bottom
        for square in self._touched(*edges):
            self._squares[square].append(edges)

    def free(self, rect: Rect) -> bool:
        """Whether nothing that was taken lies there."""
        left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
        for square in self._touched(left, top, right, bottom):
            for x, y, end, low in self._squares.get(square, ()):
                if left < end and x < right and top < low and y < bottom:
                    return False
        return True

    def _touched(self, left: float, top: float, right: float, bottom: float) -> Sequence[tuple[int, int]]:
        first, last = int(left // self._SQUARE), int(right // self._SQUARE)
        high, low = int(top // self._SQUARE), int(bottom // self._SQUARE)
        if first == last and high == low:
            return ((first, high),)
        return [(column, row) for column in range(first, last + 1) for row in range(high, low + 1)]
