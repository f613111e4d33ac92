"""Right-to-left writing on paper: Arabic letters take the shape that their neighbours ask for, and lines their order.

A small part of the Unicode bidirectional algorithm, enough for words in a line that runs from left to right: a stretch
of right-to-left letters with the blanks and signs between them is turned round, numbers in it keep their order.
"""

import unicodedata
from functools import cache
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_NUMBERS: Final = frozenset({"EN", "AN"})
_MIRRORED: Final = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«"}
_LAM: Final = "\u0644"


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """(letters, position) → the letter's shape there, from the decompositions of Unicode's presentation forms."""
    found = {}
    for code in (*range(0xFB50, 0xFBC2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        position, *bases = unicodedata.decomposition(chr(code)).split() or [""]
        if position in {"<isolated>", "<initial>", "<medial>", "<final>"}:
            found["".join(chr(int(base, 16)) for base in bases), position[1:-1]] = chr(code)
    return found


@cache
def direction(letter: str) -> str:
    """`r` for letters written from right to left, `l` for the others, `n` for numbers, else empty."""
    kind = unicodedata.bidirectional(letter)
    if kind in _RIGHT_TO_LEFT:
        return "r"
    if kind in _NUMBERS:
        return "n"
    return "l" if kind == "L" else ""


def is_right_to_left(text: str) -> bool:
    return not text.isascii() and any(direction(letter) == "r" for letter in text)


def shaped(text: str) -> str:
    """Arabic letters in their shape (isolated, initial, medial, final), lam followed by alef as one."""
    if not is_right_to_left(text):
        return text
    shapes = _shapes()
    letters = _with_ligatures(text, shapes)
    joins_before = [(letter, "final") in shapes for letter in letters]
    joins_after = [(letter, "initial") in shapes or letter == "\u0640" for letter in letters]
    result = []
    for index, letter in enumerate(letters):
        before = _neighbour(letters, index, -1)
        after = _neighbour(letters, index, 1)
        from_before = before is not None and joins_after[before] and joins_before[index]
        to_after = after is not None and joins_after[index] and (joins_before[after] or letters[after] == "\u0640")
        position = {(0, 0): "isolated", (0, 1): "initial", (1, 0): "final", (1, 1): "medial"}[from_before, to_after]
        result.append(shapes.get((letter, position), letter))
    return "".join(result)


def basic_letters(text: str) -> str:
    """Shapes of Arabic letters as the letters that they are shapes of."""
    return "".join(
        unicodedata.normalize("NFKC", letter) if "\ufb50" <= letter <= "\ufefc" else letter for letter in text
    )


def _with_ligatures(text: str, shapes: dict[tuple[str, str], str]) -> list[str]:
    """The letters, with lam and the alef behind it as one item."""
    letters: list[str] = []
    for letter in text:
        if letters and letters[-1] == _LAM and (_LAM + letter, "isolated") in shapes:
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _neighbour(letters: list[str], index: int, step: int) -> int | None:
    """The next letter in this direction that is no mark on another letter."""
    index += step
    while 0 <= index < len(letters):
        if not unicodedata.combining(letters[index][0]):
            return index
        index += step
    return None


def stretches(letters: str) -> list[tuple[int, int]]:
    """Where right-to-left stretches begin and end: from one such letter to the last before a left-to-right one.

    A line whose first letter is written from right to left is one stretch as a whole.
    """
    if next((kind for kind in map(direction, letters) if kind in {"l", "r"}), "") == "r":
        return [(0, len(letters))]
    found: list[tuple[int, int]] = []
    start, last = -1, -1
    for index, letter in enumerate(letters):
        kind = direction(letter)
        if kind == "r":
            start = index if start < 0 else start
            last = index
        elif kind == "l" and start >= 0:
            found.append((start, last + 1))
            start = -1
    if start >= 0:
        found.append((start, last + 1))
    return found


def visual_order(letters: str) -> list[tuple[int, bool]]:
    """A right-to-left stretch from left to right: the index of each letter, and whether its bracket is turned round.

    Numbers, and left-to-right words with what stands between them, keep their order.
    """
    clusters: list[list[int]] = []
    index = 0
    while index < len(letters):
        end = index + 1
        if direction(letters[index]) in {"l", "n"}:
            end = _end_of_left_to_right(letters, index)
        while end < len(letters) and unicodedata.combining(letters[end]):
            end += 1
        clusters.append(list(range(index, end)))
        index = end
    return [
        (place, len(cluster) == 1 and direction(letters[place]) == "")
        for cluster in reversed(clusters)
        for place in cluster
    ]


def _end_of_left_to_right(letters: str, start: int) -> int:
    """Behind the last left-to-right letter or number before the next right-to-left one."""
    end = start + 1
    only_numbers = direction(letters[start]) == "n"
    for index in range(start + 1, len(letters)):
        kind = direction(letters[index])
        if kind == "r" or (only_numbers and kind != "n"):
            break
        if kind in {"l", "n"}:
            end = index + 1
    return end


def mirrored(letter: str) -> str:
    """A bracket the other way round."""
    return _MIRRORED.get(letter, letter)
