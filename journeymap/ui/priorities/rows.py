"""The ranked list: one row a pain point, with its interval drawn as a bar and all of it in words for readers."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journeymap.core.scales import IMPACTS
from journeymap.core.wording import number_word
from journeymap.present.ranking import RankingView, RankItem
from journeymap.ui import theme
from journeymap.ui.marks import paint_mark
from journeymap.ui.plain import plain_tip

ROW: Final = 58
HEAD: Final = 36
_ITEM: Final = Qt.ItemDataRole.UserRole + 1
_VIEW: Final = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
_WRAP: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def columns(width: int) -> tuple[int, int, int]:
    """Where bars begin, where bars end, and where the words begin, for rows of this width in px."""
    words = width - max(110, min(210, width // 5))
    bars = int(width * 0.46)
    return bars, words - 24, words


def sure_words(item: RankItem, top: int) -> str:
    """How likely it is among the first, as the column says it."""
    if item.not_seen:
        return item.not_seen
    return f"clearly among the first {number_word(top)}" if item.word == "clear" else item.word


def spoken(item: RankItem, view: RankingView) -> str:
    """A row in words."""
    parts = [
        f"Rank {item.rank_text}" if item.rank_text else "",
        item.title,
        ", ".join(item.steps),
        item.share_text,
        f"worst: {IMPACTS[item.worst_impact]}" if item.affected else item.not_seen,
        f"harm {item.score_text} per 100 journeys, {item.interval_text}" if item.interval_text else "",
        sure_words(item, view.top) if item.affected else "",
        "cannot be told apart from its neighbours" if item.tied else "",
    ]
    return "; ".join(part for part in parts if part)


class RankModel(QAbstractListModel):
    """The items of a ranking."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view: RankingView | None = None

    def show(self, view: RankingView) -> None:
        self.beginResetModel()
        self._view = view
        self.endResetModel()

    def item(self, row: int) -> RankItem | None:
        items = self._view.items if self._view else ()
        return items[row] if 0 <= row < len(items) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() or self._view is None else len(self._view.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index.row()) if index.isValid() else None
        if item is None or self._view is None:
            return None
        if role == _ITEM:
            return item
        if role == _VIEW:
            return self._view
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(item, self._view)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join((item.title, *item.notes)))
        return None


class RankRow(QStyledItemDelegate):
    """Draws one row: rank, mark, title and place, the interval bar, how sure."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item, view = index.data(_ITEM), index.data(_VIEW)
        if not isinstance(item, RankItem) or not isinstance(view, RankingView):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("soft"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 6, 6)
        bars, bars_end, words = columns(rect.width())
        self._paint_rank(painter, rect, item, view)
        self._paint_words(painter, QRect(rect.left() + 52, rect.top(), bars - 64, rect.height()), item)
        self._paint_bar(painter, QRect(rect.left() + bars, rect.top(), bars_end - bars, rect.height()), item, view)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        sure = QRect(rect.left() + words, rect.top(), rect.width() - words - 12, rect.height())
        painter.drawText(sure, _WRAP, sure_words(item, view.top))
        painter.restore()

    @staticmethod
    def _paint_rank(painter: QPainter, rect: QRect, item: RankItem, view: RankingView) -> None:
        alone = bool(item.rank_text) and not item.tied
        painter.setFont(theme.font(18 if alone and len(item.rank_text) == 1 else 13, semibold=True))
        painter.setPen(theme.color("text" if item.affected else "text2"))
        painter.drawText(
            QRect(rect.left() + 8, rect.top(), 42, rect.height()), Qt.AlignmentFlag.AlignCenter, item.rank_text
        )
        if not item.tied:
            return
        # The bracket that joins those that cannot be told apart.
        group = [other.id for other in view.items if other.group == item.group]
        top = rect.top() + (10 if item.id == group[0] else 0)
        bottom = rect.bottom() - (10 if item.id == group[-1] else 0)
        painter.setPen(QPen(theme.color("control"), 2))
        painter.drawLine(rect.left() + 6, top, rect.left() + 6, bottom)
        if item.id == group[0]:
            painter.drawLine(rect.left() + 6, top, rect.left() + 10, top)
        if item.id == group[-1]:
            painter.drawLine(rect.left() + 6, bottom, rect.left() + 10, bottom)

    @staticmethod
    def _paint_words(painter: QPainter, rect: QRect, item: RankItem) -> None:
        if item.affected:
            paint_mark(painter, item.worst_impact, QPointF(rect.left() + 8, rect.top() + 21), 13)
        painter.setFont(theme.font(13, semibold=True))
        painter.setPen(theme.color("text"))
        elide = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(item.title, elide, rect.width() - 22)
        painter.drawText(QRect(rect.left() + 22, rect.top() + 10, rect.width() - 22, 22), _MIDDLE, title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        about = " · ".join(part for part in (", ".join(item.steps), item.share_text) if part)
        painter.drawText(
            QRect(rect.left(), rect.top() + 31, rect.width(), 20),
            _MIDDLE,
            painter.fontMetrics().elidedText(about, elide, rect.width()),
        )

    @staticmethod
    def _paint_bar(painter: QPainter, rect: QRect, item: RankItem, view: RankingView) -> None:
        most = max((max(other.high or 0.0, other.score) for other in view.items), default=0.0) or 1.0
        middle = rect.center().y() + 4

        def at(value: float) -> float:
            return rect.left() + value / most * (rect.width() - 16)

        painter.setPen(QPen(theme.color("track"), 2))
        painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))
        colour = f"impact{item.worst_impact if item.affected else 1}"
        if item.high is not None:
            pen = QPen(theme.color(colour, 0.38), 10)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            low, high = at(item.low) + 5, max(at(item.low) + 5.1, at(item.high) - 5)
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        if not item.not_seen:
            pen = QPen(theme.color(colour), 3)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(at(item.score), middle - 9), QPointF(at(item.score), middle + 9))
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font(11))
            painter.drawText(QPointF(at(item.score) + 6, middle - 9), item.score_text)


class RankHead(QWidget):
    """The words above the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEAD)
        self._top = 3
        self._ranked = True
        self.setAccessibleName("Rank, pain point, harm per 100 journeys with 90 % interval, in the first three")

    def show_for(self, view: RankingView) -> None:
        self._top, self._ranked = view.top, view.ranked
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(12, semibold=True))
        painter.setPen(theme.color("text2"))
        bars, _, words = columns(self.width())
        names = [
            (12, "Rank" if self._ranked else ""),
            (52, "Pain point"),
            (bars, "Harm per 100 journeys, 90 % interval"),
        ]
        if self._ranked:
            names.append((words, f"In the first {number_word(self._top)}"))
        ends = [left for left, _ in names[1:]] + [self.width()]
        for (left, name), end in zip(names, ends, strict=True):
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, end - left - 8)
            painter.drawText(QRect(left, 0, end - left, HEAD), _MIDDLE, shown)
        painter.setPen(theme.color("line"))
        painter.drawLine(0, HEAD - 1, self.width(), HEAD - 1)
        painter.end()


class RankList(QListView):
    """As tall as its rows: the page scrolls, not the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ranks = RankModel(self)
        self.setModel(self.ranks)
        self.setItemDelegate(RankRow(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "flush")
        self.setAccessibleName("Pain points in order of harm")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_ranking(self, view: RankingView, selected_id: str) -> None:
        """Show a ranking and keep what was selected."""
        self.ranks.show(view)
        self.setFixedHeight(max(1, len(view.items)) * ROW + 2)
        for row, item in enumerate(view.items):
            if item.id == selected_id:
                self.setCurrentIndex(self.ranks.index(row))
