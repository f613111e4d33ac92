"""One session in the real window: read, corrected in place, and every correction undone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from journeymap.core.model import Observation, Session, Step
from journeymap.ui.inspector_fields import ChoiceField, LineField, TextField
from tests.ui.sessions.hands import ALT, CTRL, SHIFT, Hands


def opened(hands: Hands, person: str = "P03") -> str:
    """Open somebody's session; gives its id."""
    hands.open(person)
    hands.driver.until(hands.place.page.entries.hasFocus)
    return hands.place.page.session_id


def walk(hands: Hands, kind: str) -> Observation:
    """Walk down to the first entry of a kind."""
    page = hands.place.page
    while (entry := page.entry()) is not None and entry.kind != kind:
        hands.press(page.entries, Qt.Key.Key_Down)
    assert entry is not None
    return entry


def now(hands: Hands, entry_id: str) -> Observation | None:
    return next((one for one in hands.entries(hands.place.page.session_id) if one.id == entry_id), None)


def test_the_head_says_who_it_was_and_how_it_ended(hands: Hands) -> None:
    opened(hands)
    page = hands.place.page
    assert page.head.title.text() == "P03 · Round 1"
    assert page.head.outcome.text().startswith("Gave up · 10\u00a0m\u00a031 · ")
    assert hands.window.top_bar._title.text() == "Session of P03"
    assert page.entries.stream.rowCount() == len(hands.entries(page.session_id))


def test_an_entry_is_typed_over_in_the_line_and_undone(hands: Hands) -> None:
    opened(hands)
    page = hands.place.page
    entry = walk(hands, "pain")
    hands.press(page.entries, Qt.Key.Key_Return)
    assert page.line.field.hasFocus()
    assert page.line.field.text().startswith("[00:00:44] !1 ")
    page.line.field.put("[00:00:45] !4 the date is nowhere #expired")
    hands.press(page.line.field, Qt.Key.Key_Return)
    hands.driver.until(lambda: (found := now(hands, entry.id)) is not None and found.impact == 4)
    found = now(hands, entry.id)
    assert found is not None
    assert (found.at_ms, found.text, found.tags) == (45_000, "the date is nowhere", ("expired",))
    hands.driver.until(page.entries.hasFocus)
    assert page.entry() is not None
    hands.driver.until(lambda: (shown := page.entry()) is not None and shown.text == "the date is nowhere")
    assert hands.undo() == "Correct an entry"
    assert now(hands, entry.id) == entry


def test_esc_leaves_the_line_and_then_the_session(hands: Hands) -> None:
    opened(hands)
    page = hands.place.page
    hands.press(page.entries, Qt.Key.Key_Return)
    QTest.keyClicks(page.line.field, " never kept")
    hands.press(page.line.field, Qt.Key.Key_Escape)
    assert page.entries.hasFocus()
    assert not page.line.field.text()
    hands.press(page.entries, Qt.Key.Key_Escape)
    assert hands.place.shown is hands.panel
    assert hands.table.hasFocus()
    assert [row.pseudonym for row in hands.panel.model.rows_with(hands.table.chosen())] == ["P03"]


def test_an_entry_is_put_in_after_another_also_when_the_session_has_ended(hands: Hands) -> None:
    session_id = opened(hands)
    page = hands.place.page
    before = hands.entries(session_id)
    hands.press(page.entries, Qt.Key.Key_Down)
    hands.press(page.entries, Qt.Key.Key_Insert)
    QTest.keyClicks(page.line.field, '"where am I')
    hands.press(page.line.field, Qt.Key.Key_Return)
    hands.driver.until(lambda: len(hands.entries(session_id)) == len(before) + 1)
    after = hands.entries(session_id)
    assert after[2].kind == "quote"
    assert after[2].at_ms == before[1].at_ms
    hands.driver.until(lambda: page.entries.entry_id() == after[2].id)
    hands.press(page.entries, Qt.Key.Key_Insert)
    QTest.keyClicks(page.line.field, "[00:00:01] looks around")
    hands.press(page.line.field, Qt.Key.Key_Return)
    hands.driver.until(lambda: len(hands.entries(session_id)) == len(before) + 2)
    assert hands.entries(session_id)[0].text == "looks around", "a time in the line goes before the place"
    hands.undo()
    hands.undo()
    assert hands.entries(session_id) == before


def test_an_entry_is_moved_and_removed_by_keys(hands: Hands) -> None:
    session_id = opened(hands)
    page = hands.place.page
    before = hands.entries(session_id)
    hands.press(page.entries, Qt.Key.Key_Down)
    hands.press(page.entries, Qt.Key.Key_Down, ALT | SHIFT)
    hands.driver.until(lambda: hands.entries(session_id)[2].id == before[1].id)
    hands.driver.until(lambda: page.entries.currentIndex().row() == 2)
    hands.press(page.entries, Qt.Key.Key_Up, ALT | SHIFT)
    hands.driver.until(lambda: hands.entries(session_id)[1].id == before[1].id)
    hands.driver.until(lambda: page.entries.currentIndex().row() == 1)
    hands.press(page.entries, Qt.Key.Key_Delete)
    hands.driver.until(lambda: len(hands.entries(session_id)) == len(before) - 1)
    hands.driver.until(lambda: page.entries.entry_id() == before[2].id)
    for _ in range(3):
        hands.undo()
    assert hands.entries(session_id) == before


