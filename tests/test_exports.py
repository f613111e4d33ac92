"""The sample project: what is in it, and that every export of it is the same byte for byte as in exports/."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from journeymap.__main__ import main
from journeymap.report.formats import FORMATS

RENEW = "make exports writes them anew; look at what changed before you commit it"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `journeymap demo` has just written."""
    folder = tmp_path_factory.mktemp("demo")
    home = tmp_path_factory.mktemp("demo-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYMAP_HOME", str(home))
        assert main(["demo", "--no-window", "--dir", str(folder)]) == 0
    return folder


def _exports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix != ".journey"}


def _rank(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["rank", str(folder / "parking-permit.journey"), "--json"]) == 0
    value: dict[str, Any] = json.loads(capsys.readouterr().out)
    return value


def test_every_format_is_exported(demo: Path) -> None:
    assert len(_exports(demo)) == len(FORMATS)
    assert min(len(content) for content in _exports(demo).values()) > 1000


def test_the_exports_are_those_in_the_repository(demo: Path, project_root: Path) -> None:
    kept, written = _exports(project_root / "exports"), _exports(demo)
    assert sorted(kept) == sorted(written), RENEW
    assert [name for name in kept if kept[name] != written[name]] == [], RENEW


def test_another_process_in_another_zone_and_language_writes_the_same(
    demo: Path, tmp_path: Path, project_root: Path
) -> None:
    import os

    again = tmp_path / "again"
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "USER": "somebody-else", "LOGNAME": "somebody-else"}
    environment |= {"PYTHONPATH": str(project_root), "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-m", "journeymap", "demo", "--no-window", "--dir", str(again)],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    assert _exports(again) == _exports(demo)


def test_writing_it_again_gives_the_same_and_nothing_beside_it(demo: Path) -> None:
    before = _exports(demo)
    assert main(["demo", "--no-window", "--dir", str(demo)]) == 0
    assert _exports(demo) == before
    assert sorted(path.name for path in demo.iterdir() if path.suffix == ".journey") == ["parking-permit.journey"]


def test_a_sample_that_somebody_has_changed_is_kept(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    folder.mkdir()
    mine = folder / "parking-permit.journey"
    assert main(["demo", "--no-window", "--dir", str(folder)]) == 0
    assert main(["undo", str(mine)]) == 0
    kept = mine.read_bytes()
    assert main(["demo", "--no-window", "--dir", str(folder)]) == 0
    assert mine.read_bytes() == kept
    assert (folder / "parking-permit-2.journey").exists()


def test_the_sample_is_sound_and_marked_as_made_up(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(demo / "parking-permit.journey")
    assert main(["verify", file]) == 0
    capsys.readouterr()
    assert main(["info", file, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    counts = value["counts"]
    assert value["made_up"] is True
    assert (counts["participants"], counts["rounds"], counts["maps"], counts["steps"]) == (12, 2, 1, 10)


def test_the_sample_has_a_clear_first_and_an_undecided_middle(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = _rank(demo, capsys)
    first, second, third = value["items"][:3]
    assert (first["tag"], first["steps"]) == ("upload", ["Upload proof of address"])
    assert first["p_top"] >= 0.9
    assert second["rank_high"] > 3
    assert third["rank_low"] < 3
    assert (value["ungrouped"], value["unrated"]) == (1, 1)


def test_every_markup_in_the_sample_comes_out_letter_by_letter(demo: Path) -> None:
    html = (demo / "renew-a-parking-permit.html").read_text(encoding="utf-8")
    assert "<413>" not in html
