"""``/api/v1/sessions/{id}/history`` and ``…/progress``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.history.schemas import HistoryResource, ProgressResource
from app.features.history.service import HistoryService
from app.features.sessions.round_parameter import round_parameter
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows

QuestionParameter = Annotated[str, QueryParameter(name="question", max_length=64, description="A question's id")]
Round = Annotated[int | None, round_parameter("the question's current round, the first attempt")]


class HistoryController(Controller):
    path = "/sessions"
    tags = ("results",)

    @get(
        "/{session_id:str}/history",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def get_history(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        history: NamedDependency[HistoryService],
        question: QuestionParameter,
        attempt: Round = None,
    ) -> Envelope[HistoryResource]:
        """How the results of a question came about, ready to be replayed: at most sixty points, the last of which is
        the present state. Refused where small groups are hidden (409)."""
        return enveloped(HistoryResource.of(await history.replay(member, session_id, question, attempt)))

    @get(
        "/{session_id:str}/progress",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 409, 429, 503),
    )
    async def get_progress(
        self, session_id: FromPath[str], member: NamedDependency[Member], history: NamedDependency[HistoryService]
    ) -> Envelope[ProgressResource]:
        """Who joined and answered when, how far people got, and how long they took. Refused where small groups are
        hidden (409)."""
        return enveloped(ProgressResource.of(await history.progress(member, session_id)))
