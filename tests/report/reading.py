"""Reads exported files back with other people's libraries: every text that a person can see in them."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import page as validator
import pypdf
import pypdfium2

from journeymap.core.progress import Progress
from journeymap.report.content import Report
from journeymap.report.formats import FORMATS


class Page(HTMLParser):
    """The elements of a web page in order, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def written(report: Report, folder: Path) -> dict[str, Path]:
    """The report in every format, by name."""
    folder.mkdir(exist_ok=True)
    return {name: written_as(report, name, folder) for name in FORMATS}


def written_as(report: Report, name: str, folder: Path) -> Path:
    """The report in the format of this name."""
    path = folder / f"report{FORMATS[name].suffix}"
    FORMATS[name].write(report, path, Progress())
    return path


def pdf_failures(path: Path) -> list[str]:
    """What a validator finds against a PDF/UA-1 file."""
    found = validator.validate_pdf(path, profile="ua1", limits=validator.SafetyLimits.unlimited())
    assert found.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in found.failures]


def pdf_words(path: Path) -> str:
    """The text of a PDF without blanks and line ends, because lines break anywhere."""
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def xlsx_cells(path: Path) -> list[tuple[object, str]]:
    """(value, kind of cell) of every cell; kind `s` is text, `f` a formula."""
    book = openpyxl.load_workbook(path)
    return [
        (cell.value, cell.data_type)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def everything_said(path: Path) -> str:
    """All that anybody could dig out of a file as text."""
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        pages = "".join(page.extract_text() for page in reader.pages)
        figures = " ".join(str(value) for value in _alternatives(reader))
        return f"{pages} {figures} {reader.metadata}"
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    if path.suffix == ".png":
        return " ".join(words for _, words in png_words(path))
    return path.read_text(encoding="utf-8")


def png_chunks(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of every chunk of a PNG file, each with a right check sum."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(kind + content),)
        yield kind, content
        at += 12 + length


def png_words(path: Path) -> list[tuple[str, str]]:
    """The words that a PNG file holds about itself, with their keywords."""
    found = []
    for kind, content in png_chunks(path):
        keyword, _, words = content.partition(b"\0")
        if kind == b"tEXt":
            found.append((keyword.decode("ascii"), words.decode("latin-1")))
        elif kind == b"iTXt":
            found.append((keyword.decode("ascii"), words[4:].decode("utf-8")))
    return found


def _alternatives(reader: pypdf.PdfReader) -> list[object]:
    found: list[object] = []
    for number in range(1, len(reader.xref[0]) + 1):
        value = reader.get_object(number)
        if isinstance(value, pypdf.generic.DictionaryObject) and "/Alt" in value:
            found.append(value["/Alt"])
    return found


def letters_outside(path: Path, from_side: float, from_end: float) -> list[tuple[int, str]]:
    """Letters of a PDF nearer to a side of their page, or to its top or bottom, than so many points: (page, letter)."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for number, each in enumerate(document):
        width, height = each.get_size()
        words = each.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            beside = left < from_side or right > width - from_side
            if right > left and (beside or bottom < from_end or top > height - from_end):
                found.append((number, words.get_text_range(index, 1)))
    document.close()
    return found
