"""``/api/v1/sessions/{id}/audience-questions``: what the audience asks, for every kind of screen."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.principals import Member, Participant, Principal
from app.features.audience.board import BoardService, SeenBoard
from app.features.audience.model import NewAudienceQuestion
from app.features.audience.schemas import (
    AskedResource,
    AudienceQuestionBody,
    AudienceQuestionEdit,
    AudienceQuestionResource,
    BoardResource,
    Order,
    VoteResource,
)
from app.features.audience.service import AudienceService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows, allows_or_participates, participants_only

OrderParameter = Annotated[
    Order, QueryParameter(name="sort", required=False, description="By Wilson score with pinned ones first, or by time")
]


class AudienceController(Controller):
    path = "/sessions/{session_id:str}/audience-questions"
    tags = ("audience",)

    @get(
        "/",
        guards=[allows_or_participates("results:read")],
        responses=problem_responses(401, 403, 404, 422, 429),
    )
    async def list_audience_questions(
        self,
        session_id: FromPath[str],
        principal: NamedDependency[Principal],
        board: NamedDependency[BoardService],
        sort: OrderParameter = "top",
    ) -> Envelope[BoardResource]:
        """The whole board. Members get all of it; participants get what is shown, and their own questions."""
        return enveloped(BoardResource.of(await board.seen_by(principal, session_id), principal, sort))

    @post(
        "/",
        guards=[participants_only],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def ask_question(
        self,
        session_id: FromPath[str],
        data: JSONBody[AudienceQuestionBody],
        participant: NamedDependency[Participant],
        audience: NamedDependency[AudienceService],
    ) -> Envelope[AskedResource]:
        """The same as the socket's ``ask``: under the same key, either way gives the same receipt."""
        asked = await audience.ask(participant, NewAudienceQuestion(data.key, session_id, data.text))
        return enveloped(AskedResource.of(asked), "Stored.")

    @put(
        "/{question_id:str}/vote",
        guards=[participants_only],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def vote_for_question(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        participant: NamedDependency[Participant],
        audience: NamedDependency[AudienceService],
    ) -> Envelope[VoteResource]:
        """Vote for a question, once per participant; a repeat changes nothing."""
        question = await audience.vote(participant, session_id, question_id, up=True)
        return enveloped(VoteResource(question.id, voted=True, votes=question.votes), "Counted.")

    @delete(
        "/{question_id:str}/vote",
        guards=[participants_only],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 429, 503),
    )
    async def take_vote_back(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        participant: NamedDependency[Participant],
        audience: NamedDependency[AudienceService],
    ) -> Envelope[VoteResource]:
        """Take the vote back; a repeat changes nothing."""
        question = await audience.vote(participant, session_id, question_id, up=False)
        return enveloped(VoteResource(question.id, voted=False, votes=question.votes), "Taken back.")

    @patch(
        "/{question_id:str}",
        guards=[allows("audience:moderate")],
        responses=problem_responses(401, 403, 404, 409, 412, 422, 428, 429, 503),
    )
    async def judge_audience_question(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        data: JSONBody[AudienceQuestionEdit],
        member: NamedDependency[Member],
        board: NamedDependency[BoardService],
        if_match: IfMatch = None,
    ) -> Annotated[Response[Envelope[AudienceQuestionResource]], TAGGED]:
        """Show, answer, hide or pin a question, unless another moderator was faster. Votes do not interfere."""
        based_on = edited_version(if_match)
        judged = await board.judge(member, session_id, question_id, data.verdict(), based_on=based_on)
        cast = (await board.seen_by(member, session_id)).cast
        resource = AudienceQuestionResource.of(judged, member, SeenBoard([judged], cast))
        return Response(enveloped(resource, "Saved."), headers={"etag": etag(judged.edition)})
