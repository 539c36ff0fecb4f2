"""Replays and progress of a session, from its whole log, kept with the state that they were read from."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.core.clock import Clock
from app.core.errors import AnswersRemoved, FieldError, InvalidInput, WrongState
from app.core.principals import Member
from app.core.turns import Turns
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.tally import Change
from app.features.exports.log_state import holds_exactly, state_of
from app.features.exports.people import people_in
from app.features.exports.spool import Spool, spooled
from app.features.history.progress import Course, Progress
from app.features.history.replay import KeptTerms, Point, Replay, most_said
from app.features.history.steps import Steps, steps_between
from app.features.sessions.model import Session, SessionInFull
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.service import SessionService
from app.features.submissions.erased import is_erased
from app.features.submissions.repository import EntryLog
from app.infra.query_cache import Asked, Computed, Kind, QueryCache

MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Readings that wait for them; more are refused."""
PEOPLE_AT_ONCE = 1_000
MOST_TIMED = 100_000
"""People whose time is measured, the first to join: their ids and moments are held in memory, some 20 MB."""


class History(msgspec.Struct, frozen=True):
    """``attempt``: the round of a live session, the attempt of an open one. ``step_s`` lies between two points, or a
    multiple of it; the last point is what stands."""

    question: str
    attempt: int
    step_s: int
    points: list[Point]


HISTORY = Kind("history", History, revision=1)
PROGRESS = Kind("progress", Progress, revision=1)


class HistoryService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        participants: ParticipantRepository,
        tallies: TallyRepository,
        log: EntryLog,
        cache: QueryCache,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._participants = participants
        self._tallies = tallies
        self._log = log
        self._cache = cache
        self._clock = clock
        self.turns = Turns(MAX_AT_ONCE, MAX_WAITING)

    async def replay(self, member: Member, session_id: str, question: str, attempt: int | None) -> History:
        """How the results of a question came about; without ``attempt`` in its current round, or the first attempt.

        Raises:
            NotFound: there is no such session.
            InvalidInput: it has no such question.
            WrongState: it hides small groups (docs/adr/0018-history.md).
            AnswersRemoved
            Unavailable: too many logs wait to be read.
        """
        full, tally = await self._readable(member, session_id)
        asked = attempt or (full.session.state.round_of(question) if full.session.mode == "live" else 1)
        if question not in {one.id for one in full.version.content.questions}:
            problem = FieldError("This survey has no such question.", "unknown_question", "question")
            raise InvalidInput(fields=(problem,))
        if tally is None or f"{question}@{asked}" not in tally.counts.cells:  # nobody has answered it
            return History(question, asked, self._steps(full.session, tally).step_s, [])
        state = await state_of(full.session, tally, self._log)

        async def compute() -> Computed[History]:
            async with self.turns.taken():
                return await self._replayed(full, tally, question, asked)

        key = Asked(full.session.organization, session_id, (question, asked), state)
        return (await self._cache.read(HISTORY, key, compute)).value

    async def progress(self, member: Member, session_id: str) -> Progress:
        """Who joined and answered when, and how far they got.

        Raises NotFound, WrongState, AnswersRemoved; Unavailable where too many logs wait to be read.
        """
        full, tally = await self._readable(member, session_id)
        latest = await self._participants.latest_number(session_id)
        state = f"{await state_of(full.session, tally, self._log)}.{latest}"

        async def compute() -> Computed[Progress]:
            async with self.turns.taken(), spooled(self._log, self._tallies, session_id) as spool:
                progress = await self._followed(full, tally, spool, latest)
                return Computed(progress, holds_exactly(tally, spool.entries_read))

        key = Asked(full.session.organization, session_id, (), state)
        return (await self._cache.read(PROGRESS, key, compute)).value

    async def _readable(self, member: Member, session_id: str) -> tuple[SessionInFull, Tally | None]:
        full = await self._sessions.get(member.organization, session_id)
        full.session.require_answers()
        if full.session.settings.min_group_size is not None:
            raise WrongState("Where small groups are hidden, how results came about is not shown.")
        return full, await self._tallies.read(session_id)

    async def _replayed(self, full: SessionInFull, tally: Tally, question: str, attempt: int) -> Computed[History]:
        """Read again where somebody was erased meanwhile. Raises AnswersRemoved."""
        steps = self._steps(full.session, tally)
        asked = next(one for one in full.version.content.questions if one.id == question)
        told = tally.counts.cells[f"{question}@{attempt}"]
        while True:
            erased, read = await self._log.erased(full.session.id), 0
            replay = Replay(question, attempt, KeptTerms(asked, most_said(told)), steps)
            async for entry in self._log.scan(full.session.id, erased):
                read += 1
                if not is_erased(entry.id, erased):
                    replay.add(entry.at, Change(entry.attempt, entry.answers, entry.replaces))
            if await self._tallies.is_frozen(full.session.id):
                raise AnswersRemoved
            if await self._log.erased(full.session.id) == erased:
                history = History(question, attempt, steps.step_s, list(replay.points()))
                return Computed(history, holds_exactly(tally, read))

    async def _followed(self, full: SessionInFull, tally: Tally | None, spool: Spool, latest: int) -> Progress:
        content, is_form = full.version.content, full.session.mode == "open"
        asked = [question.id for question in content.questions if question.export_columns()]
        course = Course(asked, content.gates() if is_form else (), self._steps(full.session, tally))
        joined = await self._joined(full.session.id, course, latest)
        async for sheets in people_in(spool):
            first_at = datetime.fromisoformat(min(sheet.first_at for sheet in sheets))
            course.answer(first_at, [sheet.answers for sheet in sheets], joined.get(sheets[0].participant))
        return course.progress()

    async def _joined(self, session: str, course: Course, latest: int) -> dict[str, datetime]:
        """Tell the course who joined; when the first of them did."""
        found: dict[str, datetime] = {}
        for after in range(0, latest, PEOPLE_AT_ONCE):
            for one in await self._participants.numbered(session, after, min(after + PEOPLE_AT_ONCE, latest)):
                course.join(one.joined_at)
                if len(found) < MOST_TIMED:
                    found[one.id] = one.joined_at
        return found

    def _steps(self, session: Session, tally: Tally | None) -> Steps:
        """From the beginning of a session to the last answer that was counted."""
        began = session.state.started_at or session.created_at
        return steps_between(began, tally.as_of if tally else self._clock())
