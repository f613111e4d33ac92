"""People's own words: whose may be shown."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

HEAD = """\
participant: P01
map: Renew a permit
{consent}---
> Pay
!2 no button #button
"my own words #button
"""
CONSENTS = {
    "given": ("consent: notes, quotes, share_team\n", True),
    "not recorded": ("", True),
    "without quotes": ("consent: notes, share_team\n", False),
    "refused": ("consent: refused\n", False),
}


@pytest.mark.parametrize("consent", CONSENTS)
def test_people_are_quoted_only_where_they_did_not_say_no(command: Command, tmp_path: Path, consent: str) -> None:
    head, shown = CONSENTS[consent]
    project, notes = tmp_path / "permit.journey", tmp_path / "notes.txt"
    notes.write_text(HEAD.format(consent=head), encoding="utf-8")
    assert command("new", project).status == 0
    assert command("import", project, notes).status == 0
    result = command("rank", project)
    assert result.status == 0
    assert "no button" in result.out
    assert ("my own words" in result.out) is shown
