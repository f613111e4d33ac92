"""Verbs about what a person agrees to for one session. Where nothing was noted, consent is "not recorded"."""

from collections.abc import Sequence
from dataclasses import replace

from journeymap.core.capture import one_line
from journeymap.core.edits.existing import existing
from journeymap.core.errors import Problem
from journeymap.core.model import Consent, Session
from journeymap.core.reader import Edit, Reader
from journeymap.core.scales import CONSENT_SCOPES

REFUSED: tuple[str, ...] = ()
"""No scope at all: the person did not agree."""


def read_consent(text: str) -> tuple[str, ...]:
    """Consent in words: scopes with commas between, `none` or `refused` for a refusal (no scope)."""
    words = [" ".join(word.replace("_", " ").casefold().split()) for word in text.split(",")]
    words = [word for word in words if word]
    if words in (["none"], ["refused"], ["no"]):
        return REFUSED
    keys = {name: key for key, meaning in CONSENT_SCOPES.items() for name in (key.replace("_", " "), meaning)}
    unknown = [word for word in words if word not in keys]
    if unknown or not words:
        what = f"“{unknown[0]}” is not something to consent to" if unknown else "The consent names nothing"
        raise Problem(f"{what}. Please take some of: {', '.join(CONSENT_SCOPES)}; or: refused.")
    return tuple(dict.fromkeys(keys[word] for word in words))


def consent_of(reader: Reader, session_id: str) -> Consent | None:
    """What was noted of consent for a session; None: not recorded."""
    return next(iter(reader.find(Consent, session_id=session_id)), None)


def checked_scopes(scopes: Sequence[str]) -> tuple[str, ...]:
    """Scopes of consent in their own order, each once; an unknown one is refused."""
    unknown = [scope for scope in scopes if scope not in CONSENT_SCOPES]
    if unknown:
        raise Problem(
            f"“{unknown[0]}” is not something to consent to. Please take some of: {', '.join(CONSENT_SCOPES)}."
        )
    return tuple(scope for scope in CONSENT_SCOPES if scope in scopes)


def give_consent(
    edit: Edit,
    session_id: str,
    scopes: Sequence[str] | None,
    how: str = "",
    form_version: str = "",
    expires_at_ms: int | None = None,
) -> Consent:
    """Note what the person agreed to for this session, in place of what was noted before; None or none: refused."""
    session = existing(edit, Session, session_id)
    agreed = checked_scopes(scopes or ())
    before = consent_of(edit, session_id)
    consent = Consent(
        id=before.id if before else edit.clock.new_id(),
        project_id=edit.project_id,
        participant_id=session.participant_id,
        session_id=session_id,
        state="given" if agreed else "refused",
        scopes=agreed,
        given_at_ms=edit.clock.now_ms(),
        how=one_line(how),
        form_version=one_line(form_version),
        expires_at_ms=expires_at_ms,
        import_id=before.import_id if before else None,
    )
    edit.put(consent)
    return consent


def withdraw_consent(edit: Edit, session_id: str) -> Consent:
    """Note that the person took back what they had agreed to for this session: nothing of it leaves any more."""
    before = consent_of(edit, session_id)
    if before is None or before.state != "given":
        raise Problem("Nothing was agreed to for this session, so there is nothing to withdraw. Nothing was changed.")
    withdrawn = replace(before, state="withdrawn", withdrawn_at_ms=edit.clock.now_ms())
    edit.put(withdrawn)
    return withdrawn


def may_quote(reader: Reader, session_id: str) -> bool:
    """Whether a quote may be written down: yes, unless consent was asked for and quoting is not in it."""
    consent = consent_of(reader, session_id)
    return consent is None or (consent.state == "given" and "quotes" in consent.scopes)
