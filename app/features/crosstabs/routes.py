"""``/api/v1/sessions/{id}/crosstab``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.crosstabs.schemas import CrosstabResource
from app.features.crosstabs.service import CrosstabService
from app.features.sessions.round_parameter import round_parameter
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows

Rows = Annotated[str, QueryParameter(name="rows", max_length=64, description="A question with options")]
Columns = Annotated[str, QueryParameter(name="columns", max_length=64, description="Another question with options")]
Round = Annotated[int | None, round_parameter("each question's current round, the first attempt")]


class CrosstabController(Controller):
    path = "/sessions"
    tags = ("results",)

    @get(
        "/{session_id:str}/crosstab",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def get_crosstab(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        crosstabs: NamedDependency[CrosstabService],
        rows: Rows,
        columns: Columns,
        attempt: Round = None,
    ) -> Envelope[CrosstabResource]:
        """The answers to one question, split by the answers to another. Where small groups are hidden, it is available
        from a minute after the end, with enough numbers hidden that no small one can be worked out."""
        return enveloped(CrosstabResource.of(await crosstabs.read(member, session_id, rows, columns, attempt)))
