"""Finds what looks like personal data in free text, so that a person can look at it before an export leaves.

Small patterns, with the checksum where there is one. They find much, not everything, and say "looks like".
"""

import re
from collections.abc import Iterator
from typing import Final

_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE: Final = re.compile(r"(?<![\w.])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:[ ()-]{0,2}\d){7,11}(?!\w)")
_NHS: Final = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_NINO: Final = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])",
    re.IGNORECASE,
)
_POSTCODE: Final = re.compile(
    r"(?<![A-Z0-9])(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
    r" ?\d[ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])",
    re.IGNORECASE,
)
_LONGEST: Final = 20_000  # letters of one text that are looked at


def kinds_found(text: str) -> Iterator[str]:
    """What the text seems to hold, in words: "an e-mail address", …; each kind once."""
    text = text[:_LONGEST]
    if "@" in text and _EMAIL.search(text):
        yield "an e-mail address"
    if not any(sign.isdigit() for sign in text):
        return
    nhs = [found for found in _NHS.finditer(text) if is_nhs_number(found.group())]
    if nhs:
        yield "an NHS number"
    if any(not _same_place(found, nhs) for found in _PHONE.finditer(text)):
        yield "a phone number"
    if _NINO.search(text):
        yield "a National Insurance number"
    if _POSTCODE.search(text):
        yield "a postcode"


def is_nhs_number(text: str) -> bool:
    """Whether ten digits carry a right check digit (modulus 11, as the NHS Data Dictionary gives it)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)


def _same_place(found: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(found.start() < other.end() and other.start() < found.end() for other in others)
