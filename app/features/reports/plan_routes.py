"""``/api/v1/sessions/{id}/report-plan``: reports that come by themselves."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.principals import Member
from app.features.reports.planning import PlanInFull, ReportPlanning
from app.features.reports.schemas import ReportPlanEdit, ReportPlanResource
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows

PlanResponse = Annotated[Response[Envelope[ReportPlanResource]], TAGGED]


class ReportPlanController(Controller):
    path = "/sessions/{session_id:str}/report-plan"
    tags = ("reports",)

    @get("/", guards=[allows("results:export")], responses=problem_responses(401, 403, 404, 429))
    async def get_report_plan(
        self, session_id: FromPath[str], member: NamedDependency[Member], report_plans: NamedDependency[ReportPlanning]
    ) -> PlanResponse:
        """How often a report of the session is made automatically, and who gets it by mail."""
        return _response(await report_plans.get(member, session_id), "OK")

    @put(
        "/",
        guards=[allows("results:export")],
        responses=problem_responses(401, 403, 404, 409, 412, 422, 428, 429),
    )
    async def put_report_plan(
        self,
        session_id: FromPath[str],
        data: JSONBody[ReportPlanEdit],
        member: NamedDependency[Member],
        report_plans: NamedDependency[ReportPlanning],
        if_match: IfMatch = None,
    ) -> PlanResponse:
        """Schedule reports, unless somebody else has done so since; `"0"` is the ETag of no plan. Recipients are
        members with a confirmed address who may export; whoever no longer may when a report is due gets none."""
        based_on = edited_version(if_match)
        saved = await report_plans.save(member, session_id, data.plan, is_active=data.active, based_on=based_on)
        return _response(saved, "Saved.")


def _response(full: PlanInFull, message: str) -> PlanResponse:
    resource = ReportPlanResource.of(full)
    return Response(enveloped(resource, message), headers={"etag": etag(resource.version)})
