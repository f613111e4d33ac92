"""The bar of filters: what is offered is what the sessions hold, and every choice narrows them."""

from PySide6.QtWidgets import QMenu

from journeymap.core.edits.people import describe_participant
from journeymap.core.model import Participant
from journeymap.store.document import Document
from journeymap.ui.filter_bar import FilterButton
from tests.stories.driving import Driver


def _button(driver: Driver, name: str) -> FilterButton:
    window = driver.window()
    return next(each for each in window.filter_bar.findChildren(FilterButton) if each.accessibleName() == name)


def _choices(button: FilterButton) -> list[str]:
    menu = button.menu()
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def _describe(document: Document) -> None:
    with document.edit("Describe") as edit:
        for person, segment in zip(edit.find(Participant), ("Carers", "carers", "Students & staff"), strict=False):
            describe_participant(edit, person.id, segments=[segment])


def test_a_segment_is_offered_once_people_are_in_several_and_narrows_all_places(driver: Driver) -> None:
    window = driver.sample()
    driver.until(lambda: window.filter_bar.left_text() == "13 sessions")
    button = _button(driver, "Segment")
    assert not button.isVisible()
    driver.ask(window, _describe)
    driver.until(button.isVisible)
    assert _choices(button) == ["All segments", "Carers", "Students && staff"]
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    driver.until(lambda: window.filter_bar.left_text() != "13 sessions")
    assert window.looking.filter.segments == ("Carers",)
    assert button.text() == "Carers ▾"
    assert window.commands.action("view.all").isEnabled()
    menu.actions()[0].trigger()
    driver.until(lambda: window.filter_bar.left_text() == "13 sessions")
