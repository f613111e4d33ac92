"""A map that no picture can show: what can be written is written, and the rest is refused in a sentence."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeymap.core.errors import Problem
from journeymap.present.map import MOST_DRAWN
from journeymap.report.export import export_formats
from journeymap.report.formats import FORMATS
from tests.report.projects import EVERYTHING, Told, told
from tests.report.reading import pdf_words

STEPS = MOST_DRAWN + 1
SENTENCE = "This map has 5,001 steps, more than a picture can show (5,000)."


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Five people who went through one step more than can be drawn, each through other ones."""
    folder = tmp_path_factory.mktemp("large")
    walks = [range(person * 1000, STEPS if person == 4 else (person + 1) * 1000) for person in range(5)]
    texts = [
        f"participant: P{person}\nmap: Long\nconsent: {EVERYTHING}\n---\n" + "".join(f"> step {at}\n" for at in walk)
        for person, walk in enumerate(walks)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYMAP_HOME", str(folder / "home"))
        with told(folder, *texts) as project:
            yield project


@pytest.mark.parametrize("audience", ["team", "public"])
def test_the_pages_and_the_tables_of_a_map_too_large_to_draw_are_written(
    large: Told, tmp_path: Path, audience: str
) -> None:
    out = tmp_path / "out"
    export_formats(large.reader, large.chosen, ["html", "pdf", "csv"], out, audience=audience)
    assert SENTENCE in (out / "renew-a-permit.html").read_text(encoding="utf-8")
    assert SENTENCE.replace(" ", "") in pdf_words(out / "renew-a-permit.pdf")
    with (out / "renew-a-permit.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = {cell for row in csv.reader(file) for cell in row if re.fullmatch(r"step \d+", cell)}
    assert len(titles) == STEPS


def test_pictures_of_a_map_too_large_to_draw_are_refused_before_anything_is_written(
    large: Told, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with pytest.raises(Problem) as refused:
        export_formats(large.reader, large.chosen, list(FORMATS), out)
    assert str(refused.value).startswith(SENTENCE)
    assert "leave out svg, png, poster and tiles" in str(refused.value)
    assert not out.exists()
