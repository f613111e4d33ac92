"""The bytes of a source: what kind of file it is, its sha256, and its text in the right encoding."""

import codecs
import gzip
import hashlib
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from journeymap.core.capture import one_line
from journeymap.core.errors import Problem
from journeymap.core.progress import Progress

_CHUNK: Final = 1 << 16
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS: Final = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xes": "xes", ".xes.gz": "xes", ".boris": "boris",
    ".boris.gz": "boris", ".txt": "text",
}  # fmt: skip
FORMATS: Final = {
    "csv": "an event log as a table",
    "tsv": "an event log as a table with tabs",
    "xes": "an event log in XES",
    "boris": "a project of BORIS",
    "text": "session text",
}
"""What can be imported, by the name that `--as` takes."""
_GZIP: Final = b"\x1f\x8b"
_LARGEST_RATIO: Final = 200
_ALWAYS_UNPACKED: Final = 1 << 28


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be imported. `encoding` is None where the format says it itself; `announced` tells of a guess."""

    path: Path
    kind: str
    sha256: str
    size: int
    encoding: str | None
    announced: str = ""

    @property
    def name(self) -> str:
        """The file's name, as it is shown and kept: a byte that is no letter on this computer is marked as such."""
        return one_line(self.path.name)

    @property
    def stem(self) -> str:
        """The file's name without its ending: what a map made from it is called."""
        name = self.name
        ending = next((e for e in sorted(_KINDS, key=len, reverse=True) if name.lower().endswith(e)), "")
        return name[: len(name) - len(ending)].strip() or name


def kind_of(path: Path, named: str | None) -> str:
    """Which format a file is in: the one named, else by the ending of its name."""
    if named is not None:
        if named.lower() not in FORMATS:
            raise Problem(f"“{named}” is no format that can be imported. Please use one of: {', '.join(FORMATS)}.")
        return named.lower()
    name = path.name.lower()
    kind = next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), None)
    if kind is None:
        raise Problem(
            f"{path.name or path} is of a kind that cannot be imported. Nothing was changed. These can: "
            f"{', '.join(_KINDS)}; or say with --as what it is."
        )
    return kind


def examine(path: Path, named_kind: str | None, named_encoding: str | None) -> Source:
    """Read a file once through: its sha256, whether it holds NUL bytes, and its encoding."""
    kind = kind_of(path, named_kind)
    encoding = _checked_encoding(named_encoding) if named_encoding else None
    digest = hashlib.sha256()
    size = 0
    with _opened(path) as file:
        start = file.read(4)
        file.seek(0)
        marked = next((name for mark, name in _BOMS if start.startswith(mark)), None)
        probe = codecs.getincrementaldecoder("utf-8")()
        is_utf8, nul_at = True, -1
        while chunk := _read(file, path):
            digest.update(chunk)
            if nul_at < 0 and (found := chunk.find(b"\0")) >= 0:
                nul_at = size + found
            size += len(chunk)
            if is_utf8 and not chunk.isascii():
                is_utf8 = _decodes(probe, chunk)
        is_utf8 = is_utf8 and _decodes(probe, b"", final=True)
    if not size:
        raise Problem(f"{path.name} is empty. Nothing was changed.")
    if kind == "xes" or (kind == "boris" and start.startswith(_GZIP)):
        return Source(path, kind, digest.hexdigest(), size, encoding)
    chosen = encoding or marked or ("utf-8" if is_utf8 else "cp1252")
    if nul_at >= 0 and not chosen.replace("_", "-").startswith(("utf-16", "utf-32")):
        raise Problem(
            f"{path.name} holds NUL bytes (the first is byte {nul_at + 1:,}), so it is not plain text. Nothing was "
            "changed. Please save it as UTF-8; if it is UTF-16, say --encoding utf-16."
        )
    guessed = chosen == "cp1252" and encoding is None
    told = f"{path.name} is not UTF-8; read as Windows-1252. Say --encoding if it is another." if guessed else ""
    return Source(path, kind, digest.hexdigest(), size, chosen, told)


