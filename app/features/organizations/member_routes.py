"""``/api/v1/organizations/current/members``."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, patch
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from app.core.principals import Member
from app.features.organizations.model import Membership
from app.features.organizations.schemas import MemberResource, RoleChange
from app.features.organizations.service import OrganizationService
from app.http.envelope import Envelope, Page, enveloped
from app.http.errors import problem_responses
from app.http.etags import TAGGED, IfMatch, IfStillAt, edited_version, etag, expected_version
from app.http.guards import allows
from app.http.pagination import CursorParameter, LimitParameter
from app.http.sorting import BY_NUMBER, Key, SearchParameter, Sorting

MEMBERS = Sorting("members", default="-joined_at", joined_at=BY_NUMBER, name=Key("person_key", str))
SortParameter = Annotated[str, MEMBERS.parameter]

MemberResponse = Annotated[Response[Envelope[MemberResource]], TAGGED]


class MemberController(Controller):
    path = "/organizations/current/members"
    tags = ("organizations",)

    @get("/", guards=[allows("members:read")], responses=problem_responses(401, 403, 422, 429))
    async def list_members(
        self,
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
        q: SearchParameter = None,
        sort: SortParameter = MEMBERS.default,
        cursor: CursorParameter = None,
        limit: LimitParameter = 20,
    ) -> Envelope[Page[MemberResource]]:
        """Who works in the organization, the last to join first. `q` looks in names and addresses."""
        listing = MEMBERS.listing(sort, cursor, limit, q=q)
        return enveloped(listing.page(await organizations.listed(member, listing.asked, q), MemberResource.of))

    @get("/{user_id:str}", guards=[allows("members:read")], responses=problem_responses(401, 403, 404, 429))
    async def get_member(
        self,
        user_id: FromPath[str],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
    ) -> MemberResponse:
        """One member; their version is the ETag."""
        return _with_etag(await organizations.member(member, user_id))

    @patch(
        "/{user_id:str}",
        guards=[allows("members:manage")],
        responses=problem_responses(401, 403, 404, 409, 412, 422, 428, 429),
    )
    async def change_member_role(
        self,
        user_id: FromPath[str],
        data: JSONBody[RoleChange],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
        if_match: IfMatch = None,
    ) -> MemberResponse:
        """Give a member another role, at once: their sockets reconnect with it. Refused if somebody else has changed
        the role since."""
        based_on = edited_version(if_match)
        return _with_etag(await organizations.change_role(member, user_id, data.role, based_on=based_on), "Changed.")

    @delete(
        "/{user_id:str}",
        guards=[allows("members:manage")],
        status_code=200,
        responses=problem_responses(401, 403, 404, 409, 412, 422, 429),
    )
    async def remove_member(
        self,
        user_id: FromPath[str],
        member: NamedDependency[Member],
        organizations: NamedDependency[OrganizationService],
        if_match: IfStillAt = None,
    ) -> Envelope[None]:
        """Remove a member, at once: their tokens are refused and their sockets closed. With `If-Match`, only if their
        role is still the one that was seen."""
        await organizations.remove(member, user_id, based_on=expected_version(if_match))
        return enveloped(None, "Removed.")


def _with_etag(membership: Membership, message: str = "OK") -> MemberResponse:
    return Response(enveloped(MemberResource.of(membership), message), headers={"etag": etag(membership.version)})
