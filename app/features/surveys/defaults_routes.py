"""``/api/v1/organizations/current/survey-defaults``."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Controller, Response, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.surveys.defaults import DefaultsService, SurveyDefaults
from app.features.surveys.model import RetentionDays
from app.features.surveys.theme import Theme
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows


class SurveyDefaultsEdit(msgspec.Struct, forbid_unknown_fields=True):
    """``retention_days``: how long after a session's end answers are kept; null keeps them."""

    theme: Theme
    retention_days: RetentionDays | None


class SurveyDefaultsResource(msgspec.Struct):
    """``version`` is the ETag, 0 where nothing was chosen yet."""

    theme: Theme
    retention_days: int | None
    version: int

    @classmethod
    def of(cls, defaults: SurveyDefaults) -> SurveyDefaultsResource:
        return cls(defaults.theme, defaults.retention_days, defaults.version)


DefaultsResponse = Annotated[Response[Envelope[SurveyDefaultsResource]], TAGGED]


class SurveyDefaultsController(Controller):
    path = "/organizations/current/survey-defaults"
    tags = ("organizations",)

    @get("/", guards=[allows("surveys:read")], responses=problem_responses(401, 403, 429))
    async def get_survey_defaults(
        self, member: NamedDependency[Member], survey_defaults: NamedDependency[DefaultsService]
    ) -> DefaultsResponse:
        """What new surveys of the organization begin with."""
        return _response(await survey_defaults.get(member.organization), "OK")

    @put("/", guards=[allows("organization:manage")], responses=problem_responses(401, 403, 412, 422, 428, 429))
    async def put_survey_defaults(
        self,
        data: JSONBody[SurveyDefaultsEdit],
        member: NamedDependency[Member],
        survey_defaults: NamedDependency[DefaultsService],
        if_match: IfMatch = None,
    ) -> DefaultsResponse:
        """Save the defaults, unless somebody else has done so since; `"0"` is the ETag of no choice. Existing surveys
        keep what they have."""
        saved = await survey_defaults.save(member, data.theme, data.retention_days, based_on=edited_version(if_match))
        return _response(saved, "Saved.")


def _response(defaults: SurveyDefaults, message: str) -> DefaultsResponse:
    return Response(enveloped(SurveyDefaultsResource.of(defaults), message), headers={"etag": etag(defaults.version)})
