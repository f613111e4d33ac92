from collections.abc import Sequence

from fontTools.ttLib import TTFont

class Options:
    layout_features: Sequence[str]
    hinting: bool
    name_IDs: Sequence[int]
    notdef_outline: bool

class Subsetter:
    def __init__(self, options: Options | None = ...) -> None: ...
    def populate(self, *, text: str) -> None: ...
    def subset(self, font: TTFont) -> None: ...
