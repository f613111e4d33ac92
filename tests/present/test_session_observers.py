"""Several observers of a session, as the panel at the right says it."""

from pathlib import Path

import pytest

from journeymap.analysis.loading import SummaryCache
from journeymap.core.errors import Problem
from journeymap.core.model import Observation, Session
from journeymap.core.observers import offset_ms
from journeymap.core.wording import percent_text, shift_text
from journeymap.present.form import Wanted
from journeymap.present.session import load_entries, load_head, stream_entry
from journeymap.present.session_beside import beside
from journeymap.present.session_inspect import inspect_session
from journeymap.present.session_observers import observer_fields, observers_section
from journeymap.present.whereabouts import place_now
from journeymap.present.whole_session import read_session
from journeymap.ui.sessions.field_edits import apply_change, label_of
from tests.analysis.study import by, pain, study, telling, visit


def test_who_noted_what_and_how_far_they_agree(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session(
                "P01",
                visit("A", 0), by("Ben", visit("A", 1)), visit("B", 10), by("Ben", visit("C", 10)),
                pain(2, "slow", at_s=11), by("Ben", pain(3, "slow", at_s=12)), by("Ben", pain(1, "odd", at_s=13)),
                observer="Ada", ended_s=20, offsets=(("Ben", "-4000"),),
            )  # fmt: skip
            told.session("P02", visit("A", 0))
        reader = document.read()
        one, two = (session.id for session in told.sessions)
        section = observers_section(reader, [one])
        assert section is not None
        assert [(line.text, line.secondary) for line in section.lines] == [
            ("Ada leads", "3 entries"),
            ("Ben", "4 entries, moved by −4 s"),
            ("Same place at 1 of 2 visits", "kappa 0.33 from few visits"),
            (f"Same place {percent_text(0.47)} of the time", ""),
            ("2 pain points, 1 noted by more than one", f"any-two agreement {percent_text(0.5)}"),
        ]
        assert observers_section(reader, [two]) is None
        together = observers_section(reader, [one, two])
        assert together is not None
        assert (together.title, together.lines[0].text) == ("Observers of 1 session", "Same place at 1 of 2 visits")


def test_lead_and_clock_are_set_in_fields(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), by("Ben", visit("A", 1)), observer="Ada")
            told.session("P02", visit("A", 0))
        reader = document.read()
        one, two = reader.find(Session)
        fields = observer_fields(one, reader.find(Observation, session_id=one.id))
        assert [(field.key, field.value) for field in fields] == [("session.lead", "Ada"), ("session.clock:Ben", "0 s")]
        assert observer_fields(two, reader.find(Observation, session_id=two.id)) == ()
        for typed, moved in (("+3.5 s", 3500), ("−1", -1000), ("", 0), ("2s", 2000)):
            with document.edit(label_of("session.clock:Ben")) as edit:
                apply_change(edit, Wanted("sessions", (one.id,), "session.clock:Ben", typed))
            assert offset_ms(document.read().find(Session)[0], "Ben") == moved
        with document.edit("No") as edit:
            for wrong in ("soon", "nan", "inf"):
                with pytest.raises(Problem, match="no number of seconds"):
                    apply_change(edit, Wanted("sessions", (one.id,), "session.clock:Ben", wrong))
            apply_change(edit, Wanted("sessions", (one.id,), "session.lead", "Ben"))
        assert document.read().find(Session)[0].observer == "Ben"


def test_seconds_have_a_sign() -> None:
    assert [shift_text(ms) for ms in (3500, -4000, 0, 10, -100_000)] == ["+3.5 s", "−4 s", "0 s", "+0.01 s", "−100 s"]


def test_every_line_says_who_noted_it_where_there_are_several(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), by("Ben", visit("A", 1)), by("Ben", pain(3, at_s=2)), observer="Ada")
            told.session("P02", visit("A", 0), observer="Ada")
            told.session("P03", visit("A", 0), by("Ben", visit("A", 1)))
        reader = document.read()
        told_lines = []
        for session in told.sessions:
            head = load_head(reader, session.id)
            assert head is not None
            lines = [stream_entry(entry, head) for entry in load_entries(reader, session.id)]
            told_lines.append([(line.noted_by, line.lead) for line in lines])
            if session is told.sessions[0]:
                assert lines[2].spoken.endswith(", impact 3 of 4, needed help, noted by Ben")
        assert told_lines == [
            [("Ada", True), ("Ben", False), ("Ben", False)],
            [("", True)],
            [("the lead", True), ("Ben", False)],
        ]


def test_a_pain_that_two_observers_noted_is_one_in_the_table(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), pain(2, "slow", at_s=2), by("Ben", pain(4, "slow", at_s=3)))
        counts = SummaryCache()
        counts.refresh(document.read(), None)
        whole = read_session(document.read(), counts, told.sessions[0].id)
        assert whole is not None
        assert (whole.row.pains, whole.row.worst) == (1, 4)


def test_a_person_is_where_the_lead_saw_them_also_where_nobody_named_the_lead(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            told.session("P01", visit("A", 0), by("Ben", visit("B", 1)), pain(2, "slow", at_s=2))
        reader = document.read()
        (session,) = told.sessions
        head, entries = load_head(reader, session.id), load_entries(reader, session.id)
        assert head is not None
        here = place_now(head, entries)
        assert here is not None
        assert here.title({step.id: step.title for step in head.steps}) == "A"
        counts = SummaryCache()
        counts.refresh(reader, None)
        whole = read_session(reader, counts, session.id)
        assert whole is not None
        told_of = inspect_session(reader, whole.row, editable=False)
        assert told_of is not None
        (pains,) = [section for section in told_of.sections if section.title == "What hurt"]
        assert [line.secondary for line in pains.lines] == ["A"]
        rows = [row.middle for row in beside(whole, whole, "step").rows if row.heading]
        assert rows == ["A"]
