"""The tallies a leader holds in memory, with what folding into them needs."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from typing import Protocol

import msgspec

from app.features.analytics.admission import Admission
from app.features.analytics.model import Mark, Tally
from app.features.analytics.small_groups import Shown
from app.features.analytics.tally import Counts, Questions
from app.features.sessions.model import SessionInFull
from realtime.relay.failures import QuestionsUnreadable

MAX_HELD = 1_000


class SessionLookup(Protocol):
    """Where a session's questions are found."""

    async def find(self, session_id: str) -> SessionInFull | None: ...


class QuestionBook:
    """The questions of each session, and how small a group it hides. Neither ever changes, so what was found once stays
    right."""

    def __init__(self, sessions: SessionLookup) -> None:
        self._sessions = sessions
        self._known: OrderedDict[str, tuple[Questions, int | None]] = OrderedDict()

    async def of(self, session: str) -> Questions:
        """Question id → question; empty where the session is gone. Raises QuestionsUnreadable."""
        return (await self._find(session))[0]

    async def group_size(self, session: str) -> int | None:
        """The fewest people whose results may be shown; None where all may."""
        return (await self._find(session))[1]

    async def _find(self, session: str) -> tuple[Questions, int | None]:
        known = self._known.get(session)
        if known is None:
            try:
                found = await self._sessions.find(session)
            except (LookupError, TypeError, ValueError) as failure:
                raise QuestionsUnreadable(f"{type(failure).__name__}: {failure}") from failure
            questions = {question.id: question for question in found.version.content.questions} if found else {}
            known = questions, found.session.settings.min_group_size if found else None
            self._known[session] = known
            if len(self._known) > MAX_HELD:
                self._known.popitem(last=False)
        return known


class HeldTally:
    """A tally as the database has it, as far as we know: a compare-and-set that hits proves it."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.admission = Admission(tally.counts)

    def advance(self, increments: Counts, mark: Mark, as_of: datetime, shown: Shown | None = None) -> None:
        """Follow a write that hit; costs as much as what changed."""
        self.tally.counts.merge(increments)
        version = self.tally.version + 1
        self.tally = msgspec.structs.replace(self.tally, version=version, mark=mark, as_of=as_of, shown=shown)


class HeldTallies:
    """At most ``MAX_HELD``; the one that changed longest ago makes room."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, HeldTally] = OrderedDict()

    def get(self, session: str) -> HeldTally | None:
        return self._held.get(session)

    def put(self, tally: Tally) -> HeldTally:
        held = self._held[tally.session] = HeldTally(tally)
        self._held.move_to_end(tally.session)
        if len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return held

    def forget(self, session: str) -> None:
        self._held.pop(session, None)
