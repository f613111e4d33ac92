"""Taking in a picture, from a file or the clipboard: made small enough and written anew, so nothing else comes in.

Only pictures made of pixels are read. A drawing made of commands (SVG) can keep a reader busy for ever.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from journeymap.core.carried_pictures import CarriedPicture
from journeymap.core.errors import Problem

LONGEST_SIDE_PX = 1600
LARGEST_FILE_BYTES = 64 * 1024 * 1024
_MOST_PIXELS = 60_000_000
_JPEG_QUALITY = 85
_MEDIA_TYPES: Final = {"png": "image/png", "jpeg": "image/jpeg"}
_READ: Final = frozenset({*_MEDIA_TYPES, "webp", "gif", "bmp"})
KINDS = "Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;All files (*)"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: `data` is PNG where it has see-through parts, else JPEG."""

    name: str
    media_type: str
    data: bytes


def read_picture(path: Path) -> Picture:
    """Read a picture and make it at most 1,600 px long. Raises Problem for what is none or is too large.

    Takes its time: not for the window's thread.
    """
    try:
        size = path.stat().st_size
    except OSError:
        raise Problem(f"{path.name} cannot be read. Nothing was changed. Please choose another file.") from None
    if size > LARGEST_FILE_BYTES:
        raise Problem(
            f"{path.name} has {size / 1_000_000:,.0f} MB; a picture may have {LARGEST_FILE_BYTES // 1_000_000}. "
            "Nothing was changed. Please save it smaller and try again."
        )
    return _written(_read(QImageReader(str(path)), path.name), path.name)


def carried_picture(carried: CarriedPicture) -> CarriedPicture:
    """A picture that another project kept, checked: as it is, or written anew where it is none that we would keep.

    Raises Problem for what is none or is too large. Takes its time: not for the window's thread.
    """
    buffer = _opened(carried.data)
    reader = QImageReader(buffer)
    kept_as, given = _MEDIA_TYPES.get(_format(reader), ""), reader.size() if _format(reader) in _READ else QSize()
    image = _read(reader, carried.name)
    if kept_as and max(given.width(), given.height()) <= LONGEST_SIDE_PX:
        return replace(carried, media_type=kept_as)
    made = _written(image, carried.name)
    return replace(carried, media_type=made.media_type, data=made.data)


def shown_picture(data: bytes) -> QImage:
    """A picture of a project, at most 1,600 px long, to be drawn; a null one where the bytes are none.

    A project may come from anywhere, so its bytes are read with the same care as a file's.
    """
    buffer = _opened(data)
    try:
        return _read(QImageReader(buffer), "")
    except Problem:
        return QImage()


def _opened(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def _format(reader: QImageReader) -> str:
    return bytes(reader.format().data()).decode("ascii", "replace")


def _read(reader: QImageReader, name: str) -> QImage:
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    given = reader.size() if _format(reader) in _READ else QSize()
    if not given.isValid():
        raise Problem(f"{name} is not a picture that can be read here. Nothing was changed. PNG and JPEG work.")
    if given.width() * given.height() > _MOST_PIXELS:
        raise Problem(
            f"{name} has {given.width():,} × {given.height():,} pixels, which is too many. Nothing was changed. "
            "Please save it smaller and try again."
        )
    if max(given.width(), given.height()) > LONGEST_SIDE_PX:
        reader.setScaledSize(given.scaled(QSize(LONGEST_SIDE_PX, LONGEST_SIDE_PX), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Problem(f"{name} is damaged, so it cannot be shown. Nothing was changed.")
    return image


def taken_picture(image: QImage, name: str) -> Picture:
    """A picture that was pasted, made at most 1,600 px long. Raises Problem for what is none or is too large.

    Takes its time: not for the window's thread.
    """
    if image.isNull():
        raise Problem("What was pasted is not a picture that can be read here. Nothing was changed.")
    if image.width() * image.height() > _MOST_PIXELS:
        raise Problem(
            f"The picture has {image.width():,} × {image.height():,} pixels, which is too many. Nothing was changed. "
            "Please take a smaller part of the screen."
        )
    if max(image.width(), image.height()) > LONGEST_SIDE_PX:
        image = image.scaled(
            QSize(LONGEST_SIDE_PX, LONGEST_SIDE_PX),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    return _written(image, name)


def _written(image: QImage, name: str) -> Picture:
    clear = image.hasAlphaChannel()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG" if clear else b"JPEG"))
    writer.setQuality(-1 if clear else _JPEG_QUALITY)
    writer.write(image)
    return Picture(name, "image/png" if clear else "image/jpeg", bytes(buffer.data().data()))
