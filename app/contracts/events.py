"""What processes tell each other through Redis; losing any of it is healed by the position check."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.audience import AudienceQuestion
from app.contracts.frames import Reaction, ReportState, ResultsData, StateData
from app.core.principals import Member


class ResultsChanged(msgspec.Struct, tag_field="type", tag="results", frozen=True):
    """From the relay, after the tally is written. ``data`` holds absolute values of all that changed after ``since``;
    ``since`` is -1 where ``data`` is the whole tally; ``answered_at``: the oldest answer that it brings."""

    session: str
    epoch: int
    since: int
    version: int
    as_of: datetime
    data: ResultsData
    answered_at: datetime | None = None
    traces: tuple[str, ...] = ()
    """``traceparent`` of those answers in it that are traced."""


class StateChanged(msgspec.Struct, tag_field="type", tag="state", frozen=True):
    """From whoever controlled the session, after the session document is written; always the whole state."""

    session: str
    version: int
    as_of: datetime
    data: StateData


class PresenceCounted(msgspec.Struct, tag_field="type", tag="presence", frozen=True):
    """From every gateway with participants of the session, every few seconds and on change. ``answered`` of them have
    answered ``asked``, ``"<question>@<round>"``."""

    session: str
    gateway: str
    connected: int
    asked: str | None = None
    answered: int = 0


class SessionTouched(msgspec.Struct, tag_field="type", tag="touched", frozen=True):
    """From whoever changed the session otherwise: its settings, who was removed. Says only that it is to be read."""

    session: str


class ReportProgressed(msgspec.Struct, tag_field="type", tag="report", frozen=True):
    """From whoever asks for a report or makes it, after it is recorded; ``progress`` in percent."""

    session: str
    report: str
    state: ReportState
    progress: int


class AudienceQuestionChanged(msgspec.Struct, tag_field="type", tag="question", frozen=True):
    """From whoever changed it, after it is written; always the whole question, whose own version tells old from new."""

    session: str
    question: AudienceQuestion


class ReactionsCounted(msgspec.Struct, tag_field="type", tag="reactions", frozen=True):
    """From a gateway whose participants react, at most twice a second: how many of each came since the last time."""

    session: str
    gateway: str
    added: dict[Reaction, int]


SessionEvent = (
    ResultsChanged
    | StateChanged
    | PresenceCounted
    | SessionTouched
    | ReportProgressed
    | AudienceQuestionChanged
    | ReactionsCounted
)


class StandingChanged(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody may do has changed or ended, after it was written: look again at all whom it concerns.

    The fields narrow it down, those given together: a user in one organization, all logins of a user, one login
    (or API key). Nothing given concerns everybody.
    """

    organization: str | None = None
    user: str | None = None
    login: str | None = None

    def concerns(self, member: Member) -> bool:
        pairs = ((self.organization, member.organization), (self.user, member.user), (self.login, member.family))
        return all(wanted in (None, actual) for wanted, actual in pairs)


SESSION_TOPIC = "impactpulse:session:"
STANDING_TOPIC = "impactpulse:standing:"
"""How the Redis channels begin; the session's id follows, or ``all``."""
