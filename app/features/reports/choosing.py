"""Which sessions a report of several is about, and whether it may be made of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from app.core.errors import FieldError, InvalidInput
from app.features.reports.model import Wanted
from app.features.reports.rules import require_possible, wanted_of
from app.features.reports.sides import MAX_SIDES, Compared, ReportSide, Sides, unique
from app.features.sessions.model import Session, SessionInFull
from app.features.sessions.repository import SessionRepository
from app.features.sessions.service import SessionService


class SideChoice:
    def __init__(self, sessions: SessionService, repository: SessionRepository) -> None:
        self._sessions = sessions
        self._repository = repository

    async def settled(self, home: SessionInFull, wanted: Wanted, now: datetime) -> Wanted:
        """``wanted``, with its sides named where it is about several; it can be made then.

        Raises NotFound for a session; InvalidInput, AnswersRemoved.
        """
        require_possible(wanted, home, now)
        named = await self.named(home.session, wanted, now)
        if named.compared is not None and named.compared.sides is not None:
            await self._require_alike(home, named.compared.sides, named, now)
        return named

    async def named(self, home: Session, wanted: Wanted, now: datetime) -> Wanted:
        """The same, whether it can be made or not."""
        if wanted.compared is None or wanted.compared.sides is not None:
            return wanted
        sides = tuple(ReportSide(session=one.id) for one in await self.over_time(home, wanted.as_of or now))
        return msgspec.structs.replace(wanted, compared=Compared(sides=sides))

    async def over_time(self, session: Session, as_of: datetime) -> list[Session]:
        """Those of its survey that had begun, the latest of them, in the order in which they began; itself always."""
        began = await self._repository.begun(session.organization, session.survey, as_of)
        others = [one.id for one in began if one.id != session.id]
        kept = {session.id, *others[-(MAX_SIDES - 1) :]}
        sides = [one for one in began if one.id in kept]
        return sides if any(one.id == session.id for one in sides) else [*sides, session]

    async def _require_alike(self, home: SessionInFull, sides: Sides, wanted: Wanted, now: datetime) -> None:
        known = {question.id for question in home.version.content.questions}
        problems = list(_repeated(home.session.id, sides))
        for session in unique(side.session for side in sides):
            full = home if session == home.session.id else await self._sessions.get(home.session.organization, session)
            if full.session.survey != home.session.survey:
                place = [side.session for side in sides].index(session)
                problems.append(_problem("That session is of another survey.", "not_possible", place))
                continue
            known |= {question.id for question in full.version.content.questions}
            require_possible(wanted_of(wanted, full), full, now)
        for place, question in enumerate(wanted.filters.questions or ()):
            if question not in known:
                message = "No version of this survey has such a question."
                problems.append(FieldError(message, "unknown_question", f"filters.questions.{place}"))
        if problems:
            raise InvalidInput(fields=tuple(problems))


def _repeated(home: str, sides: Sides) -> Iterator[FieldError]:
    for place, side in enumerate(sides):
        if side in sides[:place]:
            yield _problem("This side stands twice.", "duplicate_value", place)
    if home not in {side.session for side in sides}:
        message = "The session that the report is asked for is one of its sides."
        yield FieldError(message, "not_possible", "compared.sides")


def _problem(message: str, code: str, place: int) -> FieldError:
    return FieldError(message, code, f"compared.sides.{place}")
