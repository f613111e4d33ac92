"""One list of commands: what is shown is documented, and what is documented is shown."""

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

from journeymap.present.actions import COMMANDS, MENUS, PLACES, command, commands_of, find_commands
from tests.stories.driving import Driver


def test_every_command_stands_in_a_menu_and_is_found_by_its_name() -> None:
    for each in COMMANDS:
        assert each.menu in MENUS
        assert each in find_commands(each.name)


def test_no_key_is_given_twice_and_none_is_a_letter_alone() -> None:
    keys = [QKeySequence(each.keys).toString() for each in COMMANDS if each.keys]
    assert len(keys) == len(set(keys))
    for text in keys:
        assert "+" in text or text.startswith("F") or text == "Del", f"{text} is a single key"


@pytest.mark.parametrize("menu", MENUS)
def test_no_letter_chooses_two_commands_of_a_menu(menu: str) -> None:
    letters = [each.title[each.title.index("&") + 1].lower() for each in commands_of(menu)]
    assert len(letters) == len(set(letters)), letters


def test_every_place_has_a_command_with_keys() -> None:
    for key in PLACES:
        assert command(f"go.{key}").keys


def test_the_palette_shows_every_command(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    window.open_palette()
    palette = window.palette_dialog
    assert palette is not None
    titles = {palette.listed(row) for row in range(palette.count())}
    assert titles == {each.name for each in COMMANDS}
    palette.reject()


def test_every_command_can_be_asked_for_anywhere_and_breaks_nothing(driver: Driver, tmp_path: Path) -> None:
    window = driver.new_project(tmp_path / "permits.journey")
    leaves = {"project.new", "project.open", "project.sample", "project.import", "project.folder", "window.close"}
    leaves |= {"app.quit", "help.folder", "palette.open", "help.keys", "help.about"}
    for place in PLACES:
        for each in COMMANDS:
            if each.id not in leaves:
                window.go(place)
                window.do(each.id)
    driver.qtbot.wait(50)
    assert driver.desk.windows == [window]


def test_every_command_of_the_palette_names_its_keys(driver: Driver) -> None:
    window = driver.sample()
    window.open_palette()
    palette = window.palette_dialog
    assert palette is not None
    keys = [palette.keys_of(row) for row in range(palette.count())]
    assert all(keys)
    assert command("map.tidy").letters == "Alt+M, T"
    assert keys[[each.id for each in COMMANDS].index("map.tidy")] == "Alt+M, T"
    palette.reject()
