"""Surveys out of files and into them: ``/api/v1/surveys/import``, ``…/export``, and ``/api/v1/templates``."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Controller, MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from app.core.principals import Member
from app.features.surveys.languages import LanguageTag
from app.features.surveys.routes import SurveyResponse, with_etag
from app.features.surveys.schemas import NewSurvey
from app.features.surveys.service import SurveyService
from app.features.surveys.templates import TemplateSummary, template, template_summaries
from app.features.surveys.transfer import MAX_FILE_BYTES, SurveyFile, SurveyTransfer
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows
from app.http.languages import AcceptLanguage, LanguageParameter, wanted_languages


class FromTemplate(msgspec.Struct, forbid_unknown_fields=True):
    """``language``: the one to write the survey in; the others of the template become its translations."""

    template: Annotated[str, Meta(min_length=1, max_length=64)]
    language: LanguageTag | None = None


class SurveyTransferController(Controller):
    path = "/surveys"
    tags = ("surveys",)

    @get(
        "/{survey_id:str}/export", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 404, 413, 429)
    )
    async def export_survey(
        self, survey_id: FromPath[str], member: NamedDependency[Member], transfer: NamedDependency[SurveyTransfer]
    ) -> Response[SurveyFile]:
        """The draft as one file, images included: `impactpulse.survey.v1`, which `import` takes. What would be too
        large to import is refused here."""
        file: Any = await transfer.export(member.organization, survey_id)
        name = f'attachment; filename="{survey_id}.json"'
        return Response(file, media_type=MediaType.JSON, headers={"content-disposition": name})

    @post(
        "/import",
        guards=[allows("surveys:write")],
        request_max_body_size=MAX_FILE_BYTES,
        responses=problem_responses(401, 403, 413, 422, 429),
    )
    async def import_survey(
        self, data: JSONBody[SurveyFile], member: NamedDependency[Member], transfer: NamedDependency[SurveyTransfer]
    ) -> SurveyResponse:
        """Create a survey from such a file. Nothing is stored unless all of it is valid."""
        return with_etag(await transfer.take_in(member, data), "Imported.")

    @post("/from-template", guards=[allows("surveys:write")], responses=problem_responses(401, 403, 404, 413, 422, 429))
    async def create_survey_from_template(
        self, data: JSONBody[FromTemplate], member: NamedDependency[Member], surveys: NamedDependency[SurveyService]
    ) -> SurveyResponse:
        """Create a survey from a template."""
        content = template(data.template).content_in(data.language)
        created = await surveys.create(member, content, origin=f"template {data.template}")
        return with_etag(created, "Created.")


class TemplateController(Controller):
    path = "/templates"
    tags = ("surveys",)

    @get("/", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 422, 429))
    async def list_templates(
        self, language: LanguageParameter = None, accept_language: AcceptLanguage = None
    ) -> Envelope[list[TemplateSummary]]:
        """The templates for new surveys, described in a language that the caller reads."""
        return enveloped(template_summaries(wanted_languages(language, accept_language)))

    @get("/{template_id:str}", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 404, 422, 429))
    async def get_template(
        self,
        template_id: FromPath[str],
        language: LanguageParameter = None,
        accept_language: AcceptLanguage = None,
    ) -> Envelope[NewSurvey]:
        """A template as the survey that it creates, in a language that the caller reads."""
        content = template(template_id).survey.content().localized(wanted_languages(language, accept_language))
        return enveloped(NewSurvey(**msgspec.structs.asdict(content)))
