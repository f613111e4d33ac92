"""Session text is lossless: what is exported and imported again is the same, line by line."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeymap.core.capture import Line, format_line, one_line, parse_line, title_key
from journeymap.core.clock import FixedClock
from journeymap.core.edits.maps import make_map
from journeymap.core.edits.recording import record
from journeymap.core.model import Channel, Consent, Observation, PainPoint, Participant, Questionnaire, Session, Step
from journeymap.core.progress import Progress
from journeymap.core.reader import Reader
from journeymap.core.scales import ANSWERS, CONSENT_SCOPES, METHODS, OUTCOMES, SESSION_MODES
from journeymap.interchange.importing import import_sources
from journeymap.interchange.notes import read_notes
from journeymap.interchange.options import ImportOptions
from journeymap.interchange.sources import examine
from journeymap.present.session_text import joined, project_text, session_texts
from journeymap.store.document import Document

TEXT = r"""participant: P07
round: Round 1
map: Renew a parking permit
task: Renew
task instructions: Please renew the permit: #1 on the list
success rule: the confirmation page was seen
time limit: 10 min
channel: entries 1-3, 6: Website
channel: entry 4: Phone: the line
started: 2026-03-02T10:00:00Z
method: usability_test
inclusion: 4
segments: Carers, On low income
assistive technology: screen reader
device: phone
language: Polish
consent: notes, quotes, share_team
consent how: on paper
consent form: v2
consent given: 2026-03-02T09:55:00Z
consent expires: 2028-03-02T00:00:00Z
consent withdrawn: 2026-04-01T08:00:00Z
not asked: Pay
observer: Amal
moved by: -0.250 s
sitting: s1
satisfaction: 4
ease: 6
sus: 4 1 5 2 5 1 4 2 3 - at 2026-03-02T10:30:00Z
umux lite: 6 5
session camera: 2
age group: 60–70
attribute device: borrowed
---
looks around before the clock starts
[00:00:05] > Find the service
[00:01:10] reads the whole page aloud
[00:02:31] !2 does not see that the permit has run out #expired
[00:03:02] > \upload #proof of address
[00:04:00] -- pause
[00:05:00.5] -- resume
[00:05:10-00:05:40] -- pause asleep
[00:05:41-00:05:50] -- pause crash, counted
[00:06:00-00:06:05] > \upload
[00:06:10] "why can't you just look it up
[00:06:15] ~-2 exasperated
[00:06:16] ===
[00:06:16] \=== x
[00:06:17] * merge both #a #b
[00:06:17] !9 x
[00:06:30] = abandoned
===
participant: P07
round: Round 1
map: Renew a parking permit
task: Renew
started: 2026-03-02T10:00:00Z
sitting: s1
second observer: Ben
moved by: +1.500 s
channel: Website
---
[00:00:06] > Find the service
[00:02:33] !4 gives up nearly #expired
===
participant: P07
round: Round 1
map: Renew a parking permit
consent: refused
not asked: a, b
not asked: Pay
quality: excluded
quality reason: a pilot
---
> Find the service
!2
> Pay
 ===
