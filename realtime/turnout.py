"""Who of those here has answered what is asked now: noted as they answer, else looked up in the log. Pure."""

from __future__ import annotations

from collections.abc import Set

import msgspec

SWEEP_S = 5.0
"""While answers are taken, whoever is not known to have answered is looked up this often: some answer elsewhere."""


class Asked(msgspec.Struct, frozen=True):
    """A question in one of its rounds."""

    question: str
    round: int

    def __str__(self) -> str:
        return f"{self.question}@{self.round}"


class Awaited(msgspec.Struct, frozen=True):
    """A participant who is not known to have answered."""

    session: str
    participant: str
    asked: Asked


class _Asking:
    """What one session asks, and who of those here has answered it."""

    def __init__(self, asked: Asked, now: float) -> None:
        self.asked = asked
        self.answered: set[str] = set()
        self.looked_up: set[str] = set()
        self.swept_at = now

    def waiting(self, here: Set[str], now: float, *, is_accepting: bool) -> Set[str]:
        """Those to look up: once each, and anew with every sweep as long as answers are taken."""
        if is_accepting and now - self.swept_at >= SWEEP_S:
            self.looked_up.clear()
            self.swept_at = now
        return here - self.answered - self.looked_up


class Turnout:
    """Holds no more than who is here: who leaves and comes back is looked up."""

    def __init__(self) -> None:
        self._asking: dict[str, _Asking] = {}

    def ask(self, session: str, asked: Asked | None, now: float) -> None:
        """What is asked now; nobody has answered a new question, or a new round of an old one."""
        known = self._asking.get(session)
        if asked is None:
            self._asking.pop(session, None)
        elif known is None or known.asked != asked:
            self._asking[session] = _Asking(asked, now)

    def note(self, awaited: Awaited, *, is_answered: bool) -> None:
        """Somebody has answered, or has taken the answer back; of no interest where something else is asked."""
        asking = self._asking.get(awaited.session)
        if asking is None or asking.asked != awaited.asked:
            return
        if is_answered:
            asking.answered.add(awaited.participant)
        else:
            asking.answered.discard(awaited.participant)

    def count(self, session: str, here: Set[str]) -> int:
        """How many of those here have answered."""
        asking = self._asking.get(session)
        if asking is None:
            return 0
        asking.answered &= here
        asking.looked_up &= here
        return len(asking.answered)

    def due(self, session: str, here: Set[str], *, is_accepting: bool, now: float, limit: int) -> list[Awaited]:
        """Those to look up next, at most ``limit``; they are not given again before the next sweep."""
        asking = self._asking.get(session)
        if asking is None:
            return []
        waiting = sorted(asking.waiting(here, now, is_accepting=is_accepting))[:limit]
        asking.looked_up.update(waiting)
        return [Awaited(session, participant, asking.asked) for participant in waiting]
