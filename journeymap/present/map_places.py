"""Which places of a picture are taken, so that no two labels lie on each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from journeymap.present.picture import Rect


class Places:
    """Which places are taken, sorted into squares so that a look costs the same on a large map."""

    _SQUARE = 128.0

    def __init__(self, taken: Sequence[Rect]) -> None:
        self._squares: dict[tuple[int, int], list[Rect]] = defaultdict(list)
        for rect in taken:
            self.take(rect)

    def take(self, rect: Rect) -> None:
        """Note that this place is taken."""
        for square in self._touched(rect):
            self._squares[square].append(rect)

    def free(self, rect: Rect) -> bool:
        """Whether nothing that was taken lies there."""
        return not any(
            rect.x < other.right and other.x < rect.right and rect.y < other.bottom and other.y < rect.bottom
            for square in self._touched(rect)
            for other in self._squares.get(square, ())
        )

    def _touched(self, rect: Rect) -> Iterator[tuple[int, int]]:
        for column in range(int(rect.x // self._SQUARE), int(rect.right // self._SQUARE) + 1):
            for row in range(int(rect.y // self._SQUARE), int(rect.bottom // self._SQUARE) + 1):
                yield column, row
