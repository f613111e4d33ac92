"""Personal data in free text is noticed, and ordinary notes are left in peace."""

import pytest

from journeymap.report.personal import is_nhs_number, kinds_found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("write to jane.o'neil+x@mail.example.co.uk", ["an e-mail address"]),
        ("call 07700 900123 after six", ["a phone number"]),
        ("+44 (0)20 7946 0958", ["a phone number"]),
        ("(0161) 496 0123", ["a phone number"]),
        ("943 476 5919", ["an NHS number"]),
        ("NHS 9434765919 it says", ["an NHS number"]),
        ("her number is qq123456c or AB 12 34 56 C", ["a National Insurance number"]),
        ("lives at SW1A 1AA", ["a postcode"]),
        ("m1 1ae, the old flat", ["a postcode"]),
        ("reads the page aloud", []),
        ("took 12 minutes, 3 tries and £4.50", []),
        ("2026-03-02 10:00:00, error 404", []),
        ("types 1234567890123456", []),
        ("step 2 of 9, zone K2", []),
        ("@home she uses it", []),
    ],
)
def test_kinds_of_personal_data(text: str, kinds: list[str]) -> None:
    assert list(kinds_found(text)) == kinds


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("943 476 5919", True),
        ("943 476 5918", False),
        ("4010232137", True),
        ("1111111111", False),
        ("943476591", False),
    ],
)
def test_the_check_digit_of_an_nhs_number(number: str, right: bool) -> None:
    assert is_nhs_number(number) is right


def test_a_very_long_text_is_looked_at_in_no_time() -> None:
    assert list(kinds_found("0 " * 200_000)) == []
