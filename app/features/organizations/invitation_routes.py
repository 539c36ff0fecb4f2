"""``/api/v1/organizations/current/invitations`` for members, ``/api/v1/invitations`` for those who were invited."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Controller, Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from app.core.principals import Member
from app.features.accounts.login_responses import StepResponse, login_step
from app.features.organizations.invitations import MemberInvitationService
from app.features.organizations.model import InvitationStatus
from app.features.organizations.schemas import (
    InvitationPreview,
    InvitationResource,
    InvitationToken,
    InvitedRegistration,
    NewInvitation,
)
from app.http.cookies import LoginCookies
from app.http.devices import Device, device_of
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.guards import allows, members_only, open_to_all
from app.http.openapi import NO_TOKEN
from app.http.pagination import CursorParameter, LimitParameter
from app.http.rate_limits import RateLimits
from app.http.sorting import BY_NUMBER, Key, SearchParameter, Sorting

INVITATIONS = Sorting("invitations", default="-created_at", created_at=BY_NUMBER, email=Key("email_key", str))
SortParameter = Annotated[str, INVITATIONS.parameter]
StatusFilter = Annotated[
    InvitationStatus | None,
    QueryParameter(name="status", required=False, description="Only those that are open, were accepted or revoked"),
]


class MemberInvitationController(Controller):
    path = "/organizations/current/invitations"
    tags = ("organizations",)

    @get("/", guards=[allows("members:manage")], responses=problem_responses(401, 403, 422, 429))
    async def list_member_invitations(
        self,
        member: NamedDependency[Member],
        member_invitations: NamedDependency[MemberInvitationService],
        status: StatusFilter = None,
        q: SearchParameter = None,
        sort: SortParameter = INVITATIONS.default,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[InvitationResource]]:
        """Who was invited, the newest first. `q` looks in addresses."""
        listing = INVITATIONS.listing(sort, cursor, limit, status=status, q=q)
        found = await member_invitations.listed(member, listing.asked, status=status, email=q)
        return enveloped(listing.page(found, InvitationResource.of))

    @post("/", guards=[allows("members:manage")], responses=problem_responses(401, 403, 409, 422, 429, 503))
    async def invite_member(
        self,
        data: JSONBody[NewInvitation],
        request: Request[Any, Any, Any],
        member: NamedDependency[Member],
        member_invitations: NamedDependency[MemberInvitationService],
    ) -> Envelope[InvitationResource]:
        """Send a mail with a link that works once, for seven days."""
        invited = await member_invitations.invite(member, email=data.email, role=data.role, device=device_of(request))
        return enveloped(InvitationResource.of(invited), "Invited.")

    @post(
        "/{invitation_id:str}/resend",
        guards=[allows("members:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 429, 503),
    )
    async def resend_member_invitation(
        self,
        invitation_id: FromPath[str],
        request: Request[Any, Any, Any],
        member: NamedDependency[Member],
        member_invitations: NamedDependency[MemberInvitationService],
    ) -> Envelope[InvitationResource]:
        """Send a new link, good for seven days from now; the former one ends."""
        resent = await member_invitations.resend(member, invitation_id, device_of(request))
        return enveloped(InvitationResource.of(resent), "Sent again.")

    @delete(
        "/{invitation_id:str}",
        guards=[allows("members:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def revoke_member_invitation(
        self,
        invitation_id: FromPath[str],
        member: NamedDependency[Member],
        member_invitations: NamedDependency[MemberInvitationService],
    ) -> Envelope[None]:
        """End an open invitation; its link no longer works."""
        await member_invitations.revoke(member, invitation_id)
        return enveloped(None, "Revoked.")


class InvitedController(Controller):
    path = "/invitations"
    tags = ("organizations",)

    @get("/{token:str}", guards=[open_to_all], security=NO_TOKEN, responses=problem_responses(404, 429))
    async def preview_member_invitation(
        self,
        token: FromPath[str],
        device: NamedDependency[Device],
        member_invitations: NamedDependency[MemberInvitationService],
        rate_limits: NamedDependency[RateLimits],
    ) -> Envelope[InvitationPreview]:
        """What a link leads to."""
        async with rate_limits.following(device.network, token):
            found = await member_invitations.preview(token)
        return enveloped(InvitationPreview(found.organization, found.email, found.role, found.is_known))

    @post("/accept", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 404, 409, 422, 429))
    async def accept_member_invitation(
        self,
        data: JSONBody[InvitationToken],
        request: Request[Any, Any, Any],
        member: NamedDependency[Member],
        member_invitations: NamedDependency[MemberInvitationService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> StepResponse:
        """Join with the account that is logged in, which must have the invited address. The new login is in that
        organization."""
        return login_step(await member_invitations.accept(member, data.token, device_of(request)), login_cookies)

    @post(
        "/register",
        guards=[open_to_all],
        security=NO_TOKEN,
        responses=problem_responses(401, 404, 409, 422, 429, 503),
    )
    async def register_invited(
        self,
        data: JSONBody[InvitedRegistration],
        request: Request[Any, Any, Any],
        member_invitations: NamedDependency[MemberInvitationService],
        login_cookies: NamedDependency[LoginCookies],
        rate_limits: NamedDependency[RateLimits],
    ) -> StepResponse:
        """Create an account with the invited address, join, and log in."""
        device = device_of(request)
        async with rate_limits.following(device.network, data.token):
            login = await member_invitations.register(data.token, name=data.name, password=data.password, device=device)
        return login_step(login, login_cookies)
