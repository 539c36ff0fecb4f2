"""``/api/v1/surveys``."""

from __future__ import annotations

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.principals import Member
from app.features.surveys.model import Survey, SurveyContent
from app.features.surveys.schemas import NewSurvey, SurveyEdit, SurveyResource, SurveySummary, SurveyVersionResource
from app.features.surveys.service import SurveyService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.etags import IfMatch, edited_version, etag
from app.http.guards import editors_only, members_only
from app.http.pagination import CursorParameter, LimitParameter, page, window

SurveyResponse = Response[Envelope[SurveyResource]]


class SurveyController(Controller):
    path = "/surveys"
    tags = ("surveys",)

    @get("/", guards=[members_only], responses=problem_responses(401, 422, 429))
    async def list_surveys(
        self,
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[SurveySummary]]:
        """The organization's surveys, the newest first."""
        shown = window(cursor, limit, await surveys.latest_number(member.organization))
        found = await surveys.numbered(member.organization, shown.after, shown.to)
        return enveloped(page(found, shown, SurveySummary.of))

    @post("/", guards=[editors_only], responses=problem_responses(401, 403, 413, 422, 429))
    async def create_survey(
        self, data: JSONBody[NewSurvey], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """Begin a survey."""
        draft = SurveyContent(title=data.title, description=data.description, questions=data.questions)
        return _with_etag(await surveys.create(member, draft), "Created.")

    @get("/{survey_id:str}", guards=[members_only], responses=problem_responses(401, 404, 429))
    async def get_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """The draft as it stands; its version is the ETag."""
        return _with_etag(await surveys.get(member.organization, survey_id))

    @put("/{survey_id:str}", guards=[editors_only], responses=problem_responses(401, 403, 404, 412, 413, 422, 428, 429))
    async def edit_survey(
        self,
        survey_id: FromPath[str],
        data: JSONBody[SurveyEdit],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        if_match: IfMatch = None,
    ) -> SurveyResponse:
        """Replace the draft, unless somebody else has saved since; then 412 names the current version."""
        draft = SurveyContent(title=data.title, description=data.description, questions=data.questions)
        edited = await surveys.edit(member.organization, survey_id, based_on=edited_version(if_match), draft=draft)
        return _with_etag(edited, "Saved.")

    @post(
        "/{survey_id:str}/publish",
        guards=[editors_only],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def publish_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> Envelope[SurveyVersionResource]:
        """Make the draft an immutable version; publishing an unchanged draft gives the latest version again."""
        return enveloped(SurveyVersionResource.of(await surveys.publish(member, survey_id)), "Published.")

    @get("/{survey_id:str}/versions/{version:int}", guards=[members_only], responses=problem_responses(401, 404, 429))
    async def get_survey_version(
        self,
        survey_id: FromPath[str],
        version: FromPath[int],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
    ) -> Envelope[SurveyVersionResource]:
        """A published version."""
        return enveloped(SurveyVersionResource.of(await surveys.version(member.organization, survey_id, version)))


def _with_etag(survey: Survey, message: str = "OK") -> SurveyResponse:
    return Response(enveloped(SurveyResource.of(survey), message), headers={"etag": etag(survey.draft_version)})
