"""Where time and ids come from. A fixed source makes the sample project the same byte for byte."""

import os
import threading
import time
from typing import Protocol


class Clock(Protocol):
    """A source of time, of ids and of salts."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; never goes back, whatever is done to the computer's clock."""

    def new_id(self) -> str:
        """A fresh UUIDv7 (RFC 9562) as text; ids made later sort later."""

    def new_salt(self) -> bytes:
        """16 bytes nobody can guess."""


def _uuid7(now_ms: int, sequence: int, tail: int) -> str:
    """A UUIDv7 from a time in ms, a 12-bit sequence number and 62 random bits (RFC 9562, section 5.7)."""
    high = (now_ms << 16) | 0x7000 | sequence
    low = 0x8000_0000_0000_0000 | tail
    digits = f"{high:016x}{low:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class SystemClock:
    """The computer's clock and random source."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0  # ms × 4096 + sequence, so that ids keep rising when the clock is set back

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def new_id(self) -> str:
        with self._lock:
            self._last = max(self._last + 1, self.now_ms() << 12)
            now_ms, sequence = self._last >> 12, self._last & 0xFFF
        return _uuid7(now_ms, sequence, int.from_bytes(os.urandom(8)) >> 2)

    def new_salt(self) -> bytes:
        return os.urandom(16)


class FixedClock:
    """Starts at a given moment, moves on by one second a call of `now_ms`, and counts its ids and salts.

    For the sample project and for tests: the same calls give the same bytes. Salts are guessable, so
    a project made with it must hold nothing about real people.
    """

    def __init__(self, start_ms: int = 1_772_445_600_000, step_ms: int = 1000) -> None:
        self._now_ms = start_ms
        self._step_ms = step_ms
        self._count = 0

    def now_ms(self) -> int:
        self._now_ms += self._step_ms
        return self._now_ms

    def monotonic_ms(self) -> int:
        return self._now_ms

    def new_id(self) -> str:
        self._count += 1
        return _uuid7(self._now_ms + (self._count >> 12), self._count & 0xFFF, self._count)

    def new_salt(self) -> bytes:
        self._count += 1
        return self._count.to_bytes(16)
