"""What members put on answers in people's own words, as far as exports know of it."""

from __future__ import annotations

from typing import Protocol

from app.features.exports.spool import Standing
from app.features.sessions.model import Session
from app.features.surveys.questions import Question


class Tags(Protocol):
    """The tags in one session."""

    def on(self, standing: Standing, question: Question) -> str | None:
        """The names of those on what was written there; None where there is none."""


class TagSource(Protocol):
    """Where they are found."""

    async def in_session(self, session: Session) -> Tags | None:
        """As they stand now; None where the survey has no tags."""
