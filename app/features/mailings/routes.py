"""``/api/v1/sessions/{id}/reminder-plan``: the mails of a session."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.principals import Member
from app.features.mailings.preview import PreviewService, Reader
from app.features.mailings.schemas import (
    DecisionResource,
    DryRunResource,
    PreviewRequest,
    PreviewResource,
    ReminderPlanEdit,
    ReminderPlanResource,
)
from app.features.mailings.service import MailingService, PlanInFull
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter, page, window

PlanResponse = Annotated[Response[Envelope[ReminderPlanResource]], TAGGED]
WaveParameter = Annotated[
    str | None, QueryParameter(name="wave", required=False, max_length=20, description="Without it, the next one")
]


class ReminderPlanController(Controller):
    path = "/sessions/{session_id:str}/reminder-plan"
    tags = ("invitations",)

    @get("/", guards=[allows("invitations:manage")], responses=problem_responses(401, 403, 404, 429))
    async def get_reminder_plan(
        self, session_id: FromPath[str], member: NamedDependency[Member], mailings: NamedDependency[MailingService]
    ) -> PlanResponse:
        """When mails go to the people who are invited, and what became of those already sent."""
        return _response(await mailings.get(member, session_id), "OK")

    @put(
        "/",
        guards=[allows("invitations:manage")],
        responses=problem_responses(401, 403, 404, 409, 412, 422, 428, 429),
    )
    async def put_reminder_plan(
        self,
        session_id: FromPath[str],
        data: JSONBody[ReminderPlanEdit],
        member: NamedDependency[Member],
        mailings: NamedDependency[MailingService],
        if_match: IfMatch = None,
    ) -> PlanResponse:
        """Plan the mails, unless somebody else has done so since; `"0"` is the ETag of no plan. What is due is sent
        within a minute, and nobody gets the mail of a wave twice, whatever is edited."""
        based_on = edited_version(if_match)
        saved = await mailings.save(member, session_id, data.plan, is_active=data.active, based_on=based_on)
        return _response(saved, "Saved.")

    @get("/dry-run", guards=[allows("invitations:manage")], responses=problem_responses(401, 403, 404, 409, 422, 429))
    async def try_reminder_plan(
        self,
        session_id: FromPath[str],
        member: NamedDependency[Member],
        mailings: NamedDependency[MailingService],
        wave: WaveParameter = None,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[DryRunResource]:
        """Who would get the mails of a wave and when, as things stand, and why the others would not. Counts the mails
        that go before it, and assumes that nobody answers in the meantime. Nothing is sent."""
        shown = window(cursor, limit, await mailings.latest_number(member, session_id))
        with_totals = cursor is None
        run = await mailings.dry_run(member, session_id, wave, after=shown.after, to=shown.to, with_totals=with_totals)
        people = page(run.decisions, shown, DecisionResource.of)
        return enveloped(DryRunResource.of(run, people.items, people.next_cursor))

    @post(
        "/preview",
        guards=[allows("invitations:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 422, 429),
    )
    async def preview_reminder_mail(
        self,
        session_id: FromPath[str],
        data: JSONBody[PreviewRequest],
        member: NamedDependency[Member],
        mail_previews: NamedDependency[PreviewService],
    ) -> Envelope[PreviewResource]:
        """What a mail of the plan looks like to a given recipient, as text and as HTML. Nothing is sent."""
        reader = Reader(data.name, data.language, data.timezone)
        letter = await mail_previews.preview(member, session_id, data.wave, reader, data.plan)
        return enveloped(PreviewResource.of(letter))


def _response(full: PlanInFull, message: str) -> PlanResponse:
    resource = ReminderPlanResource.of(full)
    return Response(enveloped(resource, message), headers={"etag": etag(resource.version)})
