"""Consent that a person takes back afterwards, in the panel at the right."""

from pathlib import Path

from journeymap.analysis.loading import SummaryCache
from journeymap.core.edits.consent import give_consent
from journeymap.core.model import Consent, Session
from journeymap.core.reader import Reader
from journeymap.present.form import Wanted
from journeymap.present.session_inspect import session_form
from journeymap.present.whole_session import read_session
from journeymap.report.audience import permission
from journeymap.ui.sessions.field_edits import apply_change, label_of
from tests.analysis.study import study, telling, visit

KEY = "session.consent"


def offered(reader: Reader, *sessions: Session) -> bool:
    """Whether the fields of these sessions let consent be withdrawn."""
    counts = SummaryCache()
    counts.refresh(reader, None)
    whole = [read_session(reader, counts, session.id) for session in sessions]
    return KEY in {field.key for field in session_form(reader, [one.row for one in whole if one]).fields}


def test_consent_is_withdrawn_for_all_chosen_sessions_that_have_it_and_undone_at_once(tmp_path: Path) -> None:
    with study(tmp_path) as (document, told):
        with telling(document, told):
            one, two, silent = (told.session("P01", visit("A", 0)) for _ in range(3))
            for session in (one, two):
                give_consent(told.edit, session.id, ("notes", "quotes", "share_team"))
        assert offered(document.read(), one, two)
        assert not offered(document.read(), one, silent)
        with document.edit(label_of(KEY)) as edit:
            apply_change(edit, Wanted("sessions", (one.id, two.id), KEY, "withdrawn"))
        reader = document.read()
        assert {consent.state for consent in reader.find(Consent)} == {"withdrawn"}
        assert not permission(reader.find(Consent, session_id=one.id), "team").enters
        assert not offered(reader, one)
        document.undo()
        assert {consent.state for consent in document.read().find(Consent)} == {"given"}
