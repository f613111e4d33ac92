"""Below the map: the legend, which can be folded, and the buttons for zoom and for showing all links."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.present.map_legend import legend
from journeymap.present.map_values import MapView
from journeymap.present.picture import Group, Rect
from journeymap.ui import keys, theme
from journeymap.ui.icons import icon
from journeymap.ui.map.painting import paint_shapes
from journeymap.ui.plain import Elided, label, plain_tip
from journeymap.ui.settings import load_settings, save_settings

_BUTTONS = (
    ("zoom-out", "Zoom out", "map.zoom_out"),
    ("zoom-in", "Zoom in", "map.zoom_in"),
    ("fit", "Show the whole map", "map.fit"),
)
_BUTTON_PX = 30
_EDGE_PX = 4
_NARROW_PX = 760
_LOW_PX, _ROOMY_PX = 440, 600
"""In less height than this the map needs the room more than its legend does: always, or where it is not seen whole."""


class LegendView(QWidget):
    """What the signs of the map mean, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map: MapView | None = None
        self._group = Group("legend", "legend", "Legend", Rect(0, 0, 0, 0), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(_BUTTON_PX)

    def show_map(self, view: MapView) -> None:
        """Explain the signs of this map."""
        self._map = view
        self._arrange()

    def _arrange(self) -> None:
        if self._map is None:
            return
        self._group, height = legend(self._map.signs, _notes(self._map), -4.0, float(self.width()), 4.0)
        self.setAccessibleName(self._group.name)
        self.setFixedHeight(max(_BUTTON_PX, round(height) - 4))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shapes(painter, self._group.shapes)
        painter.end()


class MapFoot(QFrame):
    """`zoom_asked` carries `in`, `out` or `fit`; `all_links_asked` whether every link is to be drawn.

    The legend is folded where there is little room, until somebody says what they want; then that is remembered.
    """

    zoom_asked = Signal(str)
    all_links_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "filterbar")
        self.legend = LegendView()
        self.notes = Elided("", "small")
        self.fold = QPushButton()
        self.fold.setProperty("role", "quiet")
        self.fold.setAccessibleName("Legend")
        self.fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fold.clicked.connect(self.fold_legend)
        self._wanted = load_settings().legend
        self._low = False
        self.all_links = QPushButton("All links")
        self.all_links.setProperty("role", "quiet")
        self.all_links.setCheckable(True)
        self.all_links.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.all_links.setToolTip(plain_tip("Draw the weak links as well"))
        self.all_links.setAccessibleDescription("Draw the weak links as well")
        self.all_links.toggled.connect(self.all_links_asked)
        self._zoom = label("100 %", "small")
        self._zoom.setMinimumWidth(40)
        self._zoom.setFixedHeight(_BUTTON_PX)
        self.notes.setFixedHeight(_BUTTON_PX)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, _EDGE_PX, 12, _EDGE_PX)
        column.setSpacing(0)
        self._above, self._beside = QHBoxLayout(), QHBoxLayout()  # where the legend can be
        row = QHBoxLayout()
        row.setSpacing(4)
        column.addLayout(self._above)
        column.addLayout(row)
        row.addWidget(self.fold)
        row.addLayout(self._beside, 1)
        self._beside.addWidget(self.notes, 1)
        self._beside.addStretch(0)
        row.addWidget(self.all_links)
        for name, words, _command in _BUTTONS:
            button = QToolButton()
            button.setObjectName(name)
            button.setIconSize(QSize(18, 18))
            button.setFixedSize(_BUTTON_PX, _BUTTON_PX)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(self._on_clicked)
            self._buttons[name] = button
            row.addWidget(button)
            if name == "zoom-out":
                row.addWidget(self._zoom)
        for part in (self.fold, self.notes, self.all_links, self._zoom, *self._buttons.values()):
            row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        theme.current().changed.connect(self._restyle)
        self._restyle()
        keys.current().changed.connect(self._name_keys)
        self._arrange()
        self._place_legend()

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """Everything that can be pressed here, from left to right."""
        return self.fold, self.all_links, *self._buttons.values()

    def show_map(self, view: MapView) -> None:
        """Explain this map; the choice of links is offered where there are weak ones."""
        self.legend.show_map(view)
        self.notes.setText(" · ".join(_notes(view)))
        some_hidden = any(not link.shown for link in view.links)
        self.all_links.setVisible(some_hidden or view.all_links)
        self.all_links.setText("Strong links only" if view.all_links else "All links")

    def show_zoom(self, zoom: float) -> None:
        """Say the scale, 1.0 is 100 %."""
        self._zoom.setText(f"{round(zoom * 100)}\N{NO-BREAK SPACE}%")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_legend()

    def _place_legend(self) -> None:
        """Beside the buttons where it is wide enough there, else above them."""
        wanted, other = self._beside, self._above
        if self.width() < _NARROW_PX:
            wanted, other = other, wanted
        if wanted.indexOf(self.legend) < 0:
            other.removeWidget(self.legend)
            wanted.insertWidget(0, self.legend, 1)

    def fit_into(self, height: int, map_height: float) -> None:
        """The map and its foot have this height together; the map alone would take `map_height`, both in px."""
        crowded = map_height + self.legend.height() + 2 * _EDGE_PX > height
        low = height < _LOW_PX or (height < _ROOMY_PX and crowded)
        if low != self._low:
            self._low = low
            self._arrange()

    def fold_legend(self) -> None:
        """Fold the legend, or show it again, now and from now on."""
        self._wanted = "folded" if self._shows_legend() else "shown"
        save_settings(replace(load_settings(), legend=self._wanted))
        self._arrange()

    def _shows_legend(self) -> bool:
        return self._wanted == "shown" or (self._wanted != "folded" and not self._low)

    def _arrange(self) -> None:
        shown = self._shows_legend()
        self.legend.setVisible(shown)
        self.notes.setVisible(not shown)
        self.fold.setText(f"Legend {'▾' if shown else '▸'}")
        self.fold.setAccessibleDescription("shown" if shown else "folded")
        self._name_keys()

    def _on_clicked(self) -> None:
        self.zoom_asked.emit({"zoom-in": "in", "zoom-out": "out", "fit": "fit"}[self.sender().objectName()])

    def _name_keys(self) -> None:
        fold = "Fold the legend" if self._shows_legend() else "Show the legend"
        self.fold.setToolTip(plain_tip(keys.with_keys(fold, "map.legend")))
        for name, words, command_id in _BUTTONS:
            self._buttons[name].setToolTip(plain_tip(keys.with_keys(words, command_id)))
            self._buttons[name].setAccessibleDescription(keys.keys_text(command_id))

    def _restyle(self) -> None:
        colour = theme.color("text").name()
        for name, button in self._buttons.items():
            button.setIcon(icon(name, colour))
        self.legend.update()


def _notes(view: MapView) -> list[str]:
    """What the map leaves out; what has no place on it stands in the tray."""
    return [note for note in view.notes if note != view.unplaced_note]
