"""User text leaves through one door for each format: nobody prints, writes or joins it elsewhere."""

import re
from pathlib import Path

import pytest

DOORS = {
    r"\.drawString\(|\.drawRightString\(|\.drawCentredString\(|\.beginText\(|Paragraph\(.*style": {"pdf_paper.py"},
    r"\bimport csv\b|csv\.writer": {"cells.py"},
    r"\bMarkup\b": {"svg_shapes.py"},
    r"\.write_(formula|url|array_formula|rich_string)\(|\bsheet\.write\(": set[str](),
    r"from reportlab\.platypus": set[str](),
    r"webbrowser|urllib|http\.client|socket": set[str](),
    r"\.now\(|utcnow|time\.time\(|today\(": set[str](),
}


@pytest.mark.parametrize("pattern", DOORS)
def test_each_sink_has_one_door(project_root: Path, pattern: str) -> None:
    files = (project_root / "journeymap" / "report").rglob("*.py")
    using = {path.name for path in files if re.search(pattern, _code(path))}
    assert using <= DOORS[pattern]


def _code(path: Path) -> str:
    return "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if "Paragraph((" not in line)


@pytest.mark.parametrize("name", ["report.html", "picture.html", "shapes.html"])
def test_a_template_trusts_nothing_but_our_own_style(project_root: Path, name: str) -> None:
    template = (project_root / "resources" / "styles" / name).read_text(encoding="utf-8")
    trusted = [] if name == "shapes.html" else ["{{ style | safe }}"]
    assert re.findall(r"\{\{[^}]*\bsafe\b[^}]*\}\}", template) == trusted
    assert "autoescape false" not in template
    # Attributes that hold text from outside are quoted, so that a blank cannot begin another attribute.
    assert re.findall(r"\s[a-z-]+=\{\{", template) == []
