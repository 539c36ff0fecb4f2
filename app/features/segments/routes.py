"""``/api/v1/sessions/{id}/segment``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.segments.schemas import SegmentResource
from app.features.segments.service import SegmentService
from app.features.sessions.round_parameter import round_parameter
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows

MAX_OPTIONS = 100

QuestionParameter = Annotated[
    str, QueryParameter(name="question", max_length=64, description="A question with options")
]
OptionsParameter = Annotated[
    list[str],
    QueryParameter(
        name="option", min_items=1, max_items=MAX_OPTIONS, description="An option's id; several: any of them"
    ),
]
Round = Annotated[int | None, round_parameter("the question's current round, the first attempt")]


class SegmentController(Controller):
    path = "/sessions"
    tags = ("results",)

    @get(
        "/{session_id:str}/segment",
        guards=[allows("results:read")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def get_segment(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        segments: NamedDependency[SegmentService],
        question: QuestionParameter,
        options: OptionsParameter,
        attempt: Round = None,
    ) -> Envelope[SegmentResource]:
        """The results of all questions for part of the people: those who chose certain options of one question. Refused
        where small groups are hidden (409)."""
        return enveloped(SegmentResource.of(await segments.read(member, session_id, question, options, attempt)))