\---
===
participant: P08
map: Renew a parking permit
---
= in progress
"""


def exported(folder: Path, name: str, text: str) -> str:
    """The session text of a new project into which this text was imported."""
    source = folder / f"{name}.txt"
    source.write_text(text, encoding="utf-8")
    with Document.create(folder / f"{name}.journey", title="x", clock=FixedClock()) as document:
        with document.edit("Import") as edit:
            result = import_sources(edit, [source], ImportOptions(), Progress())
        assert (result.sessions, result.rejected) == (3, [])
        reader = document.read()
        return joined(session_texts(reader, [session.id for session in reader.find(Session)]))


def test_exported_sessions_come_back_the_same(tmp_path: Path) -> None:
    once = exported(tmp_path, "once", TEXT)
    assert exported(tmp_path, "twice", once) == once
    assert "\nchannel: entries 1-3, 6: Website\nchannel: entry 4: Phone: the line\n" in once
    assert "\nmoved by: +1.500 s\nchannel: Website\n---\n" in once
    written = [format_line(parse_line(line)) for line in TEXT.splitlines() if line.startswith("[")]
    assert [line for line in written if line not in once] == []


@given(lines=st.lists(st.tuples(st.integers(0, 10**7), st.text()), max_size=8))
def test_any_typed_lines_come_back_from_a_file(lines: list[tuple[int, str]]) -> None:
    typed = [parse_line(text) for _, text in lines]
    timed = [
        Line(line.kind, line.text, line.label, line.impact, line.value, line.tags, line.outcome, at_ms, line.readable)
        for (at_ms, _), line in zip(lines, typed, strict=True)
        if not line.empty and line.kind != "end"
    ]
    body = "".join(f"{format_line(line)}\n" for line in timed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.txt"
        path.write_bytes(f"participant: P\nmap: M\n---\n{body}".encode())
        notes = read_notes(examine(path, None, None), "UTC", Progress())
    assert notes.sessions[0].entries == timed


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12).map(one_line)
NAMES = WORDS.filter(bool)
MOMENTS = st.none() | st.integers(0, 4_000_000_000_000)
LINES = st.lists(st.tuples(st.integers(0, 10**7), st.text()), max_size=5)


@st.composite
def told_sessions(draw: st.DrawFn) -> tuple[Participant, Session, Consent | None, list[Questionnaire], list[Line]]:
    """A person with a session, and whatever the format can hold of them; ids are put in later."""
    nowhere: dict[str, Any] = {"id": "-", "project_id": "-"}
    names = st.lists(NAMES.filter(lambda name: ":" not in name), max_size=3, unique_by=title_key)
    person = Participant(
        **nowhere,
        pseudonym=draw(NAMES),
        digital_inclusion=draw(st.none() | st.integers(1, 9)),
        segments=tuple(draw(st.lists(NAMES.filter(lambda name: "," not in name), max_size=3, unique_by=title_key))),
        assistive_tech=draw(WORDS),
        device=draw(WORDS),
        language=draw(WORDS),
        attributes=tuple(
            (" ".join(name.split()), draw(NAMES)) for name in draw(names | st.just(["device", "Session x"]))
        ),
    )
    early = [replace(parse_line(text), at_ms=None, until_ms=None) for text in draw(st.lists(st.text(), max_size=2))]
    lines = [replace(parse_line(text), at_ms=at_ms, until_ms=None) for at_ms, text in draw(LINES)]
    session = Session(
        **nowhere,
        seq=1,
        participant_id="-",
        map_id="-",
        mode=draw(st.sampled_from(SESSION_MODES)),
        method=draw(st.sampled_from(["", *METHODS])),
        started_at_ms=draw(MOMENTS),
        sitting=draw(WORDS),
        outcome=draw(st.sampled_from(list(OUTCOMES))),
        quality="excluded",
        quality_reason=draw(NAMES),
        satisfaction=draw(st.none() | st.integers(1, 5)),
        ease=draw(st.none() | st.integers(1, 7)),
        observer=draw(WORDS),
        case_id=draw(WORDS),
        attributes=tuple((" ".join(name.split()), draw(NAMES)) for name in draw(names)),
    )
    consent = Consent(
        **nowhere,
        participant_id="-",
        session_id="-",
        state=draw(st.sampled_from(["given", "withdrawn"])),
        scopes=draw(st.lists(st.sampled_from(list(CONSENT_SCOPES)), min_size=1).map(ordered_scopes)),
        given_at_ms=draw(MOMENTS),
        how=draw(WORDS),
        form_version=draw(WORDS),
        expires_at_ms=draw(MOMENTS),
        withdrawn_at_ms=None,
    )
    if consent.state == "withdrawn":
        consent = replace(consent, withdrawn_at_ms=draw(MOMENTS))
    answered = [
        Questionnaire(
            **nowhere,
            session_id="-",
            kind=kind,
            answers=tuple(draw(st.lists(st.integers(0, most), min_size=count, max_size=count))),
            at_ms=draw(MOMENTS),
        )
        for kind, (count, most) in ANSWERS.items()
        if draw(st.booleans())
    ]
    return person, session, draw(st.none() | st.just(consent)), answered, [*early, *lines]


def ordered_scopes(scopes: list[str]) -> tuple[str, ...]:
    return tuple(scope for scope in CONSENT_SCOPES if scope in scopes)


@given(told=told_sessions(), other=LINES)
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_whatever_is_known_of_a_session_comes_back_from_its_text(
    told: tuple[Participant, Session, Consent | None, list[Questionnaire], list[Line]], other: list[tuple[int, str]]
) -> None:
    person, session, consent, answered, lines = told
    with tempfile.TemporaryDirectory() as folder:
        with Document.create(Path(folder, "one.journey"), title="x", clock=FixedClock()) as document:
            with document.edit("Put") as edit:
                ids: dict[str, Any] = {"id": edit.clock.new_id(), "project_id": edit.project_id}
                journey = make_map(edit, "Renew")
                person = replace(person, **ids)
                session = replace(session, id=edit.clock.new_id(), project_id=edit.project_id, participant_id=person.id)
                session = replace(session, map_id=journey.id)
                edit.put(person)
                edit.put(replace(session, outcome="in_progress"))
                for line in lines:
                    if not line.empty and line.kind != "end":
                        record(edit, session.id, line, None)
                for at_ms, raw in other:
                    line = parse_line(raw)
                    if not line.empty and line.kind != "end" and session.observer != "Ben":
                        record(edit, session.id, line, at_ms, observer="Ben")
                if session.outcome not in {"in_progress", "not_observed"}:  # whoever ends it notes when
                    session = replace(session, ended_ms=2 * 10**7)
                edit.put(session)
                of_session: dict[str, Any] = {"project_id": edit.project_id, "session_id": session.id}
                if consent is not None:
                    edit.put(replace(consent, **of_session, id=edit.clock.new_id(), participant_id=person.id))
                for one in answered:
                    edit.put(replace(one, **of_session, id=edit.clock.new_id()))
            text = project_text(document.read())
            expected = everything(document.read())
        source = Path(folder, "one.txt")
        source.write_text(text, encoding="utf-8", newline="\n")
        with Document.create(Path(folder, "two.journey"), title="x", clock=FixedClock()) as document:
            with document.edit("Import") as edit:
                result = import_sources(edit, [source], ImportOptions(), Progress())
            assert result.rejected == []
            assert project_text(document.read()) == text
            assert everything(document.read()) == expected


def everything(reader: Reader) -> list[object]:
    """What is known of people, sessions, consent, answers and entries, with titles for ids."""
    nothing: dict[str, Any] = {"id": "", "project_id": "", "import_id": None}
    of_session: dict[str, Any] = nothing | {"session_id": ""}
    steps = {step.id: step.title for step in reader.find(Step)}
    points = {point.id: point.tag for point in reader.find(PainPoint)}
    found: list[object] = [replace(person, **nothing) for person in reader.find(Participant)]
    for session in reader.find(Session):
        timed = session.ended_ms is not None or any(entry.at_ms is not None for entry in reader.find(Observation))
        found.append(replace(session, **nothing, participant_id="", map_id="", timed=timed))
    found += [replace(consent, **of_session, participant_id="") for consent in reader.find(Consent)]
    found += sorted((one.kind, one.answers, one.at_ms) for one in reader.find(Questionnaire))
    entries = reader.find(Observation)
    for entry in sorted(
        entries, key=lambda one: (one.observer == "Ben", -1 if one.at_ms is None else one.at_ms, one.seq)
    ):
        label = entry.raw_label or steps.get(entry.step_id or "", "")
        pain = points.get(entry.pain_point_id or "", "")
        found.append(
            replace(entry, **of_session, seq=0, source="", step_id=None, raw_label=title_key(label), pain_point_id=pain)
        )
    return found


def test_the_channels_of_entries_come_back_and_go_with_an_undo(tmp_path: Path) -> None:
    source = tmp_path / "one.txt"
    source.write_text(TEXT, encoding="utf-8")
    with Document.create(tmp_path / "one.journey", title="x", clock=FixedClock()) as document:
        with document.edit("Import") as edit:
            made = import_sources(edit, [source], ImportOptions(), Progress()).made
        assert made["channels"] == ["Website", "Phone: the line"]
        channels = dict(document.read().columns(Channel, ("id", "title")))
        through = [
            (entry.observer, entry.text or entry.kind, channels[entry.channel_id])
            for entry in document.read().find(Observation)
            if entry.channel_id is not None
        ]
        document.undo()
        assert (document.read().count(Channel), document.read().count(Session)) == (0, 0)
    assert sorted(through) == sorted([
        ("", "looks around before the clock starts", "Website"),
        ("", "visit", "Website"),
        ("", "reads the whole page aloud", "Website"),
        ("", "does not see that the permit has run out", "Phone: the line"),
        ("", "pause", "Website"),
        ("Ben", "visit", "Website"),
        ("Ben", "gives up nearly", "Website"),
    ])  # fmt: skip