def test_a_line_that_cannot_be_kept_says_why_and_stays(hands: Hands) -> None:
    opened(hands)
    page = hands.place.page
    hands.press(page.entries, Qt.Key.Key_Return)
    page.line.field.put("= gave up")
    hands.press(page.line.field, Qt.Key.Key_Return)
    hands.driver.until(page.line.refusal.isVisible)
    assert "cannot become the end of the session" in page.line.refusal.text()
    assert page.line.field.text() == "= gave up"


def test_step_impact_time_and_words_are_changed_in_the_inspector(hands: Hands) -> None:
    session_id = opened(hands)
    first = hands.entries(session_id)[0]
    steps = hands.driver.ask(hands.window, lambda document: document.read().find(Step))
    fields = _fields(hands, "entry.step")
    choice = fields["entry.step"]
    assert isinstance(choice, ChoiceField)
    _pick(choice, steps[3].id)
    hands.driver.until(lambda: (found := now(hands, first.id)) is not None and found.step_id == steps[3].id)
    line = fields["entry.time"]
    assert isinstance(line, LineField)
    line.setText("0:03")
    line.editingFinished.emit()
    hands.driver.until(lambda: (found := now(hands, first.id)) is not None and found.at_ms == 3000)
    entry = walk(hands, "pain")
    fields = _fields(hands, "entry.impact")
    rated, words = fields["entry.impact"], fields["entry.text"]
    assert isinstance(rated, ChoiceField)
    assert isinstance(words, TextField)
    _pick(rated, "")
    hands.driver.until(lambda: (found := now(hands, entry.id)) is not None and found.impact is None)
    words.setPlainText("cannot see the date")
    hands.press(words, Qt.Key.Key_Return, CTRL)
    hands.driver.until(lambda: (found := now(hands, entry.id)) is not None and found.text == "cannot see the date")
    found = now(hands, entry.id)
    assert found is not None
    assert (found.impact, found.tags, found.at_ms) == (None, entry.tags, entry.at_ms)


def test_a_time_that_is_none_is_refused_and_the_field_goes_back(hands: Hands) -> None:
    opened(hands)
    line = _fields(hands, "entry.step")["entry.time"]
    assert isinstance(line, LineField)
    before = line.text()
    line.setText("half past three")
    line.editingFinished.emit()
    hands.driver.until(lambda: "is no time" in hands.window.messages.text())
    assert line.text() == before


def test_ratings_are_set_in_the_inspector_of_the_session(hands: Hands) -> None:
    hands.choose("P05")
    hands.driver.until(lambda: (shown := hands.window.inspector.value) is not None and shown.title == "P05")
    fields = _fields(hands, "session.ease")
    for key, value in (("session.ease", "6"), ("session.satisfaction", "4")):
        field = fields[key]
        assert isinstance(field, ChoiceField)
        _pick(field, value)
    hands.driver.until(lambda: hands.stored_of("P05").satisfaction == 4)
    stored = hands.stored_of("P05")
    assert (stored.ease, stored.satisfaction) == (6, 4)
    hands.driver.until(lambda: "ease" in [column.key for column in hands.panel.model.columns])


def test_the_neighbour_is_opened_in_the_order_of_the_list(hands: Hands) -> None:
    opened(hands, "P03")
    page = hands.place.page
    hands.press(page.entries, Qt.Key.Key_PageDown, CTRL)
    hands.driver.until(lambda: hands.opened() == "P04")
    page.before.click()
    hands.driver.until(lambda: hands.opened() == "P03")
    hands.press(page.entries, Qt.Key.Key_Home, ALT)
    assert hands.place.shown is hands.panel


def test_a_command_for_chosen_sessions_is_for_the_one_that_is_read(hands: Hands) -> None:
    opened(hands, "P08")
    hands.window.do("sessions.delete")
    hands.driver.until(lambda: hands.place.shown is hands.panel)
    hands.driver.until(lambda: len(hands.panel.model.rows) == 12)
    hands.press(hands.window, Qt.Key.Key_Z, CTRL)
    hands.driver.until(lambda: len(hands.panel.model.rows) == 13)
    assert len(hands.driver.ask(hands.window, lambda document: document.read().find(Session))) == 13


def _fields(hands: Hands, wanted: str) -> dict[str, object]:
    """The fields of the inspector, once the wanted one is among them."""

    def shown() -> bool:
        form = hands.window.inspector.form
        return form is not None and wanted in form.fields

    hands.driver.until(shown)
    form = hands.window.inspector.form
    assert form is not None
    return dict(form.fields)


def _pick(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
