"""``/api/v1/join/invitation``: the way in by a personal link. Tokens come in bodies: addresses are logged."""

from __future__ import annotations

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.features.invitations.joining import InvitedService
from app.features.invitations.schemas import DoneReport, InvitedJoin, InvitedPreview, InvitedToken
from app.features.sessions.joining import ParticipantService
from app.features.sessions.schemas import JoinResource, ParticipantSession
from app.features.sessions.service import SessionService
from app.http.devices import Device
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.guards import open_to_all
from app.http.languages import AcceptLanguage, LanguageParameter, wanted_languages
from app.http.openapi import NO_TOKEN
from app.http.rate_limits import RateLimits
from app.infra.tokens import Tokens


class InvitedJoinController(Controller):
    path = "/join/invitation"
    tags = ("join",)

    @post(
        "/preview",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(404, 422, 429),
    )
    async def preview_invitation(
        self,
        data: JSONBody[InvitedToken],
        device: NamedDependency[Device],
        invited: NamedDependency[InvitedService],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        rate_limits: NamedDependency[RateLimits],
    ) -> Envelope[InvitedPreview]:
        """Where a personal link leads, before anybody joins."""
        async with rate_limits.following(device.network, data.token):
            found = await invited.preview(data.token)
        full_options = await participants.full_options(found.full)
        return enveloped(InvitedPreview.of(found, sessions.status(found.session), full_options))

    @post(
        "/",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(401, 404, 409, 422, 429),
    )
    async def join_by_invitation(
        self,
        data: JSONBody[InvitedJoin],
        device: NamedDependency[Device],
        invited: NamedDependency[InvitedService],
        sessions: NamedDependency[SessionService],
        participants: NamedDependency[ParticipantService],
        tokens: NamedDependency[Tokens],
        rate_limits: NamedDependency[RateLimits],
        language: LanguageParameter = None,
        accept_language: AcceptLanguage = None,
    ) -> Envelope[JoinResource]:
        """Join by a personal link. Used again, on any device, it gives the same participant. In an anonymous session
        the link works on one device only, and nothing stored leads from the link to the participant."""
        async with rate_limits.following(device.network, data.token):
            joined = await invited.join(data.token, device_secret=data.device_secret, name=data.name)
        issued = tokens.issue_participant(joined.participant)
        wanted = wanted_languages(language, accept_language)
        full_options = await participants.full_options(joined.full)
        resource = JoinResource(
            token=issued.token,
            expires_at=issued.expires_at,
            participant=joined.participant.participant,
            welcome_back=joined.is_back,
            session=ParticipantSession.of(joined.full, sessions.status(joined.full.session), wanted, full_options),
        )
        return enveloped(resource, "Welcome back." if joined.is_back else "Welcome.")

    @post(
        "/done",
        guards=[open_to_all],
        security=NO_TOKEN,
        status_code=200,
        responses=problem_responses(404, 409, 422, 429),
    )
    async def report_invitation_done(
        self,
        data: JSONBody[DoneReport],
        device: NamedDependency[Device],
        invited: NamedDependency[InvitedService],
        rate_limits: NamedDependency[RateLimits],
    ) -> Envelope[None]:
        """End the reminders of an anonymous session's link once this device has answered; a repeat does no harm."""
        async with rate_limits.following(device.network, data.token):
            await invited.report_done(data.token, data.device_secret)
        return enveloped(None, "No more reminders.")
