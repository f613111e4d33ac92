"""What the panel at the right shows about whatever is selected: one value for a step, a pain point, a session."""

from dataclasses import dataclass

from journeymap.present.form import Form


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; `secondary` (an interval, a unit) stands behind it in quieter text."""

    name: str
    value: str
    secondary: str = ""


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """An interval with its marked middle, on a line from `least` to `most`. All four in the same unit."""

    low: float
    middle: float
    high: float
    least: float
    most: float
    label: str  # beside the bar, e.g. "35–85 %"
    impact: int | None = None  # colours the bar by the worst impact, None: the accent


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words and where they come from ("P07 · Round 2 · 00:06:10")."""

    text: str
    source: str
    session_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section; an `impact` 1…4 puts its mark before it."""

    text: str
    secondary: str = ""
    impact: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading: facts, then a bar, lines and quotes, as far as there are any."""

    title: str
    facts: tuple[Fact, ...] = ()
    bar: IntervalBar | None = None
    lines: tuple[Line, ...] = ()
    quotes: tuple[Quote, ...] = ()
    note: str = ""  # quieter text at the end


@dataclass(frozen=True, slots=True)
class InspectorValue:
    """Everything the inspector shows. Every text is plain text."""

    kicker: str  # "Step 6 of 9 · Prove address"
    title: str
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    form: Form | None = None  # what can be changed in place
