"""Audiences that ask and vote, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.contracts.audience import AudienceQuestion
from app.core.clock import Clock, utc_now
from app.core.identity import new_id
from app.core.principals import Participant
from app.features.audience.board import BoardService
from app.features.audience.repository import AudienceQuestions
from app.features.audience.settling import Settling
from app.features.audience.votes import VoteLog
from app.infra.mongo import Database
from tests.builders.audit import audit_trail
from tests.builders.sessions import Silent, participant_service, session_service


class Killed(Exception):
    """A process ended here."""


class Fuse:
    """Lets a process die before or after its n-th operation on the database; counts them where it never burns."""

    def __init__(self, dies_at: float = float("inf")) -> None:
        self.dies_at, self.steps = dies_at, 0.0

    def guard(self, repository: Any) -> Any:
        return _Guarded(repository, self)

    def step(self) -> None:
        self.steps += 0.5
        if self.steps >= self.dies_at:
            raise Killed


class _Guarded:
    def __init__(self, inner: Any, fuse: Fuse) -> None:
        self._inner, self._fuse = inner, fuse

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def operation(*arguments: Any, **named: Any) -> Any:
            self._fuse.step()
            found = await getattr(self._inner, name)(*arguments, **named)
            self._fuse.step()
            return found

        return operation


def settling(database: Database, fuse: Fuse | None = None) -> Settling:
    """What one process counts with."""
    questions, votes = AudienceQuestions(database), VoteLog(database)
    if fuse is None:
        return Settling(questions, votes, Silent())
    return Settling(fuse.guard(questions), fuse.guard(votes), Silent())


def board(database: Database, clock: Clock = utc_now) -> BoardService:
    return BoardService(
        sessions=session_service(database),
        participants=participant_service(database),
        questions=AudienceQuestions(database),
        votes=VoteLog(database),
        settling=settling(database),
        events=Silent(),
        audit=audit_trail(database),
        clock=clock,
    )


def asked(session: str, **changes: Any) -> AudienceQuestion:
    fields = {"id": new_id("aqn"), "session": session, "organization": "org_1", "participant": "par_0", "text": "Why?"}
    return AudienceQuestion(**{**fields, "state": "shown", "asked_at": utc_now(), **changes})


def voters(session: str, count: int) -> list[Participant]:
    return [Participant(new_id("par"), session, "org_1") for _ in range(count)]
