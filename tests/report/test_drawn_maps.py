"""Maps drawn with the real verbs, with lanes, long texts and pictures, as posters and as SVG."""

import base64
import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from PIL import Image as Pixels

from journeymap.core.clock import FixedClock
from journeymap.core.edits.lanes import add_lane, set_cell, set_picture
from journeymap.core.edits.links import add_transition
from journeymap.core.edits.maps import make_map
from journeymap.core.edits.phases import add_phase
from journeymap.core.edits.steps import add_step
from journeymap.core.filters import Filter
from journeymap.core.lanes import LANE_KINDS
from journeymap.core.progress import Progress
from journeymap.present.picture import Group, Image, Picture, Rect
from journeymap.report.build import build_report
from journeymap.report.content import PictureChoices, Report
from journeymap.report.formats import FORMATS
from journeymap.store.document import Document
from tests.report.pictures import with_picture
from tests.report.reading import Page, pdf_failures, pdf_words

STEPS = 200
LANES = (
    "thoughts", "touchpoint", "policy", "data", "metric", "quote", "image", "opportunity", "evidence", "custom",
)  # fmt: skip
RULE = " ".join(f"rule{number}" for number in range(160))


def screenshot() -> bytes:
    kept = BytesIO()
    Pixels.new("RGB", (320, 200), "#3366CC").save(kept, "PNG")
    return kept.getvalue()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A map of 200 steps and 12 lanes; a rule reaches over fifty steps, and every seventh step has a screenshot."""
    folder = tmp_path_factory.mktemp("drawn")
    with (
        pytest.MonkeyPatch.context() as patch,
        Document.create(folder / "drawn.journey", title="Drawn", clock=FixedClock(), actor="tester") as document,
    ):
        patch.setenv("JOURNEYMAP_HOME", str(folder))
        with document.edit("Draw") as edit:
            made = make_map(edit, "Two hundred steps")
            lanes = [add_lane(edit, made.id, kind) for kind in LANES]
            phases = [add_phase(edit, made.id, f"Phase{number}") for number in range(0, STEPS, 10)]
            steps = [
                add_step(edit, made.id, f"Step{number} of all", phase_id=phases[number // 10].id)
                for number in range(STEPS)
            ]
            for one, other in pairwise(steps):
                add_transition(edit, one.id, other.id)
            for number, step in enumerate(steps):
                for lane in lanes:
                    if LANE_KINDS[lane.kind].holds == "text" and lane.kind != "policy":
                        set_cell(edit, step.id, lane.id, f"{lane.kind}{number} was written here")
                if number % 7 == 0:
                    image = next(lane for lane in lanes if lane.kind == "image")
                    set_picture(
                        edit, step.id, image.id,
                        name="a.png", media_type="image/png", data=screenshot(), alt_text=f"Screen {number}",
                    )  # fmt: skip
            policy = next(lane for lane in lanes if lane.kind == "policy")
            set_cell(edit, steps[10].id, policy.id, RULE, span=50)
        return build_report(document.read(), Filter(made.id), made_at_ms=1_772_445_600_000)


@pytest.mark.parametrize("name", ["poster", "tiles"])
def test_a_drawn_map_of_200_steps_and_12_lanes_is_printed_to_the_last_word(
    drawn: Report, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "map.pdf"
    FORMATS[name].write(drawn, path, Progress())
    words = pdf_words(path)
    wanted = [f"Step{number}" for number in range(STEPS)] + [f"Phase{number}" for number in range(0, STEPS, 10)]
    wanted += [f"{kind}{number}" for kind in LANES if kind not in {"policy", "image"} for number in range(STEPS)]
    wanted += RULE.split()
    assert [each for each in wanted if each not in words] == []
    reader = pypdf.PdfReader(path)
    assert sum(len(each.images) for each in reader.pages) >= 2  # the same screenshot is kept once
    assert pdf_failures(path) == []


def test_every_sheet_says_in_which_phase_its_steps_are(drawn: Report, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    FORMATS["poster"].write(replace(drawn, choices=PictureChoices(paper="A3")), path, Progress())
    pages = [page.extract_text().split() for page in pypdf.PdfReader(path).pages]
    assert len(pages) > 10
    for words in pages:
        numbers = [int(each.removeprefix("Step")) for each in words if re.fullmatch(r"Step\d+", each)]
        assert {f"Phase{number // 10 * 10}" for number in numbers} <= set(words)
        assert len({each for each in words if each.startswith("Phase")}) == len(
            [each for each in words if each.startswith("Phase")]
        )


def test_no_word_of_a_rule_over_many_steps_is_printed_twice_or_cut_on_a_poster(drawn: Report, tmp_path: Path) -> None:
    path = tmp_path / "map.pdf"
    FORMATS["poster"].write(drawn, path, Progress())
    text = " ".join(each.extract_text() for each in pypdf.PdfReader(path).pages)
    assert sorted(re.findall(r"rule\d+", text)) == sorted(RULE.split())


def test_pictures_are_inside_the_svg_with_their_words(drawn: Report, tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    FORMATS["svg"].write(drawn, path, Progress())
    images = list(ET.parse(path).getroot().iter("{http://www.w3.org/2000/svg}image"))
    assert len(images) == STEPS // 7 + 1
    assert {str(each.get("href")).partition(",")[0] for each in images} == {"data:image/png;base64"}
    assert base64.b64decode(str(images[0].get("href")).partition(",")[2]) == screenshot()
    assert images[1].get("aria-label") == "Screen 7"


def test_pictures_may_be_shown_by_the_web_page(drawn: Report, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    FORMATS["html"].write(drawn, path, Progress())
    page = Page(path.read_text(encoding="utf-8"))
    policy = next(each for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert "img-src data:" in str(policy["content"])
    assert len(page.all("image")) == STEPS // 7 + 1


def _header(width: int, height: int) -> bytes:
    """The beginning of a PNG that says how large it is."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0) + b"\0" * 40


def _damaged() -> list[bytes]:
    """A screenshot with one byte changed, at many places."""
    whole = screenshot()
    return [whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in range(8, len(whole), 11)]


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 no more", screenshot()[:150], _header(60_000, 60_000)]
)
def test_a_picture_that_cannot_be_read_is_replaced_by_its_words(drawn: Report, tmp_path: Path, data: bytes) -> None:
    broken = Image(Rect(10.0, 10.0, 200.0, 100.0), "image/png", data, "A form with two fields")
    group = Group("cell", "a>b", "Pictures", Rect(10.0, 10.0, 200.0, 100.0), (broken,))
    report = with_picture(drawn, Picture(300.0, 200.0, "Broken", "Broken", (group,)))
    for name in ("poster", "tiles", "png", "svg"):
        path = tmp_path / f"broken-{name}"
        FORMATS[name].write(replace(report), path, Progress())
        if name in {"poster", "tiles"}:
            assert "Aformwithtwofields" in pdf_words(path)


def test_a_damaged_picture_stops_no_poster(drawn: Report, tmp_path: Path) -> None:
    place = Rect(10.0, 10.0, 200.0, 100.0)
    groups = tuple(
        Group("cell", f"a>{number}", "", place, (Image(place, "image/png", data, "A form"),))
        for number, data in enumerate(_damaged())
    )
    assert len(groups) > 20
    path = tmp_path / "damaged.pdf"
    FORMATS["poster"].write(with_picture(drawn, Picture(300.0, 200.0, "Damaged", "Damaged", groups)), path, Progress())
    assert len(pypdf.PdfReader(path).pages) == 1
