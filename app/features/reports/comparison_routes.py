"""``/api/v1/sessions/{id}/comparison``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.reports.comparing import Comparison, ComparisonService, Which
from app.features.sessions.model import MAX_ROUNDS
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows

QuestionParameter = Annotated[str, QueryParameter(name="question", max_length=64, description="A question's id")]
RoundParameter = Annotated[
    int,
    QueryParameter(name="round", ge=1, le=MAX_ROUNDS, description="Of this session: its round, or the attempt"),
]
WithSession = Annotated[
    str | None,
    QueryParameter(
        name="with_session", required=False, max_length=64, description="Another session; without it, this one"
    ),
]
WithRound = Annotated[
    int, QueryParameter(name="with_round", ge=1, le=MAX_ROUNDS, description="The round of the other side")
]


class ComparisonController(Controller):
    path = "/sessions"
    tags = ("results",)

    @get(
        "/{session_id:str}/comparison",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 422, 429),
    )
    async def compare_results(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        comparisons: NamedDependency[ComparisonService],
        question: QuestionParameter,
        attempt: RoundParameter = 1,
        with_session: WithSession = None,
        with_round: WithRound = 1,
    ) -> Envelope[Comparison]:
        """How the answers to a question moved from this session to another, or from one round to another: shares and
        mean, with 95 % intervals of their differences for independent groups. Where the same people answered twice,
        these intervals are usually wider than necessary."""
        first, second = Which(session_id, attempt), Which(with_session or session_id, with_round)
        return enveloped(await comparisons.compare(member, question, first, second))
