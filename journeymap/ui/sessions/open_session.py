"""What the page of one session shows, and what of it is picked."""

from dataclasses import dataclass

from journeymap.analysis.loading import SummaryCache
from journeymap.core.edits.questionnaires import questionnaires_of
from journeymap.core.model import Observation
from journeymap.core.reader import Reader
from journeymap.core.scales import QUESTIONNAIRES
from journeymap.present.questionnaires import QuestionnaireView, questionnaire_view
from journeymap.present.whole_session import WholeSession, read_session


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One session and what was answered in its sitting, one view for each kind of questionnaire."""

    whole: WholeSession
    questionnaires: tuple[QuestionnaireView, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """A session and the entry of it that has the keyboard."""

    session: WholeSession
    entry: Observation | None


def load_open(reader: Reader, counts: SummaryCache, session_id: str) -> OpenSession | None:
    """Read it; None when it is not in the project any more."""
    whole = read_session(reader, counts, session_id)
    if whole is None:
        return None
    answered = {each.kind: each.answers for each in questionnaires_of(reader, whole.head.session)}
    return OpenSession(whole, tuple(questionnaire_view(kind, answered.get(kind, ())) for kind in QUESTIONNAIRES))
