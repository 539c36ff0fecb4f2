"""Who of those here has answered what is asked now: noted as they answer, else looked up in the log. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from itertools import chain, islice

import msgspec

SWEEP_S = 5.0
"""While answers are taken, whoever is not known to have answered is looked up so often, or as often as the budget for
all rooms allows: some answer elsewhere."""

THOROUGH_EVERY = 6
"""In each sixth sweep those who are known to have answered are looked up too: some take it back elsewhere."""


class Asked(msgspec.Struct, frozen=True):
    """A question in one of its rounds."""

    question: str
    round: int

    def __str__(self) -> str:
        return f"{self.question}@{self.round}"


class Awaited(msgspec.Struct, frozen=True):
    """A participant whose answer is looked up."""

    session: str
    participant: str
    asked: Asked


class _Asking:
    """What one session asks, who of those here has answered it, and how far the sweep has come."""

    def __init__(self, asked: Asked, now: float) -> None:
        self.asked = asked
        self.answered: set[str] = set()
        self.looked_up: set[str] = set()
        self.reading: set[str] = set()
        self._swept_at, self._sweeps = now, 0
        self._is_last = False

    def next(self, here: Set[str], now: float, *, is_accepting: bool, limit: int) -> list[str]:
        """Whose turn it is; a sweep that is over gives way to the next one, and there is one more at the end."""
        turn = list(islice(self._left(here), limit))
        is_wanted = is_accepting or not self._is_last
        if not turn and is_wanted and now - self._swept_at >= SWEEP_S:
            self.looked_up.clear()
            self._swept_at, self._sweeps, self._is_last = now, self._sweeps + 1, not is_accepting
            turn = list(islice(self._left(here), limit))
        self.reading = set(turn)
        return turn

    def _left(self, here: Set[str]) -> Iterator[str]:
        unknown = here - self.answered - self.looked_up
        is_thorough = self._is_last or self._sweeps % THOROUGH_EVERY == THOROUGH_EVERY - 1
        return chain(unknown, (self.answered & here) - self.looked_up if is_thorough else ())


class Turnout:
    """Holds no more than who is here: who leaves and comes back is looked up."""

    def __init__(self) -> None:
        self._asking: dict[str, _Asking] = {}

    def __len__(self) -> int:
        return len(self._asking)

    def ask(self, session: str, asked: Asked | None, now: float) -> None:
        """What is asked now; nobody has answered a new question, or a new round of an old one."""
        known = self._asking.get(session)
        if asked is None:
            self.forget(session)
        elif known is None or known.asked != asked:
            self._asking[session] = _Asking(asked, now)

    def forget(self, session: str) -> None:
        """Nobody looks at this session any more."""
        self._asking.pop(session, None)

    def note(self, awaited: Awaited, *, is_answered: bool) -> None:
        """Somebody has answered, or has taken the answer back; of no interest where something else is asked."""
        asking = self._asking.get(awaited.session)
        if asking is None or asking.asked != awaited.asked:
            return
        asking.reading.discard(awaited.participant)  # what is being read may be older
        _put(asking.answered, awaited.participant, is_in=is_answered)

    def count(self, session: str, here: Set[str]) -> int:
        """How many of those here have answered."""
        asking = self._asking.get(session)
        if asking is None:
            return 0
        asking.answered &= here
        asking.looked_up &= here
        return len(asking.answered)

    def due(self, session: str, here: Set[str], *, is_accepting: bool, now: float, limit: int) -> list[Awaited]:
        """Those to look up next, at most ``limit``; ``settle`` them, or they are given again."""
        asking = self._asking.get(session)
        if asking is None or limit <= 0:
            return []
        turn = asking.next(here, now, is_accepting=is_accepting, limit=limit)
        return [Awaited(session, participant, asking.asked) for participant in turn]

    def settle(self, looked_up: Collection[Awaited], answered: Set[Awaited]) -> None:
        """What the log holds of those who were due; what was noted since the read began is newer."""
        for one in looked_up:
            asking = self._asking.get(one.session)
            if asking is None or asking.asked != one.asked or one.participant not in asking.reading:
                continue
            asking.reading.discard(one.participant)
            asking.looked_up.add(one.participant)
            _put(asking.answered, one.participant, is_in=one in answered)


def _put(people: set[str], participant: str, *, is_in: bool) -> None:
    if is_in:
        people.add(participant)
    else:
        people.discard(participant)
