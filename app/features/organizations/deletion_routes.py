"""``/api/v1/organizations/current/deletion``."""

from __future__ import annotations

from litestar import Controller, delete, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.core.principals import Member
from app.features.organizations.deletion import OrganizationDeletion
from app.features.organizations.routes import OrganizationResponse, with_etag
from app.features.organizations.schemas import DeletionWish
from app.http.devices import Device
from app.http.errors import problem_responses
from app.http.guards import allows


class OrganizationDeletionController(Controller):
    path = "/organizations/current/deletion"
    tags = ("organizations",)

    @post(
        "",
        guards=[allows("organization:own")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 422, 429, 503),
    )
    async def plan_organization_deletion(
        self,
        data: JSONBody[DeletionWish],
        member: NamedDependency[Member],
        device: NamedDependency[Device],
        organization_deletion: NamedDependency[OrganizationDeletion],
    ) -> OrganizationResponse:
        """Have the organization deleted a week from now, with everything in it. Until then it works as before, and the
        owner can take this back."""
        planned = await organization_deletion.ask(
            member, name=data.name, password=data.password, code=data.code, device=device
        )
        return with_etag(planned, "Planned.")

    @delete(
        "",
        guards=[allows("organization:own")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 429),
    )
    async def take_back_organization_deletion(
        self, member: NamedDependency[Member], organization_deletion: NamedDependency[OrganizationDeletion]
    ) -> OrganizationResponse:
        """Keep the organization after all; if no deletion is planned, nothing changes."""
        return with_etag(await organization_deletion.take_back(member), "It stays.")
