"""Colours, type and the one style sheet: light, dark and high contrast, following the system unless told otherwise.

Widgets ask for a colour by its name, `theme.color("accent")`, when they paint, and paint anew
on `theme.current().changed`.
"""

from functools import cache
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from journeymap.core.resources import resource

LIGHT: Final = {
    "bg": "#F4F3EF", "paper": "#FBFAF7", "surface": "#FFFFFF", "hover": "#F1EFE9", "pressed": "#E7E4DB",
    "line": "#DEDBD3", "line2": "#C9C5BB", "control": "#8A8578", "track": "#E9E6DF",
    "text": "#1C2227", "text2": "#56606A", "disabled": "#7A828A", "ink": "#2B3A4A",
    "accent": "#1F5FA8", "accent_hover": "#184E8C", "soft": "#E6EFF9", "on_accent": "#FFFFFF",
    "impact0": "#7A8791", "impact1": "#7A8791", "impact2": "#B07A1E", "impact3": "#C2540A", "impact4": "#9B1B1B",
    "good": "#0B7A5B", "warn": "#8A5A00", "warn_soft": "#FBF1DC", "bad_soft": "#FAE9E7",
    "shadow": "#14000000",
}  # fmt: skip
DARK: Final = {
    "bg": "#14171A", "paper": "#181C20", "surface": "#20252A", "hover": "#2A3036", "pressed": "#323940",
    "line": "#333A41", "line2": "#465059", "control": "#78838D", "track": "#2C3238",
    "text": "#E8EBEE", "text2": "#A6B0B9", "disabled": "#7F8991", "ink": "#C8D4E0",
    "accent": "#86B7F2", "accent_hover": "#A5CBF7", "soft": "#22344A", "on_accent": "#10202F",
    "impact0": "#9AA7B1", "impact1": "#9AA7B1", "impact2": "#E0AD55", "impact3": "#F08A4B", "impact4": "#F27676",
    "good": "#4CC9A0", "warn": "#E0AD55", "warn_soft": "#372D1A", "bad_soft": "#3C2424",
    "shadow": "#50000000",
}  # fmt: skip
CONTRAST_LIGHT: Final = LIGHT | {
    "bg": "#FFFFFF", "paper": "#FFFFFF", "hover": "#E4E4E4", "line": "#000000", "line2": "#000000",
    "control": "#000000", "text": "#000000", "text2": "#1A1A1A", "disabled": "#6A6A6A", "ink": "#000000",
    "accent": "#003B7A", "accent_hover": "#00264F", "soft": "#D5E6FF", "impact0": "#333333", "impact1": "#333333",
    "impact2": "#6B4400", "impact3": "#8A3200", "impact4": "#7A0000",
    "good": "#00513A", "warn": "#5C3B00", "track": "#C8C8C8",
}  # fmt: skip
CONTRAST_DARK: Final = DARK | {
    "bg": "#000000", "paper": "#000000", "surface": "#000000", "hover": "#2B2B2B", "line": "#FFFFFF",
    "line2": "#FFFFFF", "control": "#FFFFFF", "text": "#FFFFFF", "text2": "#EDEDED", "disabled": "#969696",
    "ink": "#FFFFFF", "accent": "#A9D0FF", "accent_hover": "#CDE4FF", "soft": "#10345C", "on_accent": "#000000",
    "impact0": "#E0E0E0", "impact1": "#E0E0E0", "impact2": "#FFD27A", "impact3": "#FFAE73", "impact4": "#FFA0A0",
    "good": "#7DF0C8", "warn": "#FFD27A", "track": "#4A4A4A",
}  # fmt: skip

CHOICES: Final = {
    "system": "As the system",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
}
"""What a person can choose in the View menu."""

FAMILY: Final = "Noto Sans"
TEXT_PX: Final = 13


