"""``/api/v1/surveys/{id}/tags``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.principals import Member
from app.features.texts.model import TagList
from app.features.texts.schemas import TagListResource, TagsEdit
from app.features.texts.tags import TagService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows

TagsResponse = Annotated[Response[Envelope[TagListResource]], TAGGED]


class TagController(Controller):
    path = "/surveys/{survey_id:str}/tags"
    tags = ("surveys",)

    @get("/", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 404, 429))
    async def get_survey_tags(
        self, survey_id: FromPath[str], member: NamedDependency[Member], survey_tags: NamedDependency[TagService]
    ) -> TagsResponse:
        """The tags that can be put on what people write in sessions of this survey."""
        return _response(await survey_tags.get(member, survey_id), "OK")

    @put("/", guards=[allows("surveys:write")], responses=problem_responses(401, 403, 404, 412, 422, 428, 429))
    async def put_survey_tags(
        self,
        survey_id: FromPath[str],
        data: JSONBody[TagsEdit],
        member: NamedDependency[Member],
        survey_tags: NamedDependency[TagService],
        if_match: IfMatch = None,
    ) -> TagsResponse:
        """Save the whole list, unless somebody else has done so since; `"0"` is the ETag of no tags. A tag without an
        id is new; one that is left out is removed from all texts."""
        saved = await survey_tags.save(member, survey_id, data.tags, based_on=edited_version(if_match))
        return _response(saved, "Saved.")


def _response(found: TagList, message: str) -> TagsResponse:
    return Response(enveloped(TagListResource.of(found), message), headers={"etag": etag(found.version)})
