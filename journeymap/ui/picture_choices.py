"""How large the map is exported as a picture: scale, paper, and the pages that are glued together."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from journeymap.report.content import PictureChoices
from journeymap.report.picture_content import PAGES, PAPERS, SCALES
from journeymap.ui.plain import label


class PictureChooser(QWidget):
    """Three lists. "By itself" takes the smallest size on which everything can be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale, self.paper, self.pages = QComboBox(), QComboBox(), QComboBox()
        self.scale.addItem("By itself", 0)
        for scale in SCALES:
            self.scale.addItem(f"{scale} ×", scale)
        self.paper.addItem("By itself", "")
        for paper in PAPERS:
            self.paper.addItem(paper, paper)
        for page in PAGES:
            self.pages.addItem(page, page)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(2, 1)
        rows = (
            ("&Scale of the PNG", self.scale, "1 × is as on the screen"),
            ("&Paper of the poster", self.paper, "by itself: the smallest on which all can be read"),
            ("P&ages to glue", self.pages, "what your printer takes"),
        )
        for row, (name, box, about) in enumerate(rows):
            words = label(name)
            words.setBuddy(box)
            box.setAccessibleName(name.replace("&", ""))
            box.setAccessibleDescription(about)
            layout.addWidget(words, row, 0)
            layout.addWidget(box, row, 1)
            layout.addWidget(label(about, "small", wrap=True), row, 2)

    def choices(self) -> PictureChoices:
        """What was chosen."""
        return PictureChoices(self.scale.currentData(), self.paper.currentData(), self.pages.currentData())
