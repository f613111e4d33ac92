"""The questionnaires of a sitting on the page of one session: read, corrected, undone."""

from PySide6.QtCore import Qt

from journeymap.core.model import Questionnaire
from journeymap.ui.inspector_fields import ChoiceField
from tests.ui.sessions.hands import CTRL, SHIFT, Hands


def answers(hands: Hands) -> list[tuple[int, ...]]:
    return [
        each.answers for each in hands.driver.ask(hands.window, lambda document: document.read().find(Questionnaire))
    ]


def test_a_questionnaire_is_one_click_away_and_its_score_is_seen_and_sorted_by(hands: Hands) -> None:
    hands.open("P03")
    page = hands.place.page
    button = page.head.questions["umux_lite"]
    assert button.text() == "UMUX-Lite: not asked"
    button.click()
    assert page.questionnaire.isVisible()
    scales = page.questionnaire.scales
    hands.press(hands.driver.focused(), Qt.Key.Key_6)
    hands.driver.until(lambda: answers(hands) == [(6, 0)])
    scales[1].choose(5)
    hands.driver.until(lambda: answers(hands) == [(6, 5)])
    page.questionnaire.finish.click()
    hands.driver.until(button.hasFocus)
    hands.driver.until(lambda: button.text() == "UMUX-Lite: 75 of 100")
    hands.driver.until(hands.window.commands.action("edit.undo").isEnabled)
    hands.press(button, Qt.Key.Key_Z, CTRL)
    hands.driver.until(lambda: button.text() == "UMUX-Lite: unfinished")
    hands.driver.until(hands.window.commands.action("edit.redo").isEnabled)
    hands.press(button, Qt.Key.Key_Z, CTRL | SHIFT)
    hands.driver.until(lambda: button.text() == "UMUX-Lite: 75 of 100")
    hands.place.show_list()
    hands.driver.until(lambda: hands.panel.model.column_of("umux_lite") >= 0)
    hands.table.rearrange("umux_lite", descending=True)
    assert hands.people()[0] == "P03"
    hands.driver.until(lambda: ("UMUX-Lite", "75 of 100") in told(hands))


def told(hands: Hands) -> list[tuple[str, str]]:
    """The facts that the inspector tells."""
    value = hands.window.inspector.value
    return [(fact.name, fact.value) for fact in value.facts] if value is not None else []


def test_esc_leaves_the_questionnaire_and_then_the_session(hands: Hands) -> None:
    hands.open("P03")
    page = hands.place.page
    page.head.questions["sus"].click()
    hands.press(hands.driver.focused(), Qt.Key.Key_Escape)
    assert page.entries.isVisible()
    assert page.head.questions["sus"].hasFocus()
    assert answers(hands) == []
    hands.place.focus_first()
    hands.press(page.entries, Qt.Key.Key_Escape)
    assert hands.place.shown is hands.panel


def test_ease_and_satisfaction_stand_at_the_head(hands: Hands) -> None:
    hands.open("P03")
    page = hands.place.page
    assert not {"Ease", "Satisfaction"} & {fact.name for fact in page.head.facts}
    hands.driver.until(lambda: "session.ease" in _fields(hands))
    field = _fields(hands)["session.ease"]
    field.setCurrentIndex(field.findData("6"))
    field.activated.emit(field.currentIndex())
    hands.driver.until(lambda: ("Ease", "6 of 7") in [(fact.name, fact.value) for fact in page.head.facts])


def _fields(hands: Hands) -> dict[str, ChoiceField]:
    form = hands.window.inspector.form
    return {key: field for key, field in form.fields.items() if isinstance(field, ChoiceField)} if form else {}
