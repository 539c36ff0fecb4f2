"""Segments of a session, at the place where its tally stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from app.contracts.frames import Position
from app.core.errors import FieldError, InvalidInput, WrongState
from app.core.principals import Member
from app.core.turns import Turns
from app.features.analytics.repository import TallyRepository
from app.features.exports.log_state import holds_exactly, state_of
from app.features.exports.people import people_in
from app.features.exports.spool import spooled
from app.features.segments.model import Segment, SegmentCounts, SegmentFold
from app.features.sessions.model import SessionInFull
from app.features.sessions.service import SessionService
from app.features.submissions.repository import EntryLog
from app.features.surveys.questions import Question
from app.features.surveys.settings import options_of
from app.infra.query_cache import Asked, Computed, Kind, QueryCache

MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Segments that wait for them; more are refused."""
NOWHERE = Position(0, 0)

SEGMENT = Kind("segment", SegmentCounts, revision=1)


class SegmentResults(msgspec.Struct, frozen=True):
    """``at``: where the tally stood, and when, that the segment was counted beside."""

    segment: Segment
    counts: SegmentCounts
    at: Position
    as_of: datetime


class SegmentService:
    def __init__(self, *, sessions: SessionService, tallies: TallyRepository, log: EntryLog, cache: QueryCache) -> None:
        self._sessions = sessions
        self._tallies = tallies
        self._log = log
        self._cache = cache
        self.turns = Turns(MAX_AT_ONCE, MAX_WAITING)

    async def read(
        self, member: Member, session_id: str, question: str, options: Collection[str], attempt: int | None = None
    ) -> SegmentResults:
        """What those answered who chose any of ``options`` of ``question``, in one round or attempt; without it in the
        question's current round, or the first attempt.

        Raises:
            NotFound: there is no such session.
            WrongState: it hides small groups (docs/adr/0033-segments.md).
            InvalidInput: there is no such question with such options.
            AnswersRemoved
            Unavailable: too many logs wait to be read.
        """
        full = await self._sessions.get(member.organization, session_id)
        full.session.require_answers()
        if full.session.settings.min_group_size is not None:
            raise WrongState("Where small groups are hidden, no part of the people is shown by itself.")
        questions = {one.id: one for one in full.version.content.questions}
        segment = _segment(full, questions, question, options, attempt)
        tally = await self._tallies.read(session_id)

        async def compute() -> Computed[SegmentCounts]:
            async with self.turns.taken(), spooled(self._log, self._tallies, session_id) as spool:
                fold = SegmentFold(segment, questions, tally)
                async for sheets in people_in(spool):
                    fold.add(sheets)
                return Computed(fold.counts(), holds_exactly(tally, spool.entries_read))

        state = await state_of(full.session, tally, self._log)
        found = await self._cache.read(SEGMENT, Asked(member.organization, session_id, segment, state), compute)
        at, as_of = (tally.position, tally.as_of) if tally else (NOWHERE, full.session.created_at)
        return SegmentResults(segment, found.value, at, as_of)


def _segment(
    full: SessionInFull, questions: Mapping[str, Question], name: str, options: Collection[str], attempt: int | None
) -> Segment:
    """Options in the question's order, each once: so one segment is asked for in one way."""
    question = questions.get(name)
    if question is None:
        raise _wrong("question", "unknown_question", "This survey has no such question.")
    known = options_of(question)
    if not known:
        raise _wrong("question", "not_a_choice", "Only choices among options make segments.")
    if not set(options) <= set(known):
        raise _wrong("option", "unknown_option", "One of these options does not exist.")
    current = full.session.state.round_of(name) if full.session.mode == "live" else 1
    return Segment(name, attempt or current, tuple(one for one in known if one in options))


def _wrong(field: str, code: str, message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, code, field),))
