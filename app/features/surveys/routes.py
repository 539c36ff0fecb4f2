"""``/api/v1/surveys``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.principals import Member
from app.features.surveys.model import Survey
from app.features.surveys.schemas import (
    NewSurvey,
    Retention,
    RetentionResource,
    SurveyEdit,
    SurveyResource,
    SurveySummary,
    SurveyVersionResource,
)
from app.features.surveys.service import SurveyService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter
from app.http.sorting import BY_NUMBER, Key, SearchParameter, Sorting

ArchivedParameter = Annotated[bool, QueryParameter(name="archived", description="The archived ones instead")]
SURVEYS = Sorting(
    "surveys",
    default="-created_at",
    created_at=BY_NUMBER,
    updated_at=Key("updated_at", datetime),
    title=Key("title_key", str),
)
SortParameter = Annotated[str, SURVEYS.parameter]
SurveyResponse = Annotated[Response[Envelope[SurveyResource]], TAGGED]
RetentionResponse = Annotated[Response[Envelope[RetentionResource]], TAGGED]


class SurveyController(Controller):
    path = "/surveys"
    tags = ("surveys",)

    @get("/", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 422, 429))
    async def list_surveys(
        self,
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        archived: ArchivedParameter = False,
        q: SearchParameter = None,
        sort: SortParameter = SURVEYS.default,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[SurveySummary]]:
        """The organization's surveys, newest first: those in use, or the archived ones. `q` searches titles."""
        listing = SURVEYS.listing(sort, cursor, limit, archived=archived, q=q)
        found = await surveys.listed(member.organization, listing.asked, archived=archived, title=q)
        return enveloped(listing.page(found, SurveySummary.of))

    @post("/", guards=[allows("surveys:write")], responses=problem_responses(401, 403, 413, 422, 429))
    async def create_survey(
        self, data: JSONBody[NewSurvey], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """Create a survey."""
        return with_etag(await surveys.create(member, data.content()), "Created.")

    @get("/{survey_id:str}", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 404, 429))
    async def get_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """The draft as it stands; its version is the ETag."""
        return with_etag(await surveys.get(member.organization, survey_id))

    @put(
        "/{survey_id:str}",
        guards=[allows("surveys:write")],
        responses=problem_responses(401, 403, 404, 409, 412, 413, 422, 428, 429),
    )
    async def edit_survey(
        self,
        survey_id: FromPath[str],
        data: JSONBody[SurveyEdit],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        if_match: IfMatch = None,
    ) -> SurveyResponse:
        """Replace the draft, unless somebody else has saved since; then 412 names the current version."""
        based_on = edited_version(if_match)
        edited = await surveys.edit(member, survey_id, based_on=based_on, draft=data.content())
        return with_etag(edited, "Saved.")

    @post(
        "/{survey_id:str}/publish",
        guards=[allows("surveys:publish")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 412, 422, 428, 429),
    )
    async def publish_survey(
        self,
        survey_id: FromPath[str],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        if_match: IfMatch = None,
    ) -> Envelope[SurveyVersionResource]:
        """Publish the draft as an immutable version, unless somebody else has saved since; then 412 names the current
        one.

        If the draft is already the latest version, the response is that version again.
        """
        version = await surveys.publish(member, survey_id, based_on=edited_version(if_match))
        return enveloped(SurveyVersionResource.of(version), "Published.")

    @post(
        "/{survey_id:str}/archive",
        guards=[allows("surveys:write")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def archive_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """Archive a survey: it is listed only on request, and can be neither edited nor published nor run."""
        return with_etag(await surveys.archive(member, survey_id, archived=True), "Archived.")

    @post(
        "/{survey_id:str}/unarchive",
        guards=[allows("surveys:write")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def unarchive_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """Bring an archived survey back."""
        return with_etag(await surveys.archive(member, survey_id, archived=False), "Brought back.")

    @post(
        "/{survey_id:str}/duplicate",
        guards=[allows("surveys:write")],
        responses=problem_responses(401, 403, 404, 413, 429),
    )
    async def duplicate_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """Create a survey from the draft of another one."""
        return with_etag(await surveys.duplicate(member, survey_id), "Duplicated.")

    @put(
        "/{survey_id:str}/retention",
        guards=[allows("participants:erase")],
        responses=problem_responses(401, 403, 404, 412, 413, 422, 428, 429),
    )
    async def set_survey_retention(
        self,
        survey_id: FromPath[str],
        data: JSONBody[Retention],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        if_match: IfMatch = None,
    ) -> RetentionResponse:
        """Set how long answers are kept after a session's end; then the log is removed, and only numbers stay. Refused
        if somebody else has changed this since; it has a version of its own, beside the draft's."""
        based_on = edited_version(if_match)
        return _retention(await surveys.keep_answers_for(member, survey_id, data.days, based_on=based_on), "Saved.")

    @get(
        "/{survey_id:str}/retention",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_survey_retention(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> RetentionResponse:
        """How long answers are kept after a session's end; null: until somebody erases them."""
        return _retention(await surveys.get(member.organization, survey_id), "OK")


def with_etag(survey: Survey, message: str = "OK") -> SurveyResponse:
    """A survey with the version of its draft, for the next edit."""
    return Response(enveloped(SurveyResource.of(survey), message), headers={"etag": etag(survey.draft_version)})


def _retention(survey: Survey, message: str) -> RetentionResponse:
    resource = RetentionResource.of(survey)
    return Response(enveloped(resource, message), headers={"etag": etag(resource.version)})
