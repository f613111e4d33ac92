"""The scales people record on, with the words that stand for them everywhere."""

from typing import Final

OBSERVATION_KINDS: Final = ("visit", "do", "think", "quote", "pain", "emotion", "help", "idea", "marker")
"""What an entry can be. `idea` is kept but never counted; `marker` is a pause, a resume, or a line kept as it came."""

IMPACTS: Final = {
    0: "no harm",
    1: "irritation",
    2: "delay",
    3: "needed help",
    4: "could not go on",
}
"""Impact of one encounter with a pain point, recorded per encounter."""

HARM_WEIGHTS: Final = (1 / 3, 1.0, 3.0, 9.0)
"""Harm of the impacts 1…4; 1 is one minor problem (a delay)."""

FEELINGS: Final = {-2: "very negative", -1: "negative", 0: "neutral", 1: "positive", 2: "very positive"}

OUTCOMES: Final = {
    "completed": "completed",
    "completed_not_eligible": "completed, not eligible",
    "completed_with_help": "completed with help",
    "abandoned": "gave up",
    "error": "ended by an error",
    "blocked_by_policy": "blocked by a rule",
    "timed_out": "timed out",
    "in_progress": "still in progress",
    "not_observed": "end not observed",
}
"""How a session ended."""

COMPLETED: Final = frozenset({"completed", "completed_not_eligible", "completed_with_help"})
"""Outcomes in which the service did what it should."""

DROPPED: Final = frozenset({"abandoned", "error", "blocked_by_policy", "timed_out"})
"""Outcomes in which the person left without what they came for."""

METHODS: Final = {
    "interview": "interview",
    "usability_test": "usability test",
    "contextual": "contextual inquiry",
    "diary": "diary study",
    "survey": "survey",
    "analytics": "analytics",
    "workshop": "workshop",
}

SESSION_MODES: Final = ("live", "from_recording", "diary", "imported", "reconstructed")
WRITTEN_UP: Final = frozenset({"from_recording", "reconstructed"})
"""Modes in which a session is noted down afterwards, from a recording or from memory."""

SESSION_QUALITIES: Final = ("ok", "incomplete", "excluded")
"""`incomplete`: a row was rejected on import; `excluded`: a person left it out. Only `ok` sessions are counted."""

QUESTIONNAIRES: Final = {"sus": "System Usability Scale", "umux_lite": "UMUX-Lite"}
"""Questionnaires for the end of a sitting, by kind."""

ANSWERS: Final = {"sus": (10, 5), "umux_lite": (2, 7)}
"""By kind of questionnaire: how many questions, and the highest answer (the lowest is 1)."""

SATISFACTIONS: Final = {
    1: "very dissatisfied",
    2: "dissatisfied",
    3: "neither",
    4: "satisfied",
    5: "very satisfied",
}
EASES: Final = range(1, 8)
"""The single ease question: 1 very difficult, 7 very easy."""

GAPS: Final = {"asleep": "the computer was asleep", "stopped": "the app was stopped", "crash": "the app had crashed"}
"""Why a stretch of a session was seen by nobody."""

CONSENT_SCOPES: Final = {
    "notes": "notes",
    "audio": "audio recording",
    "video": "video recording",
    "quotes": "being quoted",
    "share_team": "sharing with the team",
    "share_org": "sharing in the organisation",
    "publish": "publishing",
    "recontact": "being contacted again",
}

AUDIENCES: Final = {"team": "share_team", "board": "share_org", "public": "publish"}
"""Who a report is for, with the consent scope that lets a session into it."""

STEP_KINDS: Final = ("start", "action", "decision", "wait", "communication", "system", "end")
TRANSITION_KINDS: Final = ("next", "branch", "loop", "fallback", "handoff")
MAP_KINDS: Final = ("journey", "experience", "blueprint", "sludge_audit")
MAP_STATES: Final = {"as_is": "as it is", "to_be": "as it should be"}
PAIN_KINDS: Final = (
    "access", "comprehension", "effort", "wait", "error", "trust", "policy", "content", "technical", "handoff",
    "repeated_data", "emotional",
)  # fmt: skip
PAIN_STATES: Final = ("draft", "confirmed", "merged", "resolved")
