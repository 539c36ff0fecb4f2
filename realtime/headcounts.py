"""The participants of this gateway, counted for its screens and for the other gateways."""

from __future__ import annotations

from collections.abc import Callable, Collection, Set

from app.contracts.events import PresenceCounted
from app.core.clock import Ticks
from app.core.principals import Participant
from realtime.presence import Headcount, LocalPresence, PresenceReports
from realtime.turnout import Asked, Awaited, Turnout


class Headcounts:
    """``asked_in``: what a session asks now, as far as this gateway knows."""

    def __init__(self, gateway: str, *, asked_in: Callable[[str], Asked | None], ticks: Ticks) -> None:
        self._gateway, self._asked_in, self._ticks = gateway, asked_in, ticks
        self._local, self._turnout, self._reports = LocalPresence(), Turnout(), PresenceReports()

    def __len__(self) -> int:
        """In how many sessions it is followed who answers."""
        return len(self._turnout)

    def enter(self, participant: Participant) -> None:
        self._local.enter(participant.session, participant.participant)

    def leave(self, participant: Participant) -> None:
        self._local.leave(participant.session, participant.participant)

    def note(self, awaited: Awaited, *, is_answered: bool) -> None:
        """Somebody has answered, or has taken the answer back."""
        self._turnout.note(awaited, is_answered=is_answered)

    def settle(self, looked_up: Collection[Awaited], answered: Set[Awaited]) -> None:
        """What the log holds of those who were awaited."""
        self._turnout.settle(looked_up, answered)

    def forget(self, session: str) -> None:
        """The session's room is gone; who is here is still counted."""
        self._turnout.forget(session)

    def here(self, session: str) -> Headcount:
        """Who is here, and how many of them have answered what is asked."""
        here, asked = self._local.here(session), self._asked_in(session)
        self._turnout.ask(session, asked, self._ticks())
        if asked is None:
            return Headcount(len(here))
        return Headcount(len(here), str(asked), self._turnout.count(session, here))

    def awaited(self, session: str, *, is_accepting: bool, limit: int) -> list[Awaited]:
        """At most so many of those here who are due to be looked up; ``settle`` says what was found."""
        here = self._local.here(session)
        return self._turnout.due(session, here, is_accepting=is_accepting, now=self._ticks(), limit=limit)

    def due(self) -> list[PresenceCounted]:
        """What is to be told to the other gateways now."""
        counts = {session: self.here(session) for session in self._local.sessions()}
        return [self._told(session, count) for session, count in self._reports.due(counts, self._ticks()).items()]

    def farewells(self) -> list[PresenceCounted]:
        """What they are told when this gateway goes: nobody is here any more."""
        return [PresenceCounted(session, self._gateway, 0) for session in self._local.sessions()]

    def _told(self, session: str, count: Headcount) -> PresenceCounted:
        return PresenceCounted(session, self._gateway, count.connected, count.asked, count.answered)