class Theme(QObject):
    """The look in force. `changed` is emitted after the application has taken on new colours."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = "system"
        self._tokens: dict[str, str] = LIGHT
        self._family = _load_fonts()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        if hasattr(hints, "accessibility"):  # Qt 6.10 and newer
            hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        app.setStyle("Fusion")
        app.setFont(font())
        self._apply()

    @property
    def choice(self) -> str:
        """What the person chose: a key of `CHOICES`."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        return self._tokens in (DARK, CONTRAST_DARK)

    def choose(self, choice: str) -> None:
        """Take on `choice` (a key of `CHOICES`); `system` follows the desktop from now on."""
        self._choice = choice if choice in CHOICES else "system"
        self._apply()

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """The colour called `name`; `alpha` 0…1 thins it out."""
        found = QColor(self._tokens[name])
        if alpha < 1.0:
            found.setAlphaF(alpha)
        return found

    def _on_system_changed(self) -> None:
        if self._choice in {"system", "contrast"}:
            self._apply()

    def _apply(self) -> None:
        tokens = self._wanted()
        if tokens is self._tokens and self._app.styleSheet():
            return
        self._tokens = tokens
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _wanted(self) -> dict[str, str]:
        hints = self._app.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if self._choice in {"light", "dark"}:
            return DARK if self._choice == "dark" else LIGHT
        contrast = self._choice == "contrast"
        if hasattr(hints, "accessibility"):
            contrast |= hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if contrast:
            return CONTRAST_DARK if dark else CONTRAST_LIGHT
        return DARK if dark else LIGHT

    def _palette(self) -> QPalette:
        role = QPalette.ColorRole
        palette = QPalette()
        for which, name in {
            role.Window: "bg", role.WindowText: "text", role.Base: "surface", role.AlternateBase: "paper",
            role.Text: "text", role.Button: "surface", role.ButtonText: "text", role.BrightText: "impact4",
            role.ToolTipBase: "surface", role.ToolTipText: "text", role.PlaceholderText: "text2",
            role.Highlight: "accent", role.HighlightedText: "on_accent", role.Link: "accent",
            role.LinkVisited: "accent",
            role.Light: "surface", role.Midlight: "hover", role.Mid: "line2", role.Dark: "control",
            role.Shadow: "line2", role.Accent: "accent",
        }.items():  # fmt: skip
            palette.setColor(which, self.color(name))
        for which in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, which, self.color("disabled"))
        return palette

    def _style_sheet(self) -> str:
        marks = "dark" if self.is_dark else "light"
        pictures = {
            name: resource(f"styles/{name}-{marks}.svg").as_posix()
            for name in ("chevron", "unfold", "fold", "check", "dash", "dot")
        }
        # Where every line is black or white, what cannot be pressed is told by its dashes.
        contrast = self._tokens in (CONTRAST_LIGHT, CONTRAST_DARK)
        off = f"dashed {self._tokens['disabled']}" if contrast else f"solid {self._tokens['line']}"
        text = resource("styles/window.qss").read_text(encoding="utf-8")
        return Template(text).substitute(self._tokens | pictures, family=self._family, off=off)


_in_force: list[Theme] = []


def install(app: QApplication, choice: str = "system") -> Theme:
    """Give the application its look; once, before the first widget is shown."""
    if not _in_force or _in_force[0].parent() is not app:
        _in_force[:] = [Theme(app)]
    _in_force[0].choose(choice)
    return _in_force[0]


def current() -> Theme:
    """The look in force; installs it on the running application where that has not been done yet."""
    if _in_force:
        return _in_force[0]
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return install(app)


def color(name: str, alpha: float = 1.0) -> QColor:
    """The colour called `name` in the look in force; `alpha` 0…1 thins it out."""
    return current().color(name, alpha)


def font(px: int = TEXT_PX, *, semibold: bool = False, italic: bool = False) -> QFont:
    """The app's typeface at `px` pixels, with figures of equal width."""
    return QFont(_font(px, semibold, italic))  # a copy is cheap: lists ask for every row they paint


@cache
def _font(px: int, semibold: bool, italic: bool) -> QFont:
    made = QFont(_load_fonts())
    made.setPixelSize(px)
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def _load_fonts() -> str:
    """Load the bundled typeface and give its family; other scripts are found by Qt's own fall-back."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        if path.stem in {"NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Italic", "NotoSansSymbols2-Regular"}:
            QFontDatabase.addApplicationFont(str(path))
    return FAMILY
