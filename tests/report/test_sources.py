"""Where the entries of a report came from: its last table names the files that were imported."""

from pathlib import Path

from journeymap.report.content import Report, Table
from tests.report.projects import journey, told


def _sources(report: Report) -> list[tuple[str, str, str]]:
    (table,) = (each for each in report.blocks if isinstance(each, Table) and each.caption == "Imported files")
    return [(file.text, kept.text, kept.note) for file, kept, _ in table.rows]


def test_files_imported_together_say_that_they_have_one_number_of_rows(sampled: Report) -> None:
    assert _sources(sampled) == [
        ("round-1.txt", "302 of 302", "in 2 files"),
        ("round-2.txt", "302 of 302", "in 2 files"),
    ]


def test_a_file_imported_alone_has_its_own_number(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        ((file, kept, note),) = _sources(project.report())
    assert (file, note) == ("told.txt", "")
    first, last = kept.split(" of ")
    assert first == last
