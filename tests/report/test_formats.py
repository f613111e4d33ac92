"""Whatever a person typed comes out letter by letter, in every format, and does nothing."""

import csv
import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.core.model import Observation
from journeymap.report.content import Value
from journeymap.report.formats.cells import csv_cell
from journeymap.report.plain import shown
from tests.report.projects import journey, sample, session, told
from tests.report.reading import Page, everything_said, pdf_words, written, xlsx_cells

HOSTILE = (
    "<b>bold</b> & <img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    '=HYPERLINK("http://x","y")',
    "+1+2",
    "-cmd",
    "@SUM(1)",
    "javascript:alert(1)",
    "cost < 5 & <b>100",
    "Zoë Łódź Ελλάς Київ",
    "漢字テスト",
    "😀 emoji",
)


def _hostile() -> tuple[str, ...]:
    pains = [
        f'[00:{number:02d}:00] > {text}\n[00:{number:02d}:10] !3 {text} #tag{number}\n[00:{number:02d}:20] "{text}'
        for number, text in enumerate(HOSTILE)
    ]
    return tuple(session(f"P{number}", *pains, "[00:50:00] = completed") for number in range(6))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report full of signs that mean something elsewhere, in every format."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYMAP_HOME", str(folder))
        with told(folder, *_hostile(), title=HOSTILE[0], classification=HOSTILE[1]) as project:
            return written(project.report(), folder / "out")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_web_page_shows_what_was_typed(hostile: dict[str, Path], text: str) -> None:
    page = Page(hostile["html"].read_text(encoding="utf-8"))
    assert text in page.text


def test_the_web_page_holds_no_element_that_anybody_typed(hostile: dict[str, Path]) -> None:
    page = Page(hostile["html"].read_text(encoding="utf-8"))
    names = {name for name, _ in page.elements}
    assert names.isdisjoint({"script", "img", "b", "iframe", "object", "link", "form", "a href"})
    handlers = [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert handlers == []


@pytest.mark.parametrize("text", HOSTILE)
def test_the_pdf_shows_what_was_typed(hostile: dict[str, Path], text: str) -> None:
    assert "".join(text.split()) in pdf_words(hostile["pdf"])


def test_the_workbook_holds_texts_and_no_formula(hostile: dict[str, Path]) -> None:
    cells = xlsx_cells(hostile["xlsx"])
    assert {kind for _, kind in cells} <= {"s", "n", "b"}
    assert {value for value, _ in cells}.issuperset(HOSTILE)


def test_no_cell_of_a_csv_file_begins_like_a_formula(hostile: dict[str, Path]) -> None:
    for name in ("csv", "entries"):
        with hostile[name].open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
        assert '\'=HYPERLINK("http://x","y")' in cells


def test_json_and_session_text_keep_every_letter(hostile: dict[str, Path]) -> None:
    texts = {entry["text"] for entry in json.loads(hostile["json"].read_text(encoding="utf-8"))["entries"]}
    assert texts.issuperset(HOSTILE)
    text = hostile["text"].read_text(encoding="utf-8")
    assert all(one in text for one in HOSTILE)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("-", "'-"),
        ("-5", "-5"),
        ("+1.5", "+1.5"),
        (-5, "-5"),
        (0.25, "0.25"),
        (2.0, "2"),
        (None, ""),
        (True, "true"),
        ("P07", "P07"),
    ],
)
def test_a_formula_is_defused_and_a_number_stays_one(value: Value, cell: str) -> None:
    assert csv_cell(value) == cell


@given(st.text())
def test_no_text_at_all_becomes_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert not cell.startswith(("=", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text.replace("\0", "\ufffd").removeprefix("'")


@given(st.text())
def test_what_is_shown_has_no_hidden_sign(text: str) -> None:
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f]", shown(text))


def test_a_direction_override_is_written_out(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1", "!3 \u202eevil\u202c #x")) as project:
        paths = written(project.report(), tmp_path / "out")
    assert "\u202e" not in paths["html"].read_text(encoding="utf-8")
    assert "[U+202E]evil[U+202C]" in pdf_words(paths["pdf"])
    assert "[U+202E]evil[U+202C]" in {value for value, _ in xlsx_cells(paths["xlsx"])}


def test_the_web_page_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        source = written(project.report(), tmp_path / "out")["html"].read_text(encoding="utf-8")
    page = Page(source)
    policy = next(each for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'; style-src 'sha256-")
    for name, attributes in page.elements:
        assert not {"src", "srcset", "style", "action", "background"} & set(attributes), name
        assert str(attributes.get("href") or "#").startswith("#"), attributes
    assert "@import" not in source
    assert "url(" not in source


def test_the_web_page_can_be_read_without_eyes(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        page = Page(written(project.report(), tmp_path / "out")["html"].read_text(encoding="utf-8"))
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("main")) == 1
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) > 2
    assert {head["scope"] for head in page.all("th")} == {"col", "row"}
    pictures = [each for each in page.all("svg") if each.get("role") == "img"]
    assert all(each.get("aria-label") or each.get("aria-labelledby") for each in pictures)
    names = {each["id"] for _, each in page.elements if each.get("id")}
    for _, attributes in page.elements:
        for place in str(attributes.get("aria-labelledby") or "").split():
            assert place in names
        target = str(attributes.get("href") or "#content")
        assert target.removeprefix("#") in names


def test_every_entry_is_in_the_tidy_table_once(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        report = project.report()
        paths = written(report, tmp_path / "out")
        count = project.reader.count(Observation)
    entries = json.loads(paths["json"].read_text(encoding="utf-8"))["entries"]
    keys = [(entry["session"], entry["entry"]) for entry in entries]
    assert len(keys) == len(set(keys)) == count
    with paths["entries"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    assert [row["text"].removeprefix("'") for row in rows] == [
        (entry["text"] or "").removeprefix("'") for entry in entries
    ]


def test_the_tables_are_one_rectangular_file(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        report = project.report()
        path = written(report, tmp_path / "out")["csv"]
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(head)}
    assert list(dict.fromkeys(row[0] for row in rows)) == [table.name for table in report.tables]
    assert len(rows) == sum(len(table.rows) for table in report.tables)


def test_a_text_too_long_for_a_cell_goes_on_in_another_sheet(tmp_path: Path) -> None:
    long = "ab" * 50_000
    with told(tmp_path, session("P1", "[00:00:01] > Find", f"[00:00:02] {long}")) as project:
        cells = [value for value, _ in xlsx_cells(written(project.report(), tmp_path / "out")["xlsx"])]
    parts = [value for value in cells if isinstance(value, str) and set(value) == {"a", "b"}]
    assert "".join(parts) == long
    assert any("see “Long texts”, text 1" in str(value) for value in cells)


def test_the_same_report_gives_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        first, second = (written(project.report(), tmp_path / name) for name in ("one", "two"))
    for name in first:
        assert first[name].read_bytes() == second[name].read_bytes(), name


def test_the_quotes_of_every_pain_point_are_in_the_report_not_only_those_of_the_first(tmp_path: Path) -> None:
    pains = [f"[00:0{n}:10] !2 trouble {n} #tag{n}" for n in range(1, 9)]
    words = [f'[00:0{n}:20] "Words about {n} #tag{n}' for n in range(1, 9)]
    lines = [line for pair in zip(pains, words, strict=True) for line in pair]
    with told(tmp_path, *(session(f"P{n}", "[00:00:01] > Find", *lines) for n in range(6))) as project:
        for name in ("pdf", "html"):
            said = everything_said(written(project.report("team"), tmp_path / name)[name])
            assert all(f"Words about {n}" in said for n in range(1, 9)), name
