"""The map as a poster: everything is on it, whole and large enough, on one sheet or on pages to glue together."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import Image

from journeymap.core.progress import Progress
from journeymap.present.picture import Words
from journeymap.report import picture_poster, picture_tiles
from journeymap.report.content import PictureChoices, Report
from journeymap.report.picture_sheets import READABLE, SIZES_MM, poster
from tests.report.pictures import made_up_map, with_picture
from tests.report.projects import session, told
from tests.report.reading import letters_outside, pdf_failures, pdf_words, written_as


def _sizes(path: Path) -> set[float]:
    """The sizes of all text that is printed."""
    sizes = set()

    def note(text: str, _matrix: Any, _text_matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(size)

    for each in pypdf.PdfReader(path).pages:
        each.extract_text(visitor_text=note)
    return sizes


def _all_words(report: Report) -> list[str]:
    return ["".join(shape.text.split()) for shape in report.picture.picture.shapes() if isinstance(shape, Words)]


@pytest.mark.parametrize("name", ["poster", "tiles"])
def test_a_validator_and_qpdf_find_nothing_against_a_poster(sampled: Report, tmp_path: Path, name: str) -> None:
    path = written_as(sampled, name, tmp_path)
    assert pdf_failures(path) == []
    if shutil.which("qpdf") is not None:
        assert subprocess.run(["qpdf", "--check", str(path)], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("paper", ["A3", "A2", "A1", "A0"])
def test_a_poster_has_the_size_of_its_paper(sampled: Report, tmp_path: Path, paper: str) -> None:
    path = written_as(with_picture(sampled, sampled.picture.picture, PictureChoices(paper=paper)), "poster", tmp_path)
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert sorted(round(float(side) / 72 * 25.4) for side in (box.width, box.height)) == sorted(SIZES_MM[paper])
    assert min(_sizes(path)) >= READABLE - 0.01
    assert letters_outside(path, 11.3, 11.3) == []
    assert [words for words in _all_words(sampled) if words not in pdf_words(path)] == []


def test_a_larger_paper_gives_larger_text(sampled: Report, tmp_path: Path) -> None:
    picture = sampled.picture.picture
    scales = [poster(with_picture(sampled, picture, PictureChoices(paper=paper))).scale for paper in ("A3", "A2", "A1")]
    assert scales == sorted(scales)
    assert scales[2] > 1.8 * scales[0]


def test_a_map_of_200_steps_and_12_lanes_is_printed_whole_and_legibly(long: Report, tmp_path: Path) -> None:
    path = written_as(long, "poster", tmp_path)
    words = pdf_words(path)
    assert [each for each in _all_words(long) if each not in words] == []
    assert min(_sizes(path)) >= READABLE - 0.01
    assert letters_outside(path, 11.3, 11.3) == []
    assert pdf_failures(path) == []
    (remark,) = picture_poster.remarks(long)
    assert remark.text == "So that it can be read, this map takes 2 sheets of A0."
    assert len(pypdf.PdfReader(path).pages) == 2


def test_a_paper_that_is_too_small_says_which_one_would_do(sampled: Report) -> None:
    picture = made_up_map(40, 12)
    (remark,) = picture_poster.remarks(with_picture(sampled, picture, PictureChoices(paper="A4")))
    assert re.fullmatch(
        r"So that it can be read, this map takes \d+ sheets of A4\. On (A[0-3]) it fits on one\.", remark.text
    )
    best = poster(with_picture(sampled, picture))
    assert best.paper in remark.text
    assert picture_poster.remarks(with_picture(sampled, picture)) == ()


def test_signs_that_are_written_out_are_not_too_small_either(tmp_path: Path) -> None:
    with told(tmp_path, session("P1", "[00:00:01] > \u202e\u202e\u202eevil", "[00:01:00] = completed")) as project:
        path = written_as(project.report(), "poster", tmp_path)
    assert "[U+202E][U+202E][U+202E]evil" in pdf_words(path)
    assert min(_sizes(path)) >= READABLE - 0.01


# Posters on pages


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [picture_tiles.column_letters(each) for each in (0, 1, 25, 26, 51, 52, 701, 702)] == [
        "A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


@pytest.mark.parametrize("pages", ["A4", "A3"])
def test_pages_to_glue_hold_the_whole_map_and_say_where_they_lie(long: Report, tmp_path: Path, pages: str) -> None:
    report = with_picture(long, long.picture.picture, PictureChoices(pages=pages))
    made = picture_tiles.tiling(report)
    path = written_as(report, "tiles", tmp_path)
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == 1 + made.count
    first = reader.pages[0].extract_text()
    assert f"{made.count} pages of {pages}, {made.grid_words}" in first
    assert made.size_words in first
    labels = [
        f"{made.label(column, row)} of {made.grid_words}"
        for row in range(len(made.rows))
        for column in range(len(made.columns))
    ]
    for label, each in zip(labels, reader.pages[1:], strict=True):
        assert label in each.extract_text()
    words = pdf_words(path)
    assert [each for each in _all_words(long) if each not in words] == []
    assert min(_sizes(path)) >= READABLE - 0.01
    assert pdf_failures(path) == []


def test_no_cut_goes_through_a_card_or_a_text(long: Report, sampled: Report) -> None:
    for report in (long, sampled):
        made = picture_tiles.tiling(report)
        room = made.sheet.width - 2 * picture_tiles.MARGIN
        for start, end in made.columns[:-1]:
            assert (end - start) * made.scale + picture_tiles.OVERLAP <= room + 0.1
            cut = [
                group.name
                for group in made.frame.groups
                if group.kind in {"card", "pain"} and group.bounds.x + 0.1 < end < group.bounds.right - 0.1
            ]
            assert cut == []


def test_neighbouring_pages_share_ten_millimetres(sampled: Report, tmp_path: Path) -> None:
    made = picture_tiles.tiling(sampled)
    assert len(made.columns) == 2
    document = pypdfium2.PdfDocument(written_as(sampled, "tiles", tmp_path))
    scale = 4.0
    images = []
    for number in (1, 2):
        bitmap = document[number].render(scale=scale, rev_byteorder=True)
        size, pixels = (bitmap.width, bitmap.height), bytes(bitmap.buffer)
        images.append(Image.frombytes("RGB", size, pixels, "raw", "RGB", bitmap.stride))
        bitmap.close()
    document.close()
    own = (made.columns[0][1] - made.columns[0][0]) * made.scale
    height = made.sheet.height * scale
    box = (0, round(height * 0.2), round(picture_tiles.OVERLAP * scale) - 8, round(height * 0.6))
    parts = []
    for image, left in zip(images, (picture_tiles.MARGIN + own, picture_tiles.MARGIN), strict=True):
        x = round(left * scale) + 4  # beside the dotted line
        parts.append(image.crop((x, box[1], x + box[2], box[3])).convert("L").resize((12, 80), Image.Resampling.BOX))
    apart = [abs(one - other) for one, other in zip(parts[0].tobytes(), parts[1].tobytes(), strict=True)]
    assert max(apart) < 40
    assert min(parts[0].tobytes()) < 230  # there is something to compare


def test_a_poster_to_glue_grows_where_it_could_not_be_read(sampled: Report) -> None:
    small = with_picture(sampled, made_up_map(60, 6), PictureChoices(paper="A3"))
    (remark,) = picture_tiles.remarks(small)
    assert "On A3 the smallest text of this map would be 1." in remark.text
    large = with_picture(sampled, sampled.picture.picture, PictureChoices(paper="A0"))
    assert picture_tiles.remarks(large) == ()
    assert picture_tiles.tiling(large).count > picture_tiles.tiling(sampled).count


def test_a_stopped_poster_stops(long: Report, tmp_path: Path) -> None:
    from journeymap.core.errors import Cancelled

    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        picture_poster.write(long, tmp_path / "x.pdf", progress)
