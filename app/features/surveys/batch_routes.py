"""``/api/v1/surveys/{id}/questions/batch``."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from app.core.principals import Member
from app.features.surveys.batch import MAX_OPERATIONS, Operation
from app.features.surveys.routes import SurveyResponse, with_etag
from app.features.surveys.service import SurveyService
from app.http.errors import problem_responses
from app.http.etags import IfMatch, edited_version
from app.http.guards import allows


class QuestionBatch(msgspec.Struct, forbid_unknown_fields=True):
    """Carried out in this order."""

    operations: Annotated[tuple[Operation, ...], Meta(min_length=1, max_length=MAX_OPERATIONS)]


class QuestionBatchController(Controller):
    path = "/surveys"
    tags = ("surveys",)

    @post(
        "/{survey_id:str}/questions/batch",
        guards=[allows("surveys:write")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 412, 413, 422, 428, 429),
    )
    async def change_questions(
        self,
        survey_id: FromPath[str],
        data: JSONBody[QuestionBatch],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        if_match: IfMatch = None,
    ) -> SurveyResponse:
        """Create, update, delete and move questions of the draft as one edit: all of it, or nothing."""
        based_on = edited_version(if_match)
        edited = await surveys.change_questions(member, survey_id, based_on=based_on, operations=data.operations)
        return with_etag(edited, "Saved.")
