"""How large a PNG or JPEG picture is, read from the first of its bytes."""

import struct
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers without a length


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; (4, 3) for bytes that cannot be read, so that there is a place for them."""
    size = (0, 0)
    if data.startswith(_PNG) and len(data) >= 24:
        size = struct.unpack_from(">II", data, 16)
    elif data.startswith(b"\xff\xd8"):
        size = _jpeg_size(data)
    return size if min(size) > 0 else (4, 3)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 if marker in _BARE else 1 if marker == 0xFF else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return 0, 0
