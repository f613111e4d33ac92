"""Times as files write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.core.errors import Problem
from journeymap.interchange.times import TimeReader

NOON = 1_772_452_800_000_000
"""2026-03-02 12:00 UTC, which is London's time as well."""


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T12:00:00Z", "2026-03-02 12:00:00+00:00", "2026-03-02T13:00:00.000+01:00", "2026-03-02 12:00",
        "2026-03-02T12:00:00,000Z", "20260302T120000Z", "2026-03-02 12:00:00 UTC", "2026-03-02 13:00:00 +0100",
        "2026-03-02T12:00:00.000000000Z", "2026/03/02 12:00", "02.03.2026 12:00", "02/03/2026 12:00",
        "02-03-2026 12:00", "2 Mar 2026 12:00",
        "2-March-2026 12:00:00", "Mar 2, 2026 12:00 PM", "02/03/2026 12:00:00 pm", "1772452800",
        "1772452800000", "1772452800000000", "1772452800.0", "2026-03-02T12:00Z[Europe/London]", "2026-W10-1T12:00",
        " 2026-03-02T12:00:00Z ",
    ],
)  # fmt: skip
def test_common_ways_to_write_a_time_are_read(text: str) -> None:
    assert TimeReader("Europe/London").read(text, 1) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "NA", "soon", "2026-13-01", "2026-02-30 10:00", "2026-03-02T25:00:00Z", "2026-03-02T10:00:00Z+02:00",
        "2026-03-02T10:00+99:00", "32/01/2026", "12:00", "40542.6", "-5", "10", "13:00 PM 2026", "2026-03-02 13:00 PM",
        "0000-01-01", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31 12:00",
        "1" * 400, "٢٠٢٦-٠٣-٠٢x",
    ],
)  # fmt: skip
def test_what_is_no_time_is_said_so_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"time|zone"):
        TimeReader("UTC").read(text, 1)


@given(st.datetimes(datetime(1800, 1, 1), datetime(2250, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 -- bounds of a strategy are naive
def test_every_moment_is_read_to_the_microsecond(moment: datetime) -> None:
    moment = moment.astimezone(UTC)
    want = round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1e6)
    assert TimeReader("UTC").read(moment.isoformat(), 1) == want


def test_nanoseconds_are_kept_apart() -> None:
    reader = TimeReader("UTC")
    assert (reader.read("2026-03-02T12:00:00.123456789Z", 1), reader.nanoseconds) == (NOON + 123_456, 789)
    assert (reader.read("2026-03-02T12:00:00Z", 1), reader.nanoseconds) == (NOON, 0)


def test_times_without_a_zone_and_doubtful_ones_are_listed() -> None:
    reader = TimeReader("Europe/London")
    reader.read("2026-03-02T12:00:00Z", 2)
    gap = reader.read("2026-03-29 01:30", 3)
    twice = reader.read("2026-10-25 01:30", 4)
    told = "\n".join(reader.announcements())
    assert datetime.fromtimestamp(gap / 1e6, UTC).hour == 1
    assert datetime.fromtimestamp(twice / 1e6, UTC).hour == 0
    assert "2 times have no time zone; read as Europe/London time" in told
    assert "mixes times with a zone (1) and without one (2, the first on line 3)" in told
    assert "do not exist in Europe/London" in told
    assert "line 3: 2026-03-29 01:30" in told
    assert "exist twice in Europe/London" in told
    assert "line 4: 2026-10-25 01:30" in told


def test_long_lists_are_cut() -> None:
    reader = TimeReader("Europe/London")
    for line in range(50):
        reader.read("2026-03-29 01:30", line)
    assert "and 40 more" in "\n".join(reader.announcements())


def test_an_unknown_zone_is_a_problem() -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "/etc/localtime"):
        with pytest.raises(Problem, match="no time zone"):
            TimeReader(name)
