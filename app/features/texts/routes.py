"""``/api/v1/sessions/{id}/questions/{id}/texts``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, delete, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.folding import folded_whole
from app.core.principals import Member
from app.features.sessions.round_parameter import round_parameter
from app.features.texts.cursors import TextCursors
from app.features.texts.model import Wanted
from app.features.texts.schemas import TextCountsResource, TextResource
from app.features.texts.service import TextService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter, page_of
from app.http.sorting import SearchParameter

Round = Annotated[int | None, round_parameter("all of them")]
TagParameter = Annotated[
    str | None,
    QueryParameter(name="tag", required=False, max_length=64, description="Only texts with the tag of this id"),
]
Untagged = Annotated[
    bool, QueryParameter(name="untagged", required=False, description="Only texts that have no tag at all")
]


class TextController(Controller):
    path = "/sessions/{session_id:str}/questions/{question_id:str}"
    tags = ("results",)

    @get(
        "/texts",
        guards=[allows("participants:read")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def list_texts(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        member: NamedDependency[Member],
        text_answers: NamedDependency[TextService],
        q: SearchParameter = None,
        tag: TagParameter = None,
        attempt: Round = None,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
        untagged: Untagged = False,
    ) -> Envelope[Page[TextResource]]:
        """What people wrote, one by one, newest first: the texts as they now stand. For a choice, what was written
        under Other. Where small groups are hidden, only once enough people have answered."""
        wanted = _wanted(attempt, q, tag, is_untagged=untagged)
        cursors = TextCursors(session_id, question_id, wanted)
        place = cursors.place(cursor)
        found = await text_answers.page(member, session_id, question_id, wanted, limit=limit, after=place)
        return enveloped(page_of([TextResource.of(text) for text in found.texts], cursors.cursor(found.last)))

    @get(
        "/text-counts",
        guards=[allows("participants:read")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def get_text_counts(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        member: NamedDependency[Member],
        text_answers: NamedDependency[TextService],
        q: SearchParameter = None,
        tag: TagParameter = None,
        attempt: Round = None,
        untagged: Untagged = False,
    ) -> Envelope[TextCountsResource]:
        """How many texts there are, how many carry each tag, and how many match the search."""
        wanted = _wanted(attempt, q, tag, is_untagged=untagged)
        return enveloped(TextCountsResource.of(await text_answers.counts(member, session_id, question_id, wanted)))

    @put(
        "/texts/{text_id:str}/tags/{tag_id:str}",
        guards=[allows("sessions:control")],
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def put_text_tag(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        text_id: FromPath[str],
        tag_id: FromPath[str],
        member: NamedDependency[Member],
        text_answers: NamedDependency[TextService],
    ) -> Envelope[None]:
        """Put a tag on a text, which may carry others; a repeat changes nothing. A text that was changed since it was
        read is a different one: 404."""
        await text_answers.change_tag(member, session_id, question_id, text_id, tag_id, is_on=True)
        return enveloped(None, "Tagged.")

    @delete(
        "/texts/{text_id:str}/tags/{tag_id:str}",
        guards=[allows("sessions:control")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 422, 429, 503),
    )
    async def delete_text_tag(
        self,
        session_id: FromPath[str],
        question_id: FromPath[str],
        text_id: FromPath[str],
        tag_id: FromPath[str],
        member: NamedDependency[Member],
        text_answers: NamedDependency[TextService],
    ) -> Envelope[None]:
        """Take a tag off a text; a repeat changes nothing."""
        await text_answers.change_tag(member, session_id, question_id, text_id, tag_id, is_on=False)
        return enveloped(None, "Untagged.")


def _wanted(attempt: int | None, q: str | None, tag: str | None, *, is_untagged: bool) -> Wanted:
    return Wanted(attempt, folded_whole(q or ""), tag, is_untagged)
