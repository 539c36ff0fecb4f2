"""How long to wait before the next attempt. Pure."""

from __future__ import annotations

from collections.abc import Callable

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


class Backoff:
    """Doubling pauses, half of each at random, so that a crowd that lost its server does not come back as one."""

    def __init__(self, randomness: Callable[[], float]) -> None:
        self._randomness = randomness
        self._pause_s = FIRST_PAUSE_S

    def next_pause_s(self) -> float:
        """Seconds to wait now; the pause after that is twice as long, up to LONGEST_PAUSE_S."""
        pause_s = self._pause_s * (0.5 + 0.5 * self._randomness())
        self._pause_s = min(2 * self._pause_s, LONGEST_PAUSE_S)
        return pause_s

    def reset(self) -> None:
        """It worked."""
        self._pause_s = FIRST_PAUSE_S
