"""The rules of audience questions: what may follow what, and who sees it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.contracts.audience import AudienceQuestion, ListedState, QuestionState
from app.core.errors import SessionClosed, SessionEnded, WrongState
from app.core.principals import Participant
from app.features.sessions.model import Session

MAX_QUESTIONS = 500
"""Of one session, hidden ones included: a board is read and sent as a whole."""

MOVES: Mapping[QuestionState, frozenset[ListedState]] = {
    "pending": frozenset({"shown", "hidden"}),
    "shown": frozenset({"answered", "hidden"}),
    "answered": frozenset({"shown", "hidden"}),
    "hidden": frozenset({"shown"}),
    "removed": frozenset(),
}


class NewAudienceQuestion(msgspec.Struct, frozen=True):
    """What a participant sends; the same ``key`` again is the same question."""

    key: str
    session: str
    text: str


class Verdict(msgspec.Struct, frozen=True):
    """What a moderator wants otherwise; None leaves it."""

    state: ListedState | None = None
    pinned: bool | None = None


def question_id(participant: Participant, key: str) -> str:
    """The same for the same key of the same participant; tells nobody who that is, for nobody else knows the key."""
    digest = hashlib.sha256(f"{participant.session}:{participant.participant}:{key}".encode()).hexdigest()
    return f"aqn_{digest[:32]}"


def require_taking(session: Session, now: datetime) -> None:
    """Raises SessionEnded, SessionClosed or WrongState unless this session's audience may ask and vote now."""
    if session.state.phase == "ended":
        raise SessionEnded
    if session.is_over(now):
        raise SessionClosed
    if session.settings.audience_questions == "off":
        raise WrongState("This session takes no questions from its audience.")


def judged(question: AudienceQuestion, verdict: Verdict, *, cast: int, now: datetime) -> AudienceQuestion:
    """The question after a verdict; an equal one where it is so already. ``cast``: votes in the session so far.

    Raises WrongState: the states do not follow each other, or what is not shown would be pinned.
    """
    state = verdict.state or question.state
    if state != question.state and state not in MOVES[question.state]:
        raise WrongState(f"A question that is {question.state} cannot become {state}.")
    pinned = question.pinned if verdict.pinned is None else verdict.pinned
    after = msgspec.structs.replace(question, state=state, pinned=pinned)
    if not after.is_public:
        if verdict.pinned:
            raise WrongState("Only a question that is shown can be pinned.")
        after = msgspec.structs.replace(after, pinned=False)
    if after.is_public and question.shown_at is None:
        after = msgspec.structs.replace(after, shown_at=now, cast_before=cast)
    return after


def without_content(question: AudienceQuestion) -> AudienceQuestion:
    """What stays of a question whose asker was erased."""
    return msgspec.structs.replace(question, participant="", text="", state="removed", pinned=False, flagged=False)
