"""Pictures beside a copied text: they come back as they were, and whatever else stands there is told."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.core.capture import one_line
from journeymap.core.carried_pictures import MOST_CARRIED_BYTES, CarriedPicture, read_pictures, write_pictures
from journeymap.core.errors import Problem
from journeymap.core.listed_steps import ListedLane

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
PICTURE = CarriedPicture(2, ListedLane("image", "Photos"), "a.png", "image/png", PNG, "The <b>page</b>", 3, True)
WORDS = st.text(max_size=20).map(one_line)


@given(
    st.lists(
        st.builds(
            CarriedPicture,
            step=st.integers(0, 2000),
            lane=st.sampled_from([ListedLane("image"), ListedLane("image", "Photos (old)"), ListedLane("", "Mine")]),
            name=WORDS, media_type=st.sampled_from(["image/png", "image/jpeg"]), data=st.binary(max_size=50),
            alt_text=WORDS, span=st.integers(1, 1000), may_be_shared=st.booleans(),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_pictures_come_back_as_they_were(pictures: list[CarriedPicture]) -> None:
    assert read_pictures(write_pictures(pictures)) == (pictures, [])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0", b"\xff\xfe", b"[]", b"null", b"{}", b'{"pictures": {}}', b"[" * 100_000, b'{"pictures": ' * 50_000,
        b'{"pictures": "' + b"x" * 1000, b"1" * 10_000, write_pictures([PICTURE])[:-9],
    ],
    ids=lambda data: str(data[:12]),
)  # fmt: skip
def test_what_is_no_list_of_pictures_is_told_in_a_sentence(data: bytes) -> None:
    assert read_pictures(data) == ([], ["The pictures in the clipboard are damaged, so they were left out."])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("step", -1), ("step", "2"), ("step", 1.5), ("span", None), ("shared", 1), ("lane", 5), ("data", "%%%"),
        ("data", 7), ("shows", "\ud800"), ("name", "x" * 30_000), ("type", []),
    ],
)  # fmt: skip
def test_a_damaged_picture_is_counted_and_the_others_are_taken(key: str, value: object) -> None:
    said = json.loads(write_pictures([PICTURE, PICTURE]))
    said["pictures"][0][key] = value
    assert read_pictures(json.dumps(said).encode()) == (
        [PICTURE],
        ["1 of the 2 pictures in the clipboard are damaged, so they were left out."],
    )


def test_a_picture_that_lacks_something_or_is_none_is_left_out() -> None:
    said = json.loads(write_pictures([PICTURE]))
    del said["pictures"][0]["shows"]
    said["pictures"] += [None, 5, "text", []]
    assert read_pictures(json.dumps(said).encode())[0] == []


def test_pictures_that_are_too_large_together_are_refused() -> None:
    large = CarriedPicture(0, ListedLane("image"), "a.png", "image/png", bytes(MOST_CARRIED_BYTES), "x")
    with pytest.raises(Problem, match="Nothing was copied"):
        write_pictures([large, PICTURE])
