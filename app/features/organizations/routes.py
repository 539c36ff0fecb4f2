"""``/api/v1/organizations`` and ``/api/v1/auth/switch``."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, patch, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.accounts.login_responses import StepResponse, login_step
from app.features.organizations.model import OrganizationInFull
from app.features.organizations.schemas import (
    MyOrganization,
    NewOrganization,
    NewOwner,
    OrganizationDetail,
    SwitchTarget,
)
from app.features.organizations.service import OrganizationService
from app.http.cookies import LoginCookies
from app.http.devices import device_of
from app.http.envelope import Envelope, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, edited_version, etag
from app.http.guards import allows, members_only

OrganizationResponse = Annotated[Response[Envelope[OrganizationDetail]], TAGGED]


class SwitchController(Controller):
    path = "/auth/switch"
    tags = ("auth",)

    @post("", guards=[members_only], status_code=200, responses=problem_responses(401, 403, 404, 422, 429))
    async def switch_organization(
        self,
        data: JSONBody[SwitchTarget],
        request: Request[Any, Any, Any],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
        login_cookies: NamedDependency[LoginCookies],
    ) -> StepResponse:
        """Get a login in another organization of the same user, without entering the password again. The present login
        ends."""
        login = await organizations.switch(member, data.organization, device_of(request))
        return login_step(login, login_cookies)


class OrganizationController(Controller):
    path = "/organizations"
    tags = ("organizations",)

    @get("/", guards=[members_only], responses=problem_responses(401, 403, 429))
    async def list_my_organizations(
        self, member: NamedDependency[Member], organizations: NamedDependency[OrganizationService]
    ) -> Envelope[list[MyOrganization]]:
        """Every organization of the user who is logged in."""
        return enveloped([MyOrganization.of(one, member) for one in await organizations.mine(member)])

    @post("/", guards=[members_only], responses=problem_responses(401, 403, 404, 409, 422, 429))
    async def create_organization(
        self,
        data: JSONBody[NewOrganization],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
    ) -> Envelope[MyOrganization]:
        """Create another organization, owned by the user; switch to it to work there."""
        made = await organizations.create(member, data.name)
        return enveloped(MyOrganization.of(made, member), "Created.")

    @get("/current", guards=[allows("organization:read")], responses=problem_responses(401, 403, 404, 429))
    async def get_organization(
        self, member: NamedDependency[Member], organizations: NamedDependency[OrganizationService]
    ) -> OrganizationResponse:
        """The organization of the token; its version is the ETag."""
        return with_etag(await organizations.current(member))

    @patch(
        "/current",
        guards=[allows("organization:manage")],
        responses=problem_responses(401, 403, 404, 412, 422, 428, 429),
    )
    async def edit_organization(
        self,
        data: JSONBody[NewOrganization],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
        if_match: IfMatch = None,
    ) -> OrganizationResponse:
        """Rename the organization, unless somebody else has edited it since."""
        renamed = await organizations.rename(member, data.name, based_on=edited_version(if_match))
        return with_etag(renamed, "Saved.")

    @post(
        "/current/transfer",
        guards=[allows("organization:own")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 422, 429, 503),
    )
    async def transfer_organization(
        self,
        data: JSONBody[NewOwner],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
    ) -> OrganizationResponse:
        """Hand the organization over to another member; the former owner becomes an admin."""
        return with_etag(await organizations.hand_over(member, data.user), "Handed over.")

    @post(
        "/current/leave",
        guards=[members_only],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 429),
    )
    async def leave_organization(
        self, member: NamedDependency[Member], organizations: NamedDependency[OrganizationService]
    ) -> Envelope[None]:
        """Leave the organization of the token; the owner hands it over first."""
        await organizations.leave(member)
        return enveloped(None, "You have left.")


def with_etag(organization: OrganizationInFull, message: str = "OK") -> OrganizationResponse:
    return Response(
        enveloped(OrganizationDetail.of(organization), message), headers={"etag": etag(organization.version)}
    )
