"""A fault of our own: one sentence, and details without anything that people said."""

from pathlib import Path

import pytest

from journeymap.cli.trouble import tell_bug, tell_unreachable


def _fail() -> None:
    words = "Mrs Miller said the form is hopeless"
    try:
        raise KeyError(words)
    except KeyError as error:
        raise RuntimeError(words) from error


def test_a_bug_is_one_sentence_and_its_details_hold_no_words_of_people(
    capsys: pytest.CaptureFixture[str], journeymap_home: Path
) -> None:
    with pytest.raises(RuntimeError) as caught:
        _fail()
    tell_bug(caught.value)
    told = capsys.readouterr().err
    (details,) = (journeymap_home / "log").iterdir()
    text = details.read_text(encoding="utf-8")
    assert told.count("\n") == 1
    assert str(details) in told
    assert "Miller" not in told + text
    assert text.count("test_trouble.py") == 3
    assert "RuntimeError" in text
    assert "KeyError" in text


def test_where_not_even_the_details_can_be_written_it_is_still_one_sentence(
    capsys: pytest.CaptureFixture[str], journeymap_home: Path
) -> None:
    (journeymap_home / "log").write_text("in the way")
    tell_bug(ValueError("x"))
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "could not be written" in told


def test_a_library_that_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    tell_bug(ModuleNotFoundError("No module named 'reportlab'", name="reportlab"))
    assert "reportlab is missing" in capsys.readouterr().err


def test_a_file_that_cannot_be_reached_is_named_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell_unreachable(PermissionError(13, "Permission denied", "odd\nname\x1b[2J.journey"))
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "permission denied" in told
    assert "\x1b" not in told
