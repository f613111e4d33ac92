"""The PDF: tagged, complete, nothing clipped; judged by a validator and by other people's readers."""

import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeymap.present.picture import Box, Group, Picture, Rect, Shape, Words
from journeymap.report.content import Drawing, Heading, Quote, Quotes, Report, text
from journeymap.report.formats.pdf_lines import Span, Style, broken
from journeymap.report.formats.pdf_scripts import mirrored, shaped, visual_order
from journeymap.report.formats.strips import tiles
from tests.report.projects import journey, session, told
from tests.report.reading import letters_outside, pdf_failures, pdf_words, written_as


@pytest.fixture(scope="module")
def printed(sampled: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's report."""
    return written_as(sampled, "pdf", tmp_path_factory.mktemp("printed"))


def test_a_validator_finds_nothing_against_pdf_ua(printed: Path) -> None:
    assert pdf_failures(printed) == []


def test_the_validator_would_have_seen_a_missing_tag_tree(printed: Path, tmp_path: Path) -> None:
    broken_copy = tmp_path / "untagged.pdf"
    broken_copy.write_bytes(printed.read_bytes().replace(b"/StructTreeRoot ", b"/StructTreeNoot ", 1))
    assert pdf_failures(broken_copy) != []


def test_qpdf_finds_no_fault(printed: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    assert subprocess.run(["qpdf", "--check", str(printed)], check=False, capture_output=True).returncode == 0


def test_poppler_reads_the_tag_tree(printed: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    tree = subprocess.run(
        ["pdfinfo", "-struct-text", str(printed)], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    roles = {line.split()[0].rstrip(":") for line in tree.splitlines() if line.strip() and line.strip()[0] not in '"/'}
    assert roles >= {"Document", "H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "Figure", "L", "LI", "BlockQuote"}
    assert '"Renew a parking permit: where to improve first"' in tree


def test_title_language_and_fonts_are_in_the_file(printed: Path) -> None:
    reader = pypdf.PdfReader(printed)
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Renew a parking permit: where to improve first"
    assert root["/Lang"] == "en"
    for each in reader.pages:
        resources: Any = each["/Resources"]
        fonts = resources["/Font"]
        for font in fonts.values():
            described = font.get_object().get("/FontDescriptor")
            # The one font without a file is named by ReportLab and used by nothing; the validator checks that.
            assert described is None or "/FontFile2" in described.get_object()


def test_head_and_foot_say_whose_data_and_which_page(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1"), classification="OFFICIAL") as project:
        report = project.report()
        path = written_as(report, "pdf", tmp_path)
    reader = pypdf.PdfReader(path)
    for number, each in enumerate(reader.pages, start=1):
        words = each.extract_text()
        assert "OFFICIAL · for the team" in words
        assert f"data {report.anchor.hash_hex[:8]} · entry {report.anchor.seq}" in words
        assert f"{number} of {len(reader.pages)}" in words


def test_a_made_up_project_says_so_on_every_page(printed: Path) -> None:
    for each in pypdf.PdfReader(printed).pages:
        assert "made-up sample data" in each.extract_text()


def test_no_letter_leaves_its_page(printed: Path) -> None:
    assert letters_outside(printed, 20, 15) == []


def test_a_text_without_a_blank_is_printed_to_its_last_letter(tmp_path: Path) -> None:
    long = "qz" * 20_000
    with told(tmp_path, session("P1", "[00:00:01] > Find", f'[00:00:02] "{long}')) as project:
        path = written_as(project.report(), "pdf", tmp_path)
    assert pdf_words(path).count("qz") >= 19_000  # page heads stand between the lines
    assert pdf_words(path).count("q") == pdf_words(path).count("z") == 20_000
    assert letters_outside(path, 20, 15) == []


def test_a_cell_longer_than_a_page_is_printed_whole(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1", f"!3 {'qz' * 4000} #x")) as project:
        report = project.report()
        path = written_as(report, "pdf", tmp_path)
    assert pdf_words(path).count("q") >= 4000 * 3
    assert pdf_failures(path) == []


@pytest.mark.parametrize("people", [0, 1])
def test_an_empty_project_and_a_single_session_have_a_report(tmp_path: Path, people: int) -> None:
    with told(tmp_path, *[journey(f"P{number}", "!3 stuck #x") for number in range(people)]) as project:
        path = written_as(project.report(), "pdf", tmp_path)
    assert pdf_failures(path) == []
    words = pdf_words(path)
    assert ("Below5peopletherearenoranks" in words) == bool(people)


def _map(columns: int, title: str) -> Picture:
    cards = []
    for column in range(columns):
        rect = Rect(110.0 + column * 120.0, 40.0, 96.0, 60.0)
        shapes: tuple[Shape, ...] = (Box(rect), Words(rect.x + 8.0, rect.y + 20.0, f"{title}{column}", 11.0))
        cards.append(Group("card", str(column), title, rect, shapes))
    head = Group("lane", "steps", "Steps", Rect(0.0, 20.0, 96.0, 100.0), (Words(8.0, 40.0, "Steps", 13.0),))
    return Picture(130.0 + columns * 120.0, 140.0, title, title, (head, *cards))


@given(st.integers(1, 60), st.floats(300.0, 2000.0))
def test_tiles_hold_every_card_whole_and_once(columns: int, widest: float) -> None:
    picture = _map(columns, "step")
    parts = tiles(picture, widest, 400.0)
    assert all(tile.width <= widest + 0.1 for tile in parts)
    for card in picture.of_kind("card"):
        holding = [
            tile for tile in parts if tile.part.x <= card.bounds.x + 0.1 and card.bounds.right <= tile.part.right + 0.1
        ]
        assert len(holding) == 1


def test_a_map_of_sixty_steps_is_printed_whole_and_legibly(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        report = project.report()
    blocks = (
        Heading(1, "Wide"),
        Heading(2, "The whole map", new_page=True, landscape=True),
        Drawing(_map(60, "Card"), "Sixty steps."),
        Heading(2, "After"),
        text("Done."),
    )
    path = written_as(replace(report, blocks=blocks), "pdf", tmp_path)
    words = pdf_words(path)
    assert [number for number in range(60) if f"Card{number}" not in words] == []
    assert letters_outside(path, 20, 15) == []
    assert pdf_failures(path) == []
    sizes = []
    document = pypdfium2.PdfDocument(path)
    for each in document:
        sizes += [found.get_bounds()[3] - found.get_bounds()[1] for found in each.get_objects(filter=[1])]
    document.close()
    assert min(size for size in sizes if size > 0) > 3.0  # the height of small letters at 7 points


def test_arabic_letters_join_and_the_line_runs_from_right_to_left() -> None:
    assert [unicodedata.name(letter).split()[-2:] for letter in shaped("بيت")] == [
        ["INITIAL", "FORM"],
        ["MEDIAL", "FORM"],
        ["FINAL", "FORM"],
    ]
    assert shaped("لا") == "\ufefb"
    (line,) = broken([Span("say שלום now", Style(9.0))], 400.0)
    assert "".join(fragment.text for fragment in line.fragments) == "say םולש now"
    assert [fragment.actual for fragment in line.fragments if fragment.actual] == ["שלום"]


def test_numbers_and_brackets_keep_their_sense_from_right_to_left() -> None:
    letters = "שלום 123 (עולם)"
    turned = "".join(mirrored(letters[place]) if turn else letters[place] for place, turn in visual_order(letters))
    assert turned == "(םלוע) 123 םולש"


def test_right_to_left_words_are_read_as_they_were_written(tmp_path: Path) -> None:
    with told(tmp_path, journey("P1")) as project:
        report = project.report()
    blocks = (Heading(1, "Words"), Quotes((Quote("مرحبا بالعالم", "P1"), Quote("naïve שלום", "P2"))))
    path = written_as(replace(report, blocks=blocks), "pdf", tmp_path)
    assert pdf_failures(path) == []
    contents = pypdf.PdfReader(path).pages[0].get_contents()
    assert contents is not None
    for said in ("“مرحبا بالعالم”", "שלום"):
        assert b"/ActualText <feff" + said.encode("utf-16-be").hex().encode() in contents.get_data().lower().replace(
            b"/actualtext", b"/ActualText"
        )
    assert "مرحبا" in "".join(each.extract_text() for each in pypdf.PdfReader(path).pages)


@given(st.text(max_size=60), st.floats(20.0, 300.0))
def test_lines_lose_no_letter_and_keep_to_their_width(words: str, width: float) -> None:
    plain = [letter for letter in words if letter.isascii() and letter.isprintable() and letter != " "]
    lines = broken(
        [Span("".join(letter for letter in words if letter.isascii() and letter.isprintable()), Style(9.0))], width
    )
    printed = "".join(fragment.text for line in lines for fragment in line.fragments).replace(" ", "")
    assert printed == "".join(plain)
    for line in lines:
        inked = "".join(fragment.text for fragment in line.fragments).rstrip()
        assert line.width <= width + 3.0 or len(inked) <= 1
