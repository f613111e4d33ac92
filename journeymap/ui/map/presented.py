"""One page of a presentation: its title and numbers at the left, what people said at the right, as large as fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from journeymap.present.marks import impact_mark
from journeymap.present.presentation import Slide
from journeymap.ui import theme
from journeymap.ui.map.painting import paint_shapes
from journeymap.ui.plain import label

L = TypeVar("L", bound=QBoxLayout)
_LEAST, _MOST, _SMALLER = 0.5, 2.0, 0.92
_BESIDE_PX = 1000  # from this width on, quotes stand beside the numbers
_QUOTES_SHARE, _GAP_PX = 0.36, 64
_MARK_PX, _INDENT_PX = 26, 42  # of a pain point on a laptop's screen


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    px: int
    colour: str = "text"
    weight: int = 400
    italic: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together, with so many px below. `kind` is words, pain or quote; `impact` is that of a pain."""

    kind: str
    lines: tuple[_Line, ...]
    below: int
    impact: int | None = None


class SlidePage(QWidget):
    """Shows one `Slide`, made to fit into a width and a height in px.

    `screens` says how many times as large as a laptop's the screen is.
    """

    def __init__(self, slide: Slide, width: int, height: int, screens: float) -> None:
        super().__init__()
        beside = bool(slide.quotes) and width >= _BESIDE_PX
        right = int(width * _QUOTES_SHARE) if beside else width
        left = width - right - _GAP_PX if beside else width
        self._large = max(_LEAST, min(screens, _MOST))
        while True:
            facts, quotes = self._facts(slide), self._quotes(slide)
            heights = self._height(facts, left), self._height(quotes, right)
            if self._large <= _LEAST or (max(heights) if beside else sum(heights)) <= height:
                break
            self._large *= _SMALLER
        row: QBoxLayout = QHBoxLayout(self) if beside else QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP_PX if beside else 0)
        for blocks, wide in ((facts, left), (quotes, right)):
            if blocks:
                part = QWidget()
                part.setFixedWidth(wide)
                part.setLayout(self._column(blocks))
                row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)

    def _px(self, size: int) -> int:
        return round(size * self._large)

    def _facts(self, slide: Slide) -> list[_Block]:
        px = self._px
        blocks = [_Block("words", (_Line(slide.phase, px(20), "text2"),), 0)] if slide.phase else []
        blocks.append(_Block("words", (_Line(slide.title, px(44), weight=600),), px(18)))
        blocks += [_Block("words", (_Line(line, px(24)),), px(8)) for line in slide.lines]
        for at, pain in enumerate(slide.pains):
            if at == 0:
                blocks.append(_Block("words", (), px(12)))
            words = f"{pain.words[:1].upper()}{pain.words[1:]}"
            lines = _Line(pain.title, px(24), weight=600), _Line(words, px(20), "text2")
            blocks.append(_Block("pain", lines, px(14), pain.impact))
        if slide.more:
            blocks.append(_Block("words", (_Line(slide.more, px(20), "text2"),), 0))
        return blocks

    def _quotes(self, slide: Slide) -> list[_Block]:
        px = self._px
        return [
            _Block("quote", (_Line(f"“{said}”", px(26), italic=True), _Line(source, px(16), "text2")), px(24))
            for said, source in slide.quotes
        ]

    def _height(self, blocks: Sequence[_Block], width: int) -> int:
        """How high the blocks are, one below the other."""
        total = 0
        for block in blocks:
            room = max(100, width - (0 if block.kind == "words" else self._px(_INDENT_PX)))
            total += block.below
            for line in block.lines:
                metrics = QFontMetrics(theme.font(line.px, semibold=line.weight == 600, italic=line.italic))
                total += metrics.boundingRect(0, 0, room, 100_000, Qt.TextFlag.TextWordWrap, line.text).height()
        return total

    def _column(self, blocks: Sequence[_Block]) -> QVBoxLayout:
        column = _bare(QVBoxLayout())
        for block in blocks:
            if block.kind == "words":
                for line in block.lines:
                    column.addWidget(_words(line))
            else:
                column.addWidget(self._framed(block))
            column.addSpacing(block.below)
        return column

    def _framed(self, block: _Block) -> QWidget:
        """Lines behind the sign of an impact, or behind the bar of a quote."""
        frame = QFrame()
        row = _bare(QHBoxLayout(frame))
        if block.kind == "pain":
            row.addWidget(_Mark(block.impact, self._px(_MARK_PX), self._px(_INDENT_PX)), 0, Qt.AlignmentFlag.AlignTop)
        else:
            bar = QFrame()
            bar.setFixedWidth(max(3, self._px(4)))
            bar.setStyleSheet(f"background: {theme.color('line2').name()};")
            row.addWidget(bar)
            row.addSpacing(self._px(_INDENT_PX - 4) // 2)
        lines = _bare(QVBoxLayout())
        for line in block.lines:
            lines.addWidget(_words(line))
        row.addLayout(lines, 1)
        return frame


class _Mark(QWidget):
    """The sign of an impact; its meaning stands beside it in words."""

    def __init__(self, impact: int | None, size: int, width: int) -> None:
        super().__init__()
        self._impact, self._size = impact, size
        self.setFixedSize(width, round(size * 1.35))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        larger = self._size / 14.0
        painter.scale(larger, larger)
        paint_shapes(painter, impact_mark(self._impact, 8.0, 10.0))
        painter.end()


def _bare(layout: L) -> L:
    """The layout without room around and between what is in it."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def _words(line: _Line) -> QLabel:
    made = label(line.text, wrap=True)
    style = "italic" if line.italic else "normal"
    made.setStyleSheet(
        f"font-size: {line.px}px; font-weight: {line.weight}; font-style: {style};"
        f" color: {theme.color(line.colour).name()};"
    )
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return made
