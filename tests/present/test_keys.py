"""Keys of commands: what can be given away, what is refused, and how changes are kept."""

import pytest

from journeymap.core.errors import Problem
from journeymap.present.actions import COMMANDS
from journeymap.present.keys import KeyMap, read_keys, written_keys


def test_a_command_gets_other_keys_and_its_old_ones_are_free() -> None:
    keys = KeyMap().given("map.go_to", "Ctrl+Alt+G")
    assert keys.of("map.go_to") == "Ctrl+Alt+G"
    assert keys.is_changed("map.go_to")
    assert keys.given("map.tidy", "Ctrl+G").of("map.tidy") == "Ctrl+G"


def test_keys_of_another_command_are_refused_with_its_name() -> None:
    with pytest.raises(Problem, match="Find on the map"):
        KeyMap().given("map.go_to", "Ctrl+F")


def test_the_fixed_second_key_of_a_command_is_taken_too() -> None:
    with pytest.raises(Problem, match="Add a step"):
        KeyMap().given("map.go_to", "Ins")


@pytest.mark.parametrize("keys", ["G", "Shift+G", "1", "?", "é"])
def test_a_letter_alone_is_refused(keys: str) -> None:
    with pytest.raises(Problem, match="taken for typing"):
        KeyMap().given("map.go_to", keys)


@pytest.mark.parametrize("keys", ["Esc", "Tab", "Return", "Space", "Left", "Home"])
def test_keys_that_every_field_needs_are_refused(keys: str) -> None:
    with pytest.raises(Problem, match="everywhere"):
        KeyMap().given("map.go_to", keys)


def test_the_key_that_opens_a_menu_is_refused() -> None:
    with pytest.raises(Problem, match="opens the menu File"):
        KeyMap().given("map.go_to", "Alt+F")


def test_a_command_may_have_no_keys_and_get_its_own_back() -> None:
    none = KeyMap().given("map.go_to", "")
    assert none.of("map.go_to") == ""
    assert none.given("map.go_to", "Ctrl+G") == KeyMap()


def test_letters_are_heard_only_where_they_are_switched_on() -> None:
    assert KeyMap().heard("map.connect") == ("Ctrl+J",)
    assert KeyMap(single_keys=True).heard("map.connect") == ("Ctrl+J", "C")
    assert KeyMap().heard("map.add_step") == ("Ctrl+Shift+N", "Ins")


def test_changes_are_read_as_they_were_written_even_where_two_commands_changed_places() -> None:
    keys = (
        KeyMap().given("map.fit", "").given("map.go_to", "Ctrl+0").given("map.fit", "Ctrl+G").given("map.tidy", "F12")
    )
    read = read_keys(written_keys(keys), single_keys=False)
    assert {each.id: read.of(each.id) for each in COMMANDS} == {each.id: keys.of(each.id) for each in COMMANDS}


def test_what_no_longer_fits_is_passed_over() -> None:
    read = read_keys(["no.such F12", "map.tidy Ctrl+F", "map.fit F12", "", "map.go_to G"], single_keys=False)
    assert read.of("map.fit") == "F12"
    assert read.changed == (("map.fit", "F12"),)
