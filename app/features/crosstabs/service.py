"""Crosstabs of a session, at the place where its tally stands."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.contracts.frames import Position
from app.core.clock import Clock
from app.core.errors import AnswersRemoved, FieldError, GroupTooSmall, InvalidInput, WrongState
from app.core.principals import Member
from app.core.turns import Turns
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.small_groups import HIDDEN
from app.features.crosstabs.counting import Questions, count_log
from app.features.crosstabs.suppression import Published, without_small_groups
from app.features.crosstabs.table import Axis, Table
from app.features.exports.log_state import holds_exactly, state_of
from app.features.sessions.model import Session, SessionInFull
from app.features.sessions.service import SessionService
from app.features.submissions.repository import EntryLog
from app.features.surveys.questions import Question
from app.features.surveys.settings import options_of
from app.infra.query_cache import Asked, Computed, Kind, QueryCache

MAX_AT_ONCE = 2
"""Logs that one process reads at the same time."""
MAX_WAITING = 20
"""Tables that wait for them; more are refused."""
LOOKS = 3
SETTLED_AFTER = timedelta(minutes=1)
"""By then all answers that were accepted before the end are stored, so no two tables differ by a late one."""
NOWHERE = Position(0, 0)

Grid = list[list[int]]
GRID = Kind("crosstab", Grid, revision=1)
"""The true numbers: what of them is hidden is decided each time."""


class Crosstab(msgspec.Struct, frozen=True):
    """``at``: where the tally stood when it was counted."""

    table: Table
    at: Position


class CrosstabService:
    def __init__(
        self,
        *,
        sessions: SessionService,
        tallies: TallyRepository,
        log: EntryLog,
        cache: QueryCache,
        clock: Clock,
    ) -> None:
        self._sessions = sessions
        self._tallies = tallies
        self._log = log
        self._cache = cache
        self._clock = clock
        self.turns = Turns(MAX_AT_ONCE, MAX_WAITING)

    async def read(
        self, member: Member, session_id: str, rows: str, columns: str, attempt: int | None = None
    ) -> Crosstab:
        """The answers to ``rows`` by those to ``columns``, in one round or attempt; without it in the current round of
        each question, or the first attempt.

        Raises:
            NotFound: there is no such session.
            InvalidInput: these are no two questions with options.
            WrongState: small groups are hidden, and answers may still come.
            AnswersRemoved
            GroupTooSmall: fewer people than are shown chose in both questions.
            Unavailable: too many logs wait to be read.
        """
        full = await self._sessions.get(member.organization, session_id)
        questions = {question.id: question for question in full.version.content.questions}
        asked = _axis(full, questions, "rows", rows, attempt), _axis(full, questions, "columns", columns, attempt)
        if rows == columns:
            raise _wrong("columns", "same_question", "Choose another question than for the rows.")
        # A table and the turned one hide the same.
        first, second = sorted(asked, key=lambda axis: axis.question)
        if full.session.settings.min_group_size is None:
            tally, grid = await self._grid(full.session, first, second, questions)
            table = Table(first, second, grid)
        else:
            await self._require_settled(full.session)
            tally, grid = await self._grid(full.session, first, second, questions)
            table = _protected(Table(first, second, grid), grid, full.session.settings.min_group_size, tally)
        return Crosstab(table if first is asked[0] else table.turned(), _position(tally))

    async def _require_settled(self, session: Session) -> None:
        if not _is_settled(session, self._clock()):
            raise WrongState("Where small groups are hidden, tables are made a minute after the end.")
        tally = await self._tally(session.id)
        if (tally.counts.entries if tally else 0) != await self._log.count(session.id):
            raise WrongState("The last answers are still being counted.")

    async def _grid(
        self, session: Session, rows: Axis, columns: Axis, questions: Questions
    ) -> tuple[Tally | None, Grid]:
        """Counted anew where the tally has moved since. One that moves all the time is not waited for."""
        for _ in range(LOOKS):
            tally = await self._tally(session.id)

            async def count(held: Tally | None = tally) -> Computed[Grid]:
                async with self.turns.taken():
                    counted = await count_log(
                        self._log, self._tallies, session.id, rows=rows, columns=columns, questions=questions
                    )
                return Computed(counted.grid, holds_exactly(held, counted.entries_read))

            state = await state_of(session, tally, self._log)
            found = await self._cache.read(GRID, Asked(session.organization, session.id, (rows, columns), state), count)
            if found.is_exact or _position(await self._tally(session.id)) == _position(tally):
                break
        return tally, found.value

    async def _tally(self, session: str) -> Tally | None:
        """Raises AnswersRemoved where its log is gone: of that no table can be made."""
        tally = await self._tallies.read(session)
        if tally is not None and tally.log_removed_at is not None:
            raise AnswersRemoved
        return tally


def _axis(full: SessionInFull, questions: Questions, name: str, question_id: str, attempt: int | None) -> Axis:
    question = questions.get(question_id)
    if question is None:
        raise _wrong(name, "unknown_question", "This survey has no such question.")
    if not options_of(question):
        raise _wrong(name, "not_a_choice", "Only choices among options can be tabled.")
    current = full.session.state.round_of(question_id) if full.session.mode == "live" else 1
    return Axis(question_id, attempt or current, options_of(question), several=_takes_several(question))


def _takes_several(question: Question) -> bool:
    """Where an answer can be compared with one option, it is one."""
    return "is" not in question.operators


def _protected(table: Table, grid: Grid, size: int, tally: Tally | None) -> Table:
    bottom = grid[-1]
    if 0 < bottom[-1] < size:
        raise GroupTooSmall(f"Fewer than {size} people chose in both questions.")
    cells = tally.results().cells if tally else {}
    published = [cells.get(f"{axis.question}@{axis.attempt}", {}) for axis in (table.rows, table.columns)]
    shown = [{} if HIDDEN in counters else counters for counters in published]
    return without_small_groups(table, grid, size, Published(*shown))


def _is_settled(session: Session, now: datetime) -> bool:
    return session.over_at is not None and now >= session.over_at + SETTLED_AFTER


def _position(tally: Tally | None) -> Position:
    return tally.position if tally else NOWHERE


def _wrong(field: str, code: str, message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, code, field),))
