"""What a report says, before it is a page, a web page or a workbook: plain frozen values, no markup anywhere.

Every text is plain text: whatever a person typed stands in it letter by letter, and each format has one
function through which it goes out.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from journeymap.present.picture import Picture

Value = str | int | float | bool | None
"""What a cell of a data table holds; None stands for "not known" or "not shown"."""

Medium = Literal["both", "paper", "screen"]
"""Where a block is shown: on pages, on the web page, or on both."""

ParagraphSize = Literal["lead", "text", "note"]
ColumnKind = Literal["text", "number", "interval"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph, plain or strong."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1…3. `kicker` stands above it in small letters, with the mark of an impact when there is one.

    `new_page`: on paper it begins a page; `large`: on paper it is set large and wants room below it. `section` is what
    the head of the page says from here on. `landscape`: on paper what follows stands on pages that lie on their side.
    """

    level: int
    text: str
    kicker: str = ""
    impact: int | None = None
    new_page: bool = False
    large: bool = False
    section: str = ""
    landscape: bool = False
    on: Medium = "both"


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]
    size: ParagraphSize = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; `note` stands under the value in quieter text."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts under a small heading. Two `Facts` in a `Beside` stand next to each other on paper."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    left: Facts
    right: Facts


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval with its marked middle, all in the unit of the column. `impact` chooses the colour."""

    low: float
    middle: float
    high: float
    impact: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: an impact's mark, an interval bar, a text, and quieter text behind it."""

    text: str = ""
    note: str = ""
    impact: int | None = None
    interval: Interval | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is the part of the table's width that it takes, in relation to the other columns."""

    title: str
    kind: ColumnKind = "text"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be read. `header` is the index of the cell that names its row. Interval bars run from 0 to `most`."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: int = 0
    most: float = 0.0
    caption_shown: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with words for who cannot see it: `alternative` in one or two sentences."""

    picture: Picture
    alternative: str
    caption: str = ""
    on: Medium = "both"


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words and where they come from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Quotes:
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]


Block = Heading | Paragraph | Facts | Beside | Table | Drawing | Quotes | Bullets


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table for machines: raw values under column names that do not change. `name` is letters and underscores."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last entry of the journal when the report was made: its number and hash. Empty hash: not known."""

    seq: int = 0
    hash_hex: str = ""


@dataclass(frozen=True, slots=True)
class PictureChoices:
    """How the map goes out as a picture.

    `scale`: pixels of the PNG for one unit of the map, 1 to 4; 0: 2, or 1 where that is too large. `paper`: size of the
    poster, A4 to A0; empty: the smallest on which it can be read. `pages`: size of the pages that are glued together,
    A4 or A3.
    """

    scale: int = 0
    paper: str = ""
    pages: str = "A4"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in an export that a person should look at before it leaves; `place` says where it is."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that an export can hold. `values` is JSON data (what lies behind the pages), `entries` the tidy table.

    `picture` is the map as a picture of its own. `session_text` is the sessions in the notation of capture.md.
    `made_at_ms` is UTC.
    """

    project_title: str
    title: str
    subtitle: str
    audience: str
    audience_words: str
    classification: str
    language: str
    made_up: bool
    made_at_ms: int
    anchor: Anchor
    version: str
    blocks: tuple[Block, ...]
    picture: Drawing
    choices: PictureChoices
    tables: tuple[DataTable, ...]
    entries: DataTable
    values: dict[str, Any]
    session_text: str
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def data_mark(self) -> str:
        """The first eight digits of the journal's last hash: what the foot of every page and the anchors show."""
        return self.anchor.hash_hex[:8] or "none"

    @property
    def edge_words(self) -> str:
        """What stands at the head of every page: classification, for whom, and whether people are made up."""
        made_up = "made-up sample data" if self.made_up else ""
        return " · ".join(part for part in (self.classification, self.audience_words, made_up) if part)

    @property
    def anchor_words(self) -> str:
        """What stands at the foot of every page: version, data and last entry."""
        return f"journeymap {self.version} · data {self.data_mark} · entry {self.anchor.seq:,}"


def text(words: str, size: ParagraphSize = "text") -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph((Run(words),), size)
