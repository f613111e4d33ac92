"""Two maps compared, as a file that leaves the app."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from journeymap.core.errors import Cancelled, Problem
from journeymap.core.model import JourneyMap
from journeymap.core.progress import Progress
from journeymap.report.comparison_picture import PICTURES, export_comparison
from journeymap.report.content import Anchor
from journeymap.store.document import Document
from tests.present.two_maps import as_is_and_to_be
from tests.report.projects import sample
from tests.report.reading import pdf_failures, pdf_words, png_words


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Document, str, str]]:
    with sample(tmp_path) as project:
        with project.document.edit("Two maps") as edit:
            pair = as_is_and_to_be(edit)
        yield project.document, *pair


def export(two: tuple[Document, str, str], path: Path, progress: Progress | None = None) -> None:
    document, before, after = two
    export_comparison(document.read(), before, after, path, anchor=Anchor(), made_at_ms=0, progress=progress)


@pytest.mark.parametrize("suffix", PICTURES)
def test_what_is_gone_and_what_is_new_is_in_the_file_with_its_legend(
    two: tuple[Document, str, str], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"compared{suffix}"
    export(two, path)
    if suffix == ".png":
        with Image.open(path) as image:
            assert image.width > 1000
        said = dict(png_words(path))["Description"]
        assert "Ask for help by phone" in said
        return
    if suffix == ".pdf":
        assert pdf_failures(path) == []
        assert len(pypdf.PdfReader(path).pages) == 1
    words = pdf_words(path) if suffix == ".pdf" else "".join("".join(ET.parse(path).getroot().itertext()).split())
    for wanted in ("gone:2steps,4linksand2cells", "Checkthe", "Askinthe", "adds2steps,leavesout2", "fortheteam"):
        assert wanted in words


def test_a_stopped_export_a_missing_map_and_another_kind_of_file_leave_nothing(
    two: tuple[Document, str, str], tmp_path: Path
) -> None:
    document, before, _ = two
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        export(two, tmp_path / "a.svg", stopped)
    with pytest.raises(Problem, match="should end in"):
        export(two, tmp_path / "a.txt")
    with pytest.raises(Problem, match="not in the project"):
        export((document, before, "nowhere"), tmp_path / "a.svg")
    assert not list(tmp_path.glob("a.*"))
    assert len(document.read().find(JourneyMap)) == 2
