from pathlib import Path

import pytest

from journeymap.core.resources import resource, resources_folder


def test_a_resource_is_found_by_its_place() -> None:
    assert resource("fonts/NotoSans-Regular.ttf").read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert resource("fonts").is_dir()


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no resource called 'fonts/Comic\.ttf'"):
        resource("fonts/Comic.ttf")


@pytest.mark.parametrize("path", ["../pyproject.toml", "fonts/../../LICENSE", "/etc/hostname"])
def test_a_name_cannot_climb_out_of_the_resources(path: str) -> None:
    with pytest.raises(ValueError, match="below resources/"):
        resource(path)


def test_every_font_has_the_outlines_that_a_pdf_needs_and_its_licence_beside_it() -> None:
    fonts = resources_folder() / "fonts"
    described = (fonts / "README.md").read_text(encoding="utf-8")
    for font in sorted(fonts.glob("*.ttf")):
        tables = _table_names(font)
        assert {"glyf", "cmap"} <= tables
        assert "fvar" not in tables
        assert f"`{font.name}`" in described
    for licence in ("OFL.txt", "Apache-2.0.txt", "Symbola.txt"):
        assert (fonts / licence).is_file()


def _table_names(font: Path) -> set[str]:
    data = font.read_bytes()
    count = int.from_bytes(data[4:6], "big")
    return {data[12 + 16 * index : 16 + 16 * index].decode("ascii") for index in range(count)}
