"""``/api/v1/webhooks/resend``: what the mail service reports; ``/api/v1/mail-suppressions``: who gets no mail."""

from __future__ import annotations

from typing import Annotated, Any, get_args

import msgspec
from litestar import Controller, Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from app.core.errors import NotFound
from app.core.principals import Member
from app.features.mailings.post import INVITATION_TAG, RECEIVER_TAG, WAVE_TAG
from app.features.mailings.unsubscribing import MailReport, Report, UnsubscribeService
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows, open_to_all
from app.http.openapi import NO_TOKEN
from app.infra.mail_events import MailEvent, MailEvents

REPORTS: tuple[Report, ...] = get_args(Report)
PASSING_BOUNCES = ("Transient", "Temporary", "Undetermined")


class Address(msgspec.Struct, forbid_unknown_fields=True):
    email: Annotated[str, Meta(min_length=3, max_length=320)]


class MailEventController(Controller):
    path = "/webhooks/resend"
    tags = ("invitations",)

    @post("/", guards=[open_to_all], security=NO_TOKEN, status_code=200, responses=problem_responses(401, 404))
    async def take_mail_event(
        self,
        request: Request[Any, Any, Any],
        mail_events: NamedDependency[MailEvents | None],
        unsubscribing: NamedDependency[UnsubscribeService],
    ) -> Envelope[None]:
        """For the mail service: what became of a mail, with a Svix signature. An address that bounces for good, or
        whose owner complains, gets no more mail."""
        if mail_events is None:
            raise NotFound("RESEND_WEBHOOK_SECRET is not set.")
        event = mail_events.read(await request.body(), request.headers)
        report = _report_in(event) if event is not None else None
        if report is not None:
            await unsubscribing.reported(report)
        return enveloped(None, "Noted.")


class SuppressionController(Controller):
    path = "/mail-suppressions"
    tags = ("invitations",)

    @post(
        "/lift",
        guards=[allows("invitations:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 422, 429),
    )
    async def lift_mail_suppression(
        self,
        data: JSONBody[Address],
        member: NamedDependency[Member],
        unsubscribing: NamedDependency[UnsubscribeService],
    ) -> Envelope[None]:
        """Let an address that unsubscribed, bounced or complained get mail again, at its owner's wish. Only hashes of
        addresses are stored, so there is no list of them, and the response is the same if it was getting mail all
        along. A mail that bounced is not sent again; the next wave of its session is."""
        await unsubscribing.lift(member, data.email)
        return enveloped(None, "This address gets mail.")


def _report_in(event: MailEvent) -> MailReport | None:
    """None for events that say nothing new, and for mails that were not sent by a plan."""
    what = next((report for report in REPORTS if report == event.kind), None)
    invitation, wave = event.tags.get(INVITATION_TAG), event.tags.get(WAVE_TAG)
    if what is None or invitation is None or wave is None:
        return None
    is_final = event.bounce not in PASSING_BOUNCES
    return MailReport(invitation, wave, what, is_final=is_final, receiver=event.tags.get(RECEIVER_TAG))
