"""The channels of entries, as the head of a session text names them."""

import pytest

from journeymap.core.heads import channel_values, channels_of, last_numbered


@pytest.mark.parametrize(
    ("channels", "values"),
    [
        ([], []),
        (["", ""], []),
        (["Phone", "Phone"], ["Phone"]),
        (["Phone", ""], ["entry 1: Phone"]),
        (["", "Web", "Web", "Web", "Phone", "Web"], ["entries 2-4, 6: Web", "entry 5: Phone"]),
        (["entries desk"], ["entry 1: entries desk"]),
        (["Web: 3, 5", "a\nb"], ["entry 1: Web: 3, 5", "entry 2: a b"]),
    ],
)
def test_channels_come_back_as_they_were(channels: list[str], values: list[str]) -> None:
    assert channel_values(channels) == values
    assert channels_of(values, len(channels)) == [" ".join(title.split()) for title in channels]


def test_an_entry_that_is_named_by_its_number_goes_before_what_is_said_of_all() -> None:
    assert channels_of(["Web", "Entry 2: Phone", "entries 2 – 3: Post", "Email"], 4) == ["Web", "Phone", "Post", "Web"]


@pytest.mark.parametrize("value", ["entries : Phone", "entry x: Phone", "entries 1-2", "entries 1,: Phone", "entry 1:"])
def test_numbers_that_cannot_be_read_are_told(value: str) -> None:
    with pytest.raises(ValueError, match="whose channel"):
        channels_of([value], 3)


def test_numbers_beyond_the_last_entry_are_seen_and_harmless() -> None:
    values = ["entries 2-999999999: Phone", "entry 0: Web"]
    assert channels_of(values, 3) == ["", "Phone", "Phone"]
    assert last_numbered(values) == 999_999_999
