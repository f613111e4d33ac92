"""An export is all or nothing, goes where it was asked to go, and spoils nothing that lies there."""

from dataclasses import replace
from pathlib import Path

import pytest

from journeymap.core.errors import Cancelled, Problem
from journeymap.core.progress import Progress
from journeymap.present.picture import Box, Group, Picture, Rect
from journeymap.report.content import Drawing
from journeymap.report.export import export_formats, file_stem, write_files
from journeymap.report.formats import FORMATS
from tests.report.projects import journey, told


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_format_goes_into_the_file_that_was_named(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        exported = export_formats(project.reader, project.chosen, ["html"], tmp_path / "page.htm")
    assert exported.paths == [tmp_path / "page.htm"]
    assert (tmp_path / "page.htm").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_several_formats_go_into_a_folder_under_the_title(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1"), title="Renew: a “permit” / 2026") as project:
        exported = export_formats(project.reader, project.chosen, list(FORMATS), tmp_path / "new" / "folder")
    assert [path.name for path in exported.paths] == [f"renew-a-permit-2026{each.suffix}" for each in FORMATS.values()]
    assert _names(tmp_path / "new" / "folder") == sorted(path.name for path in exported.paths)


def test_a_single_format_goes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with told(tmp_path, journey("P1")) as project:
        exported = export_formats(project.reader, project.chosen, ["csv"], tmp_path / "out")
    assert exported.paths == [tmp_path / "out" / "renew-a-permit.csv"]


def test_asking_twice_for_a_format_writes_it_once(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        exported = export_formats(project.reader, project.chosen, ["csv", "csv"], tmp_path / "x.csv")
    assert exported.paths == [tmp_path / "x.csv"]


@pytest.mark.parametrize(("formats", "words"), [(["docx"], "no format called 'docx'"), ([], "No format was chosen")])
def test_unknown_formats_are_a_plain_sentence(tmp_path: Path, formats: list[str], words: str) -> None:
    with told(tmp_path, journey("P1")) as project, pytest.raises(Problem, match=words):
        export_formats(project.reader, project.chosen, formats, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_missing_folder_is_a_plain_sentence(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project, pytest.raises(Problem, match="does not exist"):
        export_formats(project.reader, project.chosen, ["pdf"], tmp_path / "nowhere" / "x.pdf")


def test_a_project_is_never_written_over(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        project.document.publish()
        before = project.document.path.read_bytes()
        with pytest.raises(Problem, match="left as it is"):
            export_formats(project.reader, project.chosen, ["json"], project.document.path)
        assert project.document.path.read_bytes() == before


def test_stopping_leaves_the_old_files_and_no_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for each in FORMATS.values():
        (out / f"renew-a-permit{each.suffix}").write_text("old")
    before = _names(out)

    def stop_late(fraction: float, _words: str) -> None:
        if fraction > 0.8:
            progress.cancel()

    progress = Progress(stop_late)
    with told(tmp_path, journey("P1")) as project, pytest.raises(Cancelled):
        export_formats(project.reader, project.chosen, list(FORMATS), out, progress=progress)
    assert _names(out) == before
    assert {path.read_text() for path in out.iterdir()} == {"old"}


def test_a_fault_in_one_format_leaves_nothing_of_the_others(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.html").write_text("old")
    with told(tmp_path, journey("P1")) as project:
        report = project.report()
    odd = Group("card", "x", "x", Rect(0, 0, 1, 1), (Box(Rect(0, 0, 1, 1), fill="no such colour"),))
    drawing = Drawing(Picture(10.0, 10.0, "Odd", "Odd", (odd,)), "Odd")
    with pytest.raises(KeyError):
        write_files(replace(report, blocks=(drawing,)), {"html": out / "a.html", "pdf": out / "a.pdf"}, Progress())
    assert _names(out) == ["a.html"]
    assert (out / "a.html").read_text() == "old"


def test_a_place_that_cannot_be_written_is_a_plain_sentence(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        report = project.report()
    name = "x" * 250 + ".csv"  # with what stands before it while it is written, longer than any file system takes
    with pytest.raises(Problem, match="could not be written"):
        write_files(report, {"csv": tmp_path / name}, Progress())


def test_progress_never_goes_back_and_ends_at_one(tmp_path: Path) -> None:
    seen: list[float] = []
    with told(tmp_path, journey("P1", "!3 stuck #x")) as project:
        progress = Progress(lambda fraction, _words: seen.append(fraction))
        export_formats(project.reader, project.chosen, list(FORMATS), tmp_path / "out", progress=progress)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Renew a permit", "renew-a-permit"),
        ("../../etc", "etc"),
        ("", "report"),
        ("CON", "report"),
        ("Łódź 漢", "łódź-漢"),
    ],
)
def test_titles_become_file_names(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_what_looks_like_personal_data_is_told(tmp_path: Path) -> None:
    pain = "!2 gives jane.doe@example.org and 07700 900123 #contact"
    with told(tmp_path, journey("P1", pain)) as project:
        exported = export_formats(project.reader, project.chosen, ["json"], tmp_path / "x.json")
    assert [(remark.place, remark.text) for remark in exported.remarks] == [
        ("P1, entry 3", "looks like an e-mail address"),
        ("P1, entry 3", "looks like a phone number"),
    ]
