"""Comparing two rounds or two sessions by what their screens show, so nothing is told that was not."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from app.core.errors import FieldError, InvalidInput
from app.core.principals import Member
from app.features.analytics.repository import TallyRepository
from app.features.reports.shift import Shift, are_measured_alike, shift_of_means, shifts
from app.features.reports.view import View
from app.features.reports.views import views_of
from app.features.sessions.service import SessionService
from app.features.surveys.questions import Question


class Side(msgspec.Struct, frozen=True):
    """``n``: who answered. ``hidden``: too few to show anything."""

    session: str
    title: str
    round: int
    n: int
    hidden: bool


class Comparison(msgspec.Struct, frozen=True):
    first: Side
    second: Side
    shares: list[Shift]
    mean: Shift | None


class Which(NamedTuple):
    """A round of a session; without it the first."""

    session: str
    round: int | None


class Shown(NamedTuple):
    """What is known of a side, its question in the version that ran included."""

    side: Side
    survey: str
    question: Question
    view: View


class ComparisonService:
    def __init__(self, *, sessions: SessionService, tallies: TallyRepository) -> None:
        self._sessions = sessions
        self._tallies = tallies

    async def compare(self, member: Member, question: str, first: Which, second: Which) -> Comparison:
        """Raises NotFound for a session; InvalidInput where one has no such question, or another kind of it."""
        one = await self._shown(member, question, first, "question")
        two = await self._shown(member, question, second, "with_session")
        if one.survey != two.survey:
            raise _not_possible("That session is of another survey.")
        if not are_measured_alike(one.question, two.question):
            raise _not_possible("There the question is of another type, or measured otherwise.")
        return Comparison(one.side, two.side, shifts(one.view, two.view), shift_of_means(one.view, two.view))

    async def _shown(self, member: Member, question: str, which: Which, field: str) -> Shown:
        full = await self._sessions.get(member.organization, which.session)
        asked = next((one for one in full.version.content.questions if one.id == question), None)
        if asked is None or asked.told_as == "nothing":
            raise InvalidInput(fields=(FieldError("This survey has no such question.", "unknown_question", field),))
        tally = await self._tallies.read(which.session)
        attempt = which.round or 1
        cell = f"{question}@{attempt}"
        counters = tally.results().cells.get(cell, {}) if tally else {}
        view = views_of([asked], {cell: counters})[0]
        side = Side(which.session, full.session.title, attempt, view.n, view.is_hidden)
        return Shown(side, full.session.survey, asked, view)


def _not_possible(message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, "not_possible", "with_session"),))
