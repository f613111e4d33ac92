"""The map as pixels: the same drawing as on paper, painted a band at a time, so that no map takes much memory."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import BinaryIO, Final

from journeymap.core.errors import Problem
from journeymap.core.progress import Progress
from journeymap.report.content import Report
from journeymap.report.formats.pdf import begun
from journeymap.report.formats.pdf_picture import draw_part
from journeymap.report.formats.pdf_tags import Element
from journeymap.report.picture_frame import Framed, framed, picture_title
from journeymap.report.plain import shown

MOST_PIXELS: Final = 100_000_000
_USUAL: Final = (2, 1)  # where no scale was chosen
_BAND: Final = 4_000_000  # pixels that are painted at once
_LONGEST_SIDE: Final = 14_400.0  # points; the largest page that PDF knows
_PIXELS_A_METRE: Final = 3780  # 96 an inch, at scale 1


def write(report: Report, path: Path, progress: Progress) -> None:
    """Paint the report's picture to `path`. Raises Problem for a picture of more than 100 million pixels."""
    frame = framed(report)
    scale = report.choices.scale or next((each for each in _USUAL if _pixels(frame, each) <= MOST_PIXELS), _USUAL[-1])
    if _pixels(frame, scale) > MOST_PIXELS:
        raise Problem(_too_large(frame, scale))
    width, height = _size(frame, scale)
    progress.at(0.05, "Drawing the map")
    unit = min(1.0, _LONGEST_SIDE / max(frame.part.width, frame.part.height))
    # Half a pixel less, because sizes are rounded up to whole pixels.
    page_size = (width - 0.5) / scale * unit, (height - 0.5) / scale * unit
    printed = _page(report, frame, page_size, unit)
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        _chunk(file, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        _chunk(file, b"pHYs", struct.pack(">IIB", _PIXELS_A_METRE * scale, _PIXELS_A_METRE * scale, 1))
        for keyword, words in (
            ("Title", picture_title(report)),
            ("Description", report.picture.alternative),
            ("Source", report.anchor_words),
            ("Comment", report.edge_words),
        ):
            _text(file, keyword, shown(words))
        press = zlib.compressobj(6)
        for rows, done in _bands(printed, width, height, scale / unit):
            progress.at(0.1 + 0.9 * done, "Painting the picture")
            _chunk(file, b"IDAT", press.compress(rows))
        _chunk(file, b"IDAT", press.flush())
        _chunk(file, b"IEND", b"")


def _size(frame: Framed, scale: int) -> tuple[int, int]:
    return ceil(frame.part.width * scale), ceil(frame.part.height * scale)


def _pixels(frame: Framed, scale: int) -> int:
    width, height = _size(frame, scale)
    return width * height


def _too_large(frame: Framed, scale: int) -> str:
    smaller = next((each for each in range(scale - 1, 0, -1) if _pixels(frame, each) <= MOST_PIXELS), 0)
    way = f"Choose the scale {smaller}, or export it as SVG or poster" if smaller else "Export it as SVG or poster"
    million = _pixels(frame, scale) / 1e6
    return (
        f"At the scale {scale} the picture of this map would have {million:,.0f} million pixels, "
        f"more than most programs open. {way}. Nothing was written."
    )


def _page(report: Report, frame: Framed, size: tuple[float, float], unit: float) -> bytes:
    """The picture as a PDF of one page, `unit` points for each unit of the map."""
    target = BytesIO()
    paper = begun(report, target, picture_title(report))
    paper.canvas.setPageSize(size)
    figure = Element("Figure", paper.tags.root, alternative=report.picture.alternative)
    with paper.tags.marked(figure):
        draw_part(paper, frame.groups, frame.part, 0.0, size[1], unit)
    paper.canvas.showPage()
    paper.tags.end_page()
    paper.canvas.save()
    return target.getvalue()


def _bands(printed: bytes, width: int, height: int, scale: float) -> Iterator[tuple[bytes, float]]:
    """The page's rows from the top, as PNG wants them: each begins with 0 (no filter), then red, green, blue."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(printed)
    try:
        page = document[0]
        band = max(1, _BAND // width)
        for top in range(0, height, band):
            rows = min(band, height - top)
            # Half a pixel less than what is cut off, because it is rounded up.
            above, below = (max(0.0, (cut - 0.5) / scale) for cut in (top, height - top - rows))
            bitmap = page.render(scale=scale, crop=(0, below, 0, above), rev_byteorder=True, may_draw_forms=False)
            if (bitmap.width, bitmap.height) != (width, rows):
                raise RuntimeError("a band of the picture has another size than it should have")
            pixels, stride = bytes(bitmap.buffer), bitmap.stride
            bitmap.close()
            lines = (b"\0" + pixels[at * stride : at * stride + 3 * width] for at in range(rows))
            yield b"".join(lines), (top + rows) / height
        page.close()
    finally:
        document.close()


def _chunk(file: BinaryIO, kind: bytes, content: bytes) -> None:
    if kind == b"IDAT" and not content:
        return
    file.write(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)))


def _text(file: BinaryIO, keyword: str, words: str) -> None:
    """Words about the picture: as tEXt where Latin-1 has all letters, else as iTXt (PNG, 11.3.3)."""
    if not words:
        return
    try:
        _chunk(file, b"tEXt", keyword.encode("ascii") + b"\0" + words.encode("latin-1"))
    except UnicodeEncodeError:
        _chunk(file, b"iTXt", keyword.encode("ascii") + b"\0\0\0\0\0" + words.encode("utf-8"))
