"""What was published of a survey, what keeps its draft from that, and what is still to translate."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from app.core.principals import Member
from app.features.surveys.changes import ContentChanges, changes_from
from app.features.surveys.schemas import (
    DraftChanges,
    DraftProblems,
    SurveyVersionResource,
    SurveyVersionSummary,
    TranslationsResource,
)
from app.features.surveys.service import NotPublished, SurveyService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter, page, window

Since = Annotated[int, QueryParameter(name="since", ge=1, description="The earlier version")]


class SurveyVersionController(Controller):
    path = "/surveys"
    tags = ("surveys",)

    @get(
        "/{survey_id:str}/versions",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 422, 429),
    )
    async def list_survey_versions(
        self,
        survey_id: FromPath[str],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[SurveyVersionSummary]]:
        """The published versions, the newest first."""
        survey = await surveys.get(member.organization, survey_id)
        shown = window(cursor, limit, survey.published)
        found = await surveys.versions(member.organization, survey_id, shown.after, shown.to)
        return enveloped(page(found, shown, SurveyVersionSummary.of))

    @get(
        "/{survey_id:str}/versions/{version:int}",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_survey_version(
        self,
        survey_id: FromPath[str],
        version: FromPath[int],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
    ) -> Envelope[SurveyVersionResource]:
        """A published version."""
        return enveloped(SurveyVersionResource.of(await surveys.version(member.organization, survey_id, version)))

    @get(
        "/{survey_id:str}/versions/{version:int}/changes",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 422, 429),
    )
    async def get_survey_changes(
        self,
        survey_id: FromPath[str],
        version: FromPath[int],
        member: NamedDependency[Member],
        surveys: NamedDependency[SurveyService],
        since: Since,
    ) -> Envelope[ContentChanges]:
        """What changed between two published versions, question by question and field by field."""
        before = await surveys.version(member.organization, survey_id, since)
        after = await surveys.version(member.organization, survey_id, version)
        return enveloped(changes_from(before.content, after.content))

    @get(
        "/{survey_id:str}/changes",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def get_draft_changes(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> Envelope[DraftChanges]:
        """What publishing the draft would change, compared with the latest version."""
        survey = await surveys.get(member.organization, survey_id)
        if not survey.published:
            raise NotPublished("Nothing is published yet that the draft could differ from.")
        latest = await surveys.version(member.organization, survey_id, survey.published)
        changes = changes_from(latest.content, survey.draft)
        return enveloped(DraftChanges(survey.draft_version, latest.version, changes))

    @get(
        "/{survey_id:str}/translations",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_survey_translations(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> Envelope[TranslationsResource]:
        """How complete the translations of the draft are."""
        survey = await surveys.get(member.organization, survey_id)
        return enveloped(TranslationsResource.of(survey.draft))

    @get(
        "/{survey_id:str}/problems",
        guards=[allows("surveys:read")],
        responses=problem_responses(401, 403, 404, 429),
    )
    async def get_survey_problems(
        self, survey_id: FromPath[str], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> Envelope[DraftProblems]:
        """What keeps the draft from being published, exactly as publishing would report it: circles and dead ends
        included."""
        survey = await surveys.get(member.organization, survey_id)
        return enveloped(DraftProblems(survey.draft_version, list(await surveys.problems(survey))))
