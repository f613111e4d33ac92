"""verify: what was changed behind the app's back is found."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Command, assert_told_in_one_sentence, sha256

TAMPERINGS = {
    "an entry's words": "UPDATE observation SET text = 'all was well' WHERE kind = 'pain'",
    "an impact": "UPDATE observation SET impact = 0 WHERE kind = 'pain'",
    "a step's title": "UPDATE step SET title = 'Pay more'",
    "an outcome": "UPDATE session SET outcome = 'completed'",
    "a consent": "UPDATE consent SET scopes = '[\"publish\"]'",
    "a session that was taken out": "DELETE FROM observation WHERE kind = 'quote'",
    "the journal's label": "UPDATE journal SET label = 'Nothing' WHERE seq = 1",
    "the journal's time": "UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 1",
    "a recorded change": "UPDATE change SET \"after\" = replace(\"after\", 'P02', 'P03') WHERE \"after\" LIKE '%P02%'",
    "the last journal entry": "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
}


@pytest.fixture
def recorded(permit: Path, process: Command) -> Path:
    """The project with one imported and one recorded session."""
    given = b'> Pay\n!3 no button #button\n"words\n= abandoned\n'
    assert process("record", permit, "--participant", "P02", given=given).status == 0
    return permit


def test_a_sound_file_is_said_to_be_sound(command: Command, recorded: Path) -> None:
    before = sha256(recorded)
    result = command("verify", recorded)
    assert (result.status, result.err) == (0, "")
    assert "is sound" in result.out
    assert sha256(recorded) == before


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_was_changed_by_hand_is_found(command: Command, recorded: Path, what: str) -> None:
    connection = sqlite3.connect(recorded, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    if what == "the last journal entry":
        connection.execute("DELETE FROM change WHERE seq = (SELECT max(seq) FROM journal)")
    changed = connection.execute(TAMPERINGS[what]).rowcount
    connection.close()
    assert changed > 0
    before = sha256(recorded)
    result = command("verify", recorded)
    assert_told_in_one_sentence(result)
    assert "is not sound" in result.err
    assert sha256(recorded) == before


DAMAGES = {
    "a list that is none": (b'["notes","quotes","share_team"]', b'["notes","quotes","share_team"m'),
    "a word that means nothing": (b'["notes","quotes","share_team"]', b'["notes","quntes","share_team"]'),
    "an entry's words that are no letters": (b"does not see the date", b"does not see the d\xe1te"),
    "a name in the schema": (b"tablejournaljournal", b"tablejo\xf5rnaljournal"),
    "a field of the journal": (b'"pseudonym"', b'"pseudonyl"'),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_flipped_bit_is_told_and_never_called_a_fault_of_the_app(command: Command, recorded: Path, what: str) -> None:
    whole, damaged = DAMAGES[what]
    content = recorded.read_bytes()
    assert whole in content
    recorded.write_bytes(content.replace(whole, damaged))
    result = command("verify", recorded)
    assert_told_in_one_sentence(result)
    assert "is not sound" in result.err or "is damaged" in result.err
    for arguments in (
        ["info", recorded], ["flow", recorded], ["rank", recorded], ["undo", recorded],
        ["export", recorded, "--to", "json", "--out", recorded.parent / "out.json"],
    ):  # fmt: skip
        before = sha256(recorded)
        result = command(*arguments)
        assert "went wrong" not in result.err
        if result.status:
            assert_told_in_one_sentence(result)
            assert sha256(recorded) == before


@pytest.mark.parametrize("version", [0, 745, 1000])
def test_a_file_whose_version_number_is_damaged_is_told(command: Command, recorded: Path, version: int) -> None:
    content = recorded.read_bytes()
    recorded.write_bytes(content[:60] + version.to_bytes(4) + content[64:])
    before = sha256(recorded)
    for name in ("verify", "info", "undo"):
        result = command(name, recorded)
        assert_told_in_one_sentence(result)
        assert "is damaged" in result.err
        assert sha256(recorded) == before


def test_a_sound_file_of_an_older_version_is_said_to_be_sound(
    command: Command, tmp_path: Path, project_root: Path
) -> None:
    for released in sorted((project_root / "tests" / "files").glob("*.journey")):
        file = tmp_path / released.name
        file.write_bytes(released.read_bytes())
        result = command("verify", file)
        assert (result.status, result.err) == (0, "")
        assert "is sound" in result.out
        assert file.read_bytes() == released.read_bytes()
