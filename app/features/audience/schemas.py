"""What audience questions look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from app.contracts.audience import AudienceQuestion, ListedState, QuestionState, QuestionText
from app.contracts.frames import Key
from app.core.principals import Member, Participant
from app.features.audience.board import SeenBoard
from app.features.audience.model import Verdict
from app.features.audience.ranking import newest_first, score, top_first
from app.features.audience.service import Asked

Order = Literal["top", "newest"]


class AudienceQuestionBody(msgspec.Struct, forbid_unknown_fields=True):
    """A question under a client-made key; sent again unchanged until a receipt comes."""

    key: Key
    text: QuestionText


class AudienceQuestionEdit(msgspec.Struct, forbid_unknown_fields=True):
    """What shall be otherwise; what is left out stays."""

    state: ListedState | UnsetType = UNSET
    pinned: bool | UnsetType = UNSET

    def verdict(self) -> Verdict:
        return Verdict(self.state or None, None if self.pinned is UNSET else self.pinned)


class AskedResource(msgspec.Struct):
    """A majority of the database holds the question; the same key gets the same receipt again. ``state`` as of now."""

    status: Literal["accepted", "duplicate"]
    id: str
    state: QuestionState
    key: str
    receipt: str
    at: datetime

    @classmethod
    def of(cls, asked: Asked) -> AskedResource:
        return cls(asked.status, asked.question.id, asked.question.state, asked.key, asked.receipt, asked.at)


class VoteResource(msgspec.Struct):
    """``votes``: all that stand for the question, counted after this one."""

    question: str
    voted: bool
    votes: int


class AudienceQuestionResource(msgspec.Struct):
    """``score``: the lower bound of its Wilson score, see ADR 14. ``own``, ``voted``: of the participant who looks.
    ``participant``: who asked, ``flagged``: a word list found something; both for members alone. ``edition`` is the
    ETag of a moderator's edit."""

    id: str
    text: str
    state: QuestionState
    pinned: bool
    votes: int
    score: float
    own: bool
    voted: bool
    participant: str | None
    flagged: bool | None
    asked_at: datetime
    edition: int

    @classmethod
    def of(cls, question: AudienceQuestion, viewer: Member | Participant, board: SeenBoard) -> AudienceQuestionResource:
        is_member = isinstance(viewer, Member)
        return cls(
            id=question.id,
            text=question.text,
            state=question.state,
            pinned=question.pinned,
            votes=question.votes,
            score=round(score(question.votes, question.cast_before, board.cast), 6),
            own=isinstance(viewer, Participant) and viewer.participant == question.participant,
            voted=question.id in board.voted,
            participant=question.participant if is_member else None,
            flagged=question.flagged if is_member else None,
            asked_at=question.asked_at,
            edition=question.edition,
        )


class BoardResource(msgspec.Struct):
    """All questions that the caller sees, at most some hundred. ``cast``: votes on all of them, seen or not."""

    cast: int
    questions: list[AudienceQuestionResource]

    @classmethod
    def of(cls, board: SeenBoard, viewer: Member | Participant, order: Order) -> BoardResource:
        ordered = newest_first(board.questions) if order == "newest" else top_first(board.questions, board.cast)
        return cls(board.cast, [AudienceQuestionResource.of(question, viewer, board) for question in ordered])
