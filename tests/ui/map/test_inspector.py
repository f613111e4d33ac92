"""The inspector: any value in plain text, spoken in the same order."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from journeymap.present.inspect import Fact, InspectorValue, IntervalBar, Line, Quote, Section
from journeymap.ui.inspector import Inspector

VALUE = InspectorValue(
    kicker="Step 6 of 9 · Prove address",
    title="Upload <img src=x> & proof",
    facts=(Fact("Channel", "Website"), Fact("Reached by", "11 of 12", "(65–99 %)")),
    sections=(
        Section(
            "Pain here · 7 of 11 people",
            bar=IntervalBar(0.35, 0.64, 0.85, 0.0, 1.0, "35–85 %", 4),
            lines=(Line("Cannot find upload", "7 of 11", 4), Line("Not rated", "1 of 11")),
            quotes=(Quote("Why can’t <b>you</b> look it up?", "P07 · Round 2 · 00:06:10"),),
            note="and 3 more quotes",
        ),
        Section("Nothing here"),
    ),
)


def labels(inspector: Inspector) -> list[QLabel]:
    return [found for found in inspector.findChildren(QLabel) if found.text()]


def test_everything_of_the_value_is_there_as_plain_text(qtbot: QtBot) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.show_value(VALUE)
    texts = [found.text() for found in labels(inspector)]
    for text in (
        "Step 6 of 9 · Prove address", "Upload <img src=x> & proof", "Website", "11 of 12", "(65–99 %)",
        "Cannot find upload", "“Why can’t <b>you</b> look it up?”", "P07 · Round 2 · 00:06:10", "and 3 more quotes",
    ):  # fmt: skip
        assert text in texts
    assert all(found.textFormat() == Qt.TextFormat.PlainText for found in labels(inspector))


def test_another_value_replaces_the_first_and_nothing_says_what_to_do(qtbot: QtBot) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.show_value(VALUE)
    inspector.show_value(None)
    qtbot.waitUntil(lambda: len(labels(inspector)) == 1)
    assert labels(inspector)[0].text().startswith("Select something")


def test_a_screen_reader_hears_the_facts_in_order(qtbot: QtBot) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.show_value(VALUE)
    area = inspector.findChild(QScrollArea)
    assert area is not None
    assert area.accessibleName() == "Inspector: Upload <img src=x> & proof"
    spoken = area.accessibleDescription()
    assert spoken.index("11 of 12") < spoken.index("35–85 %") < spoken.index("Why can’t")


def test_it_can_be_painted_with_long_words(qtbot: QtBot) -> None:
    inspector = Inspector()
    qtbot.addWidget(inspector)
    inspector.setFixedWidth(330)
    inspector.show_value(InspectorValue("k", "W" * 400, (Fact("n" * 60, "v" * 300, "s"),)))
    inspector.show()
    assert not inspector.grab().isNull()
    assert inspector.width() == 330
