"""The keys that the head of a session text may have; any other is an attribute of the participant."""

from typing import Final

HEAD_KEYS: Final = frozenset({
    "participant", "round", "map", "task", "task instructions", "success rule", "time limit",
    "started", "zone", "method", "mode", "inclusion", "segment", "segments",
    "assistive technology", "device", "language", "consent", "consent how", "consent form", "consent given",
    "consent expires", "consent withdrawn", "not asked", "observer", "second observer", "moved by", "sitting",
    "satisfaction", "ease", "sus", "umux lite", "quality", "quality reason", "case",
})  # fmt: skip
ATTRIBUTE: Final = "attribute"
"""The word before the name of an attribute that would be read as something else: "attribute device: …"."""
OF_SESSION: Final = "session"
"""The word before the name of what the source says of the attempt and not of the person: "session camera: …"."""


def head_key(text: str) -> str:
    """A key of a head in the form in which keys are compared: `-`, `_` and blanks are the same, case aside."""
    return " ".join(text.replace("_", " ").replace("-", " ").casefold().split())


def attribute_key(name: str) -> str:
    """How the name of an attribute of the participant stands in a head, so that it is read back as it is."""
    key = head_key(name)
    clashes = key in HEAD_KEYS or key.split(" ")[0] in {ATTRIBUTE, OF_SESSION} or name.lstrip().startswith("#")
    return f"{ATTRIBUTE} {name}" if clashes else name
