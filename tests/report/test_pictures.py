"""The map as SVG, as pixels and as a poster: everything is on it, whole and large enough."""

import base64
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from journeymap.__main__ import main
from journeymap.core.errors import Problem
from journeymap.core.progress import Progress
from journeymap.present.picture import Group, Picture, Rect, Words
from journeymap.report import picture_png
from journeymap.report.content import PictureChoices, Report
from journeymap.report.export import export_formats
from tests.report.pictures import with_picture
from tests.report.projects import journey, sample, session, told
from tests.report.reading import pdf_failures, png_chunks, png_words, written_as

PICTURES = ("svg", "png", "poster", "tiles")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script> & "quoted" {{ 7*7 }}'


# SVG


def test_the_svg_is_xml_with_a_title_and_a_description(sampled: Report, tmp_path: Path) -> None:
    root = ET.parse(written_as(sampled, "svg", tmp_path)).getroot()
    assert root.tag == f"{SVG}svg"
    assert root[0].text == "Renew a parking permit"
    assert "steps from left to right" in str(root[1].text)
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_the_svg_holds_shapes_and_text_and_nothing_from_elsewhere(sampled: Report, tmp_path: Path) -> None:
    root = ET.parse(written_as(sampled, "svg", tmp_path)).getroot()
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "g", "text", "rect", "circle", "path"}
    for each in root.iter():
        assert not [name for name in each.attrib if "href" in name or name in {"src", "style"} or name.startswith("on")]
    (style,) = root.iter(f"{SVG}style")
    addresses = re.findall(r"url\(([^)]{0,20})", str(style.text))
    assert addresses
    assert {address[:14] for address in addresses} == {"data:font/ttf;"}
    assert "@import" not in str(style.text)


def _fonts(path: Path) -> list[tuple[str, set[int]]]:
    source = path.read_text(encoding="utf-8")
    found = re.findall(r'font-family:"([^"]+)";[^}]*base64,([A-Za-z0-9+/=]+)', source)
    return [(family, set(TTFont(BytesIO(base64.b64decode(data))).getBestCmap())) for family, data in found]


def test_every_letter_of_the_svg_is_in_a_font_that_it_carries(tmp_path: Path) -> None:
    with told(tmp_path, session("P1", "[00:00:01] > Κέντρο 漢字 שלום مرحبا", "[00:01:00] = completed")) as project:
        path = written_as(project.report(), "svg", tmp_path)
    fonts = _fonts(path)
    assert {"Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Droid Sans Fallback"} <= {name for name, _ in fonts}
    texts = "".join(str(each.text) for each in ET.parse(path).getroot().iter(f"{SVG}text"))
    assert "漢字" in texts
    assert {letter for letter in texts if not any(ord(letter) in cmap for _, cmap in fonts)} == set()
    assert path.stat().st_size < 200_000  # the letters, not the fonts


def test_the_svg_shows_markup_letter_by_letter(tmp_path: Path) -> None:
    with told(tmp_path, session("P1", f"[00:00:01] > {HOSTILE}"), title=HOSTILE) as project:
        path = written_as(project.report(), "svg", tmp_path)
    root = ET.parse(path).getroot()
    assert not list(root.iter(f"{SVG}script"))
    texts = "".join(str(each.text) for each in root.iter(f"{SVG}text"))
    assert "".join(HOSTILE.split()) in "".join(texts.split())