def _decodes(probe: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        probe.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _checked_encoding(name: str) -> str:
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError, TypeError):
        raise Problem(
            f"There is no encoding “{name}”. Nothing was changed. Please use a name such as utf-8, utf-16 or cp1252."
        ) from None
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _opened(path: Path) -> BinaryIO:
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
        if kind not in {stat.S_IFREG, stat.S_IFDIR}:
            # A file is read twice, once to see what it is; a pipe would wait for somebody to write, for ever.
            raise Problem(f"{path} is a pipe or a device. Nothing was changed. Please save what it holds to a file.")
        return path.open("rb")
    except FileNotFoundError:
        raise Problem(f"{path} is not there. Nothing was changed. Please check the name.") from None
    except IsADirectoryError:
        raise Problem(f"{path} is a folder. Nothing was changed. Please name the files in it.") from None
    except OSError as error:
        raise Problem(f"{path} could not be opened: {error.strerror or error}. Nothing was changed.") from None


def _read(file: BinaryIO | gzip.GzipFile, path: Path) -> bytes:
    try:
        return file.read(_CHUNK)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Problem(
            f"{path.name} is damaged or was cut off: it could not be unpacked to its end. Nothing was changed. "
            "Please get the file again."
        ) from None
    except OSError as error:
        raise Problem(f"{path.name} could not be read: {error.strerror or error}. Nothing was changed.") from None


def byte_chunks(source: Source, progress: Progress) -> Iterator[bytes]:
    """The bytes of a file, unpacked where it is gzip, a few at a time."""
    with _opened(source.path) as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        file = gzip.GzipFile(fileobj=raw) if packed else raw
        total = 0
        while chunk := _read(file, source.path):
            total += len(chunk)
            if packed and total > _ALWAYS_UNPACKED + _LARGEST_RATIO * source.size:
                raise Problem(f"{source.name} unpacks to far more than it should. Nothing was changed.")
            yield chunk
            progress.at(min(raw.tell() / source.size, 1.0), f"Reading {source.name}")


def text_chunks(source: Source, progress: Progress) -> Iterator[str]:
    """The text of a file, a few characters at a time; refused where it is not in the encoding or holds NUL."""
    assert source.encoding is not None
    decoder = codecs.getincrementaldecoder(source.encoding)()
    position = 0
    with _opened(source.path) as file:
        while True:
            chunk = _read(file, source.path)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                at = position + (error.start if isinstance(error, UnicodeDecodeError) else 0)
                tried = "neither UTF-8 nor Windows-1252" if source.announced else f"not {source.encoding}"
                raise Problem(
                    f"{source.name} is {tried}: byte {at + 1:,} does not fit. Nothing was changed. Please say "
                    "--encoding, or save the file as UTF-8."
                ) from None
            if "\0" in text:
                raise Problem(
                    f"{source.name} holds NUL characters near byte {position + 1:,}, so it is not plain text. "
                    "Nothing was changed. Please save it as UTF-8."
                )
            yield text
            if not chunk:
                return
            position += len(chunk)
            progress.at(min(position / source.size, 1.0), f"Reading {source.name}")


def text_lines(source: Source, progress: Progress) -> Iterator[str]:
    """The lines of a file with their ends (CR LF, LF or CR); other signs that end lines elsewhere are text here."""
    rest = ""
    for chunk in text_chunks(source, progress):
        rest += chunk
        if "\r" in rest:
            held = "\r" if rest.endswith("\r") and chunk else ""  # its LF may come with the next chunk
            rest = (rest[:-1] if held else rest).replace("\r\n", "\n").replace("\r", "\n") + held
        if "\n" in chunk or "\r" in rest or "\n" in rest:
            *lines, rest = rest.split("\n")
            for line in lines:
                yield line + "\n"
        if len(rest) > _LONGEST_LINE:
            raise Problem(
                f"{source.name} has a line of more than {_LONGEST_LINE // 1_000_000} million characters. Nothing was "
                "changed. Please check that it is what its name says."
            )
    if rest:
        yield rest


_LONGEST_LINE: Final = 4_000_000
