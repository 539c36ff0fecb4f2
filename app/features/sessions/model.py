"""What a session is, and the rules of its state: pure, without clock or I/O."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from app.contracts.frames import Action, Phase, StateData
from app.core.errors import (
    AnswersRemoved,
    ChangeNotAllowed,
    NotOpenYet,
    ParticipantRemoved,
    QuestionClosed,
    SessionClosed,
    SessionEnded,
)
from app.features.surveys.model import FORM, SurveyVersion
from app.features.surveys.settings import SessionSettings

Mode = Literal["live", "open"]
Ending = Literal["clock", "silence", "deletion"]
"""What ended a session that nobody did: its close, or that nothing happened in it any more."""
Status = Literal["scheduled", "lobby", "running", "closed", "ended", "archived"]
"""The phase as the clock and the archive make it: what lists show and filter by."""

MAX_ROUNDS = 1_000


class SessionState(StateData, frozen=True):
    """What every screen of a session must agree on, with the rules of answering."""

    def accepts(self, question: str, attempt: int, now: datetime) -> bool:
        """Whether a live session takes answers of this round of this question now."""
        return (
            self.phase == "running"
            and self.accepting
            and self.question == question
            and attempt == self.round_of(question)
            and not self.time_is_up(now)
        )

    def round_of(self, question: str) -> int:
        """The current round of a question; the first is 1."""
        return self.rounds.get(question, 1)

    def time_is_up(self, now: datetime) -> bool:
        return self.timer_ends_at is not None and now >= self.timer_ends_at

    def elapsed_ms(self, now: datetime) -> int | None:
        """Since the question was opened; None where none is open to all at once."""
        if self.opened_at is None:
            return None
        return max(0, (now - self.opened_at) // timedelta(milliseconds=1))


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """``number`` counts the organization's sessions, ``run`` those of the survey, both from 1. ``code`` is given back
    when the session ends. ``state_version`` rises with every change that a gateway must know of, ``settings_version``
    with every edit of title or settings. ``updated_at``: when state, title or settings changed last, or it was set
    aside. ``removed``: participants whose token is no longer good.
    ``successor``: what runs in its stead since it was reset.
    ``ended_by``: None where a facilitator did.
    ``has_erasures``: some participant was erased, so a token alone proves nothing. ``log_removed_at``: by retention."""

    id: str
    organization: str
    number: int
    run: int
    survey: str
    version: int
    mode: Mode
    title: str
    code: str | None
    slot: int
    state: SessionState
    state_version: int
    created_by: str
    created_at: datetime
    updated_at: datetime
    settings: SessionSettings = SessionSettings()
    settings_version: int = 1
    removed: tuple[str, ...] = ()
    archived_at: datetime | None = None
    successor: str | None = None
    ended_by: Ending | None = None
    has_erasures: bool = False
    log_removed_at: datetime | None = None

    def accepts(self, part: str, attempt: int, now: datetime) -> bool:
        """Whether answers of this part and attempt are taken now."""
        if not self.has_opened(now) or self.is_over(now):
            return False
        if self.mode == "open":
            return self.state.phase == "running" and part == FORM and attempt <= self.settings.attempts
        return self.state.accepts(part, attempt, now)

    def require_accepting(self, part: str, attempt: int, now: datetime) -> None:
        """Raises SessionEnded, SessionClosed, NotOpenYet or QuestionClosed unless answers of this part and attempt are
        taken now."""
        if self.state.phase == "ended":
            raise SessionEnded
        self.require_hours(now)
        if not self.accepts(part, attempt, now):
            raise QuestionClosed

    def require_hours(self, now: datetime) -> None:
        """Raises SessionClosed or NotOpenYet where the clock, or the archive, takes no answers."""
        if self.is_over(now):
            raise SessionClosed
        if not self.has_opened(now):
            raise NotOpenYet

    def require_revisable(self, revision: int) -> None:
        """Raises ChangeNotAllowed for a second revision where the first is final."""
        if revision > 1 and not self.settings.may_change_answers:
            raise ChangeNotAllowed

    def require_present(self, participant: str) -> None:
        """Raises ParticipantRemoved."""
        if participant in self.removed:
            raise ParticipantRemoved

    def require_answers(self) -> None:
        """Raises AnswersRemoved where the retention period is over."""
        if self.log_removed_at is not None:
            raise AnswersRemoved

    def has_opened(self, now: datetime) -> bool:
        opens_at = self.settings.opens_at
        return opens_at is None or now >= opens_at

    def is_over(self, now: datetime) -> bool:
        """Whether no answer will be taken any more: ended by a facilitator or by the clock, or set aside."""
        closes_at = self.settings.closes_at
        is_closed = closes_at is not None and now >= closes_at
        return self.state.phase == "ended" or self.archived_at is not None or is_closed

    @property
    def over_at(self) -> datetime | None:
        """When a facilitator ended it, or else the clock closes it; None where it has no end."""
        return self.state.ended_at or self.settings.closes_at

    def status(self, now: datetime) -> Status:
        if self.archived_at is not None:
            return "archived"
        if self.state.phase == "ended":
            return "ended"
        if self.is_over(now):
            return "closed"
        return self.state.phase if self.has_opened(now) else "scheduled"


class SessionInFull(msgspec.Struct, frozen=True):
    """A session with the version it runs."""

    session: Session
    version: SurveyVersion


class Command(msgspec.Struct, frozen=True):
    """What a facilitator asks for. ``question`` defaults to the one on the screens; ``seconds`` goes with ``timer``,
    ``after`` with ``next``: the question that was seen on the screens. ``phase`` is the one that was seen."""

    action: Action
    question: str | None = None
    seconds: int | None = None
    after: str | None = None
    phase: Phase | None = None


def first_state(mode: Mode, now: datetime) -> SessionState:
    """An open session runs from the start; a live one waits in its lobby."""
    running = mode == "open"
    return SessionState(
        phase="running" if running else "lobby",
        question=None,
        accepting=running,
        rounds={},
        revealed=[],
        timer_ends_at=None,
        started_at=now if running else None,
        ended_at=None,
    )