def _shown_by_a_browser(report: Report, folder: Path) -> list[int]:
    """How far the browser's picture and ours lie apart, 0 to 255 for every square of 8 × 8 pixels."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("chromium is not installed")
    once = with_picture(report, report.picture.picture, PictureChoices(scale=1))
    svg, pixels, shot = written_as(once, "svg", folder), written_as(once, "png", folder), folder / "shot.png"
    with Image.open(pixels) as ours:
        width, height = ours.size
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                f"--user-data-dir={folder / 'browser'}", f"--window-size={width},{height}",
                f"--screenshot={shot}", svg.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with Image.open(shot) as theirs:
            # Blurred, because letters are smoothed differently: what is compared is what stands where.
            size = (width // 8, height // 8)
            pairs = zip(
                ours.convert("L").resize(size, Image.Resampling.BOX).tobytes(),
                theirs.convert("L").crop((0, 0, width, height)).resize(size, Image.Resampling.BOX).tobytes(),
                strict=True,
            )
            return [abs(one - other) for one, other in pairs]


def test_a_browser_shows_the_svg_as_the_pixels_do(sampled: Report, tmp_path: Path) -> None:
    apart = _shown_by_a_browser(sampled, tmp_path)
    assert sum(apart) / len(apart) < 1.5
    assert sum(each > 60 for each in apart) / len(apart) < 0.001


def test_a_browser_finds_the_letters_of_other_scripts_in_the_svg(tmp_path: Path) -> None:
    words = ("漢字テスト申請手続案内", "שלום עולם", "☎ ✓ Ελλάδα")
    shapes = tuple(Words(10.0, 60.0 + 60.0 * at, each, 48.0) for at, each in enumerate(words))
    group = Group("note", "scripts", "Scripts", Rect(0.0, 0.0, 560.0, 200.0), shapes)
    with told(tmp_path, journey("P1")) as project:
        report = with_picture(project.report(), Picture(560.0, 200.0, "Scripts", "Scripts", (group,)))
    apart = _shown_by_a_browser(report, tmp_path)
    assert sum(apart) / len(apart) < 1.5
    assert sum(each > 60 for each in apart) / len(apart) < 0.001


# Pixels


def test_the_png_has_the_chosen_scale_and_words_about_itself(sampled: Report, tmp_path: Path) -> None:
    sizes = []
    for scale in (1, 3):
        report = with_picture(sampled, sampled.picture.picture, PictureChoices(scale=scale))
        with Image.open(written_as(report, "png", tmp_path)) as image:
            image.load()
            sizes.append(image.size)
    assert all(abs(large - 3 * small) <= 3 for small, large in zip(*sizes, strict=True))
    words = dict(png_words(written_as(sampled, "png", tmp_path)))
    assert words["Title"] == "Renew a parking permit"
    assert words["Description"] == sampled.picture.alternative
    assert words["Comment"] == "for the team · made-up sample data"
    assert "data" in words["Source"]


def test_words_about_a_png_keep_every_letter(tmp_path: Path) -> None:
    with told(tmp_path, session("P1", "[00:00:01] > 漢字")) as project:
        path = written_as(project.report(), "png", tmp_path)
    assert "漢字" in dict(png_words(path))["Description"]
    assert b"iTXt" in {kind for kind, _ in png_chunks(path)}


def test_bands_leave_no_seam(sampled: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Image.open(written_as(sampled, "png", tmp_path)) as image:
        whole = image.convert("RGB")
    monkeypatch.setattr(picture_png, "_BAND", 300_000)
    with Image.open(written_as(sampled, "png", tmp_path)) as image:
        apart = ImageChops.difference(image.convert("RGB"), whole).tobytes()
    assert max(apart) <= 2  # half-transparent edges are rounded


def test_a_picture_of_too_many_pixels_is_a_plain_sentence(long: Report, tmp_path: Path) -> None:
    report = with_picture(long, long.picture.picture, PictureChoices(scale=2))
    with pytest.raises(Problem, match=r"10\d million pixels.*Choose the scale 1, or export it as SVG or poster"):
        picture_png.write(report, tmp_path / "large.png", Progress())
    assert not (tmp_path / "large.png").exists()


def test_without_a_chosen_scale_a_large_map_comes_out_smaller(long: Report, tmp_path: Path) -> None:
    with Image.open(written_as(long, "png", tmp_path)) as image:
        assert 20_000_000 < image.width * image.height < picture_png.MOST_PIXELS
        assert image.width > long.picture.picture.width


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (PictureChoices(scale=5), "1 to 4 times"),
        (PictureChoices(paper="B0"), "no paper 'B0'"),
        (PictureChoices(pages="A0"), "A4 or A3"),
    ],
)
def test_choices_that_there_are_not_are_a_plain_sentence(tmp_path: Path, choices: PictureChoices, words: str) -> None:
    with told(tmp_path, journey("P1")) as project, pytest.raises(Problem, match=words):
        export_formats(project.reader, project.chosen, ["png"], tmp_path / "x.png", picture=choices)
    assert not (tmp_path / "x.png").exists()


# All of them


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_written_alike_every_time(sampled: Report, tmp_path: Path, name: str) -> None:
    first = written_as(sampled, name, tmp_path).read_bytes()
    assert written_as(sampled, name, tmp_path).read_bytes() == first
    assert len(first) > 1000


def _said(path: Path) -> str:
    if path.suffix == ".svg":
        root = ET.parse(path).getroot()
        return " ".join("".join(each.itertext()) for each in root.iter() if each.tag in {f"{SVG}text", f"{SVG}desc"})
    if path.suffix == ".png":
        return " ".join(words for _, words in png_words(path))
    return "".join(each.extract_text() for each in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize("name", PICTURES)
def test_the_public_sees_no_counts_and_nobody_sees_who_refused(tmp_path: Path, name: str) -> None:
    people = [journey(f"P{number}", "!3 stuck #upload") for number in range(7)]
    refused = session("P9", "[00:00:01] > Find", "[00:00:02] !4 secret #x", consent="refused")
    with told(tmp_path, *people, refused, classification="OFFICIAL") as project:
        public, team = (_said(written_as(project.report(audience), name, tmp_path)) for audience in ("public", "team"))
    assert "OFFICIAL · for the public" in public
    assert "OFFICIAL · for the team" in team
    assert "Upload" in public
    assert not re.search(r"stuck|sessions|\b7\b", public)
    assert "secret" not in team
    if name != "png":
        assert "stuck" in team


@pytest.mark.parametrize("name", PICTURES)
def test_a_map_without_steps_is_said_to_have_none(tmp_path: Path, name: str) -> None:
    with told(tmp_path) as project:
        path = written_as(project.report(), name, tmp_path)
    assert "This map has no steps yet." in _said(path)
    if path.suffix == ".pdf":
        assert pdf_failures(path) == []


def test_the_command_line_writes_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sample(tmp_path) as project:
        project.document.publish()
    file = str(tmp_path / "sample.journey")
    assert main(["export", file, "--to", "svg", "png", "poster", "tiles", "--out", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 4
    assert main(["export", file, "--to", "poster", "--paper", "A1", "--out", str(tmp_path / "wall.pdf")]) == 0
    assert len(pypdf.PdfReader(tmp_path / "wall.pdf").pages) == 1
    glued = tmp_path / "glue.pdf"
    assert main(["export", file, "--to", "poster", "--tiles", "A3", "--paper", "A0", "--out", str(glued)]) == 0
    assert "pages of A3" in pypdf.PdfReader(glued).pages[0].extract_text()
    assert main(["export", file, "--to", "png", "--scale", "1", "--out", str(tmp_path / "one.png")]) == 0
    capsys.readouterr()
    assert main(["export", file, "--to", "poster", "--paper", "A9"]) == 2
    assert main(["export", file, "--to", "png", "--scale", "9"]) == 2
